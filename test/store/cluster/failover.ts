import { expect } from 'vitest';
import { MINUTE_MS, parseInstant } from '../../../src/calendar/china-time.ts';
import { connectRedis } from '../../../src/store/connect-redis.ts';
import type { RedisClient } from '../../../src/store/redis-client.ts';
import { createSeatLog } from '../../../src/store/seat-log/seat-log.ts';
import type { TestService } from '../../support/service.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startLoad } from '../durability/load.ts';

/** The long run, `npm run sim:store`, sets more rounds and the time-out that operators use. */
export const ROUNDS = Number(process.env.FAILOVERS ?? '1');
export const NODE_TIMEOUT_MS = Number(process.env.NODE_TIMEOUT_MS ?? '2000');
export const TIMEOUT_MS = 60_000 * (1 + ROUNDS);
const BACK_WITHIN_MS = 15_000;
/** Longer than a lock of a job and the look for stalled ones together. */
const QUEUE_WITHIN_MS = 40_000;
export const START = parseInstant('2021-01-12T10:00:30') as number;
/** What the default scenario has on sale on that day, in pairs and dates. */
const ON_SALE = 108;

export function open(url: string): RedisClient {
  return connectRedis({ kind: 'url', url }, () => {});
}

/**
 * Waits until nothing is left in the queue; jobs that met the failover are taken up as those of a killed worker are.
 * Then everything on sale is known, nothing failed, and the double was asked no more often than we count: a step that
 * was sent again, as its answer was lost with the master, may have counted a request twice.
 */
export async function expectAllDone(service: TestService): Promise<void> {
  const readStatus = () => service.json('/v1/status');
  await waitUntil(
    'the queue to be worked off',
    async () => {
      const { queue } = await readStatus();
      return queue !== null && queue.waiting + queue.active + queue.delayed === 0;
    },
    QUEUE_WITHIN_MS,
  );
  const { queue, watched, requests, polls } = await readStatus();
  expect(queue.failed).toBe(0);
  expect(watched.polledOk).toBe(ON_SALE);
  expect(polls.lastFailure).toBeNull();
  expect(requests.sent.query).toBeGreaterThanOrEqual(service.double.requests().query);
}

/**
 * One failover under load: `killMaster` ends when another one has taken over. Nothing that was acknowledged is lost, the
 * service works off its queue, and all goes on in time.
 */
export async function expectNothingLost(
  name: string,
  { url, redis, service }: { url: string; redis: RedisClient; service: TestService },
  seed: number,
  killMaster: () => Promise<void>,
): Promise<void> {
  const own = open(url);
  const options = { namespace: `round-${seed}` };
  const load = startLoad(createSeatLog(own, options), createSeatLog(redis, options), { lanes: 8, seed });
  await load.whenGoingOn(BACK_WITHIN_MS);
  await planMore(service);
  const killedAt = Date.now();
  await killMaster();
  await load.whenGoingOn(BACK_WITHIN_MS);
  const backAfterMs = Date.now() - killedAt;
  await load.stopAndCompare();
  own.disconnect();
  await expectAllDone(service);
  expect(backAfterMs).toBeLessThan(BACK_WITHIN_MS);
  console.log(`${name}: back after ${backAfterMs} ms, ${JSON.stringify(load.account)}`);
}

/** Plans what is due ten minutes later, so that jobs are under way when a master is killed. */
async function planMore(service: TestService): Promise<void> {
  service.advance(10 * MINUTE_MS);
  expect(await service.clockwork.tick()).toBeGreaterThan(0);
}
