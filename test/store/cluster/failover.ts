import { expect } from 'vitest';
import { parseInstant } from '../../../src/calendar/china-time.ts';
import { connectRedis } from '../../../src/store/connect-redis.ts';
import type { RedisClient } from '../../../src/store/redis-client.ts';
import type { TestService } from '../../support/service.ts';

/** The long run, `npm run sim:store`, sets more rounds and the time-out that operators use. */
export const ROUNDS = Number(process.env.FAILOVERS ?? '1');
export const NODE_TIMEOUT_MS = Number(process.env.NODE_TIMEOUT_MS ?? '2000');
export const TIMEOUT_MS = 60_000 * (1 + ROUNDS);
export const BACK_WITHIN_MS = 15_000;
export const START = parseInstant('2021-01-12T10:00:30') as number;
/** What the default scenario has on sale on that day, in pairs and dates. */
const ON_SALE = 108;

export function open(url: string): RedisClient {
  return connectRedis({ kind: 'url', url }, () => {});
}

/** Everything on sale is known, nothing failed or is left in the queue, and the double has seen what we count. */
export async function expectAllDone(service: TestService): Promise<void> {
  const { queue, watched, requests, polls } = await service.json('/v1/status');
  expect(queue).toMatchObject({ waiting: 0, active: 0, delayed: 0, failed: 0 });
  expect(watched.polledOk).toBe(ON_SALE);
  expect(polls.lastFailure).toBeNull();
  expect(requests.sent.query).toBe(service.double.requests().query);
}
