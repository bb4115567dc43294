import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { connectRedis } from '../../../src/store/connect-redis.ts';
import { ensureRedis } from '../../../src/store/redis/ensure-redis.ts';
import { isAlive } from '../../../src/store/redis/process-mark.ts';
import { planServerHome } from '../../../src/store/redis/server-home.ts';
import { readRunningServer } from '../../../src/store/redis/server-process.ts';
import { createSeatLog } from '../../../src/store/seat-log/seat-log.ts';
import { makeTemporaryDir } from '../../support/temporary-dir.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { seededRandom } from '../seat-log/world.ts';
import { startLoad } from './load.ts';

/** The long run, `npm run sim:store`, sets more. */
const KILLS = Number(process.env.REDIS_KILLS ?? '2');
const SEED = Number(process.env.SIM_SEED ?? '2021');
const GOES_ON_WITHIN_MS = 20_000;

/** SIGKILL, at whatever it is doing. */
async function killServer(dataDir: string): Promise<void> {
  const server = readRunningServer(planServerHome(dataDir))?.server;
  if (server === undefined) throw new Error('expected a Redis of our own to be running');
  process.kill(server.pid, 'SIGKILL');
  await waitUntil('Redis to be dead', () => !isAlive(server));
}

describe.each(['everysec', 'always'] as const)('with fsync %s', (fsync) => {
  it('our Redis, killed at any moment under load, comes back with every acknowledged poll and no torn board', {
    timeout: 60_000 + KILLS * 10_000,
  }, async () => {
    const dataDir = makeTemporaryDir();
    const handle = await ensureRedis({ dataDir, settings: { fsync }, report: () => {} });
    const failures: unknown[] = [];
    // As the service does (deps.ts): a server of our own that died is started again.
    const open = () =>
      connectRedis(handle.connection, () => {
        handle.revive().catch((error: unknown) => failures.push(error));
      });
    const [writers, readers] = [open(), open()];
    const random = seededRandom(SEED);
    const sealSizes = { sealBytes: 300, pageBytes: 2_000 };
    const load = startLoad(createSeatLog(writers, { sealSizes }), createSeatLog(readers), {
      lanes: 6,
      seed: SEED,
    });
    for (let kill = 0; kill < KILLS; kill++) {
      await load.whenGoingOn(GOES_ON_WITHIN_MS);
      await delay(random() * 100);
      await killServer(dataDir);
    }
    await load.whenGoingOn(GOES_ON_WITHIN_MS);
    await load.stopAndCompare();
    expect(failures).toEqual([]);
    console.log(`fsync ${fsync}: ${KILLS} kills, ${JSON.stringify(load.account)}`);
    for (const client of [writers, readers]) client.disconnect();
    await handle.release();
  });
});
