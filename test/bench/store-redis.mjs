// A Redis of the bench's own, and what it says about itself.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connectRedis } from '../../dist/src/store/connect-redis.js';
import { ensureRedis } from '../../dist/src/store/redis/ensure-redis.js';

/** Started as the service starts its own: a unix socket, AOF written to disk every second. */
export async function startBenchRedis() {
  const dataDir = await mkdtemp(join(tmpdir(), 'yupiao-store-'));
  const handle = await ensureRedis({
    dataDir,
    debianDir: fileURLToPath(new URL('../../.yupiao/redis-debian', import.meta.url)),
    report: () => {},
  });
  const { path } = handle.connection;
  const redis = connectRedis(handle.connection, (error) => console.error(error));
  // A rewrite in the middle would take its CPU and hide what the AOF grows by.
  await redis.config('SET', 'auto-aof-rewrite-percentage', '0');
  return {
    redis,
    path,
    origin: handle.origin,
    async stop() {
      redis.disconnect();
      await handle.release();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Memory, AOF length (bytes) and CPU (seconds) of Redis now; once what was written has settled. */
export async function readUsage(redis) {
  await delay(1_100);
  const info = parseInfo(await redis.info('everything'));
  return {
    memory: info('used_memory'),
    aof: info('aof_current_size'),
    cpu: info('used_cpu_user') + info('used_cpu_sys'),
    /** Inside scripts alone, by Redis' own count. */
    scripts: scriptSeconds(info.text),
  };
}

/** CPU seconds of Redis so far, at once. */
export async function readCpu(redis) {
  const info = parseInfo(await redis.info('cpu'));
  return info('used_cpu_user') + info('used_cpu_sys');
}

function parseInfo(text) {
  const read = (name) => Number(new RegExp(`^${name}:(\\S+)`, 'm').exec(text)?.[1]);
  return Object.assign(read, { text });
}

function scriptSeconds(info) {
  const calls = info.matchAll(/^cmdstat_(?:evalsha|eval|fcall):calls=\d+,usec=(\d+)/gm);
  return [...calls].reduce((sum, [, usec]) => sum + Number(usec) / 1e6, 0);
}

/** Calls a second of an empty script by redis-benchmark, so many at once; null where there is no redis-benchmark. */
export async function benchmarkEmptyScript(redis, path, inFlight, calls) {
  const sha = await redis.script('LOAD', 'return 0');
  const asked = ['-s', path, '-c', '1', '-P', `${inFlight}`, '-n', `${calls}`, '--csv'];
  const run = spawnSync('redis-benchmark', [...asked, 'evalsha', sha, '1', 'key'], { encoding: 'utf8' });
  if (run.error?.code === 'ENOENT') return null;
  const figure = /^"[^"]*","([\d.]+)"/m.exec(run.stdout.split('\n').slice(1).join('\n'));
  if (figure === null)
    throw new Error(`expected a figure from redis-benchmark, got:\n${run.stdout}${run.stderr}`);
  return Number(figure[1]);
}
