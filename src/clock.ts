import { type CivilDate, civilDateOf, DAY_MS, daysBetween, type Instant } from './calendar/china-time.ts';
import type { RedisClient } from './store/redis-client.ts';

/** The service's clock: real time shifted by whole days, so that hours keep their meaning. */
export interface Clock {
  now(): Instant;
  offsetDays: number;
}

export function createClock(offsetDays: number): Clock {
  return { now: () => Date.now() + offsetDays * DAY_MS, offsetDays };
}

/** Days to add so that today is `startDate` in China. */
export function offsetTo(startDate: CivilDate, realNow: Instant): number {
  return daysBetween(civilDateOf(realNow), startDate);
}

/**
 * The offset that a scenario began with on this data, kept beside it: a scenario's days go on from one start to
 * the next as the real ones do, so that its history never runs backwards.
 */
export async function readOrKeepOffset(
  redis: RedisClient,
  namespace: string,
  offsetDays: number,
): Promise<number> {
  const key = `clock:v1:${namespace}:offset-days`;
  await redis.set(key, String(offsetDays), 'NX');
  return Number(await redis.get(key));
}
