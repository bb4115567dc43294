import { Redis } from 'ioredis';
import { inject } from 'vitest';
import type { RedisAddress } from '../../src/store/connect-redis.ts';

/**
 * What a client needs to reach this worker's own logical database (BullMQ wants options, not a client).
 * Workers run side by side and a worker runs one file after the other, so no two files share a database.
 */
export function testRedisOptions(): { path: string; db: number; maxRetriesPerRequest: null } {
  const db = Number(process.env.VITEST_POOL_ID ?? '1');
  return { path: inject('redisSocket'), db, maxRetriesPerRequest: null };
}

/** A client on this worker's own database, emptied. The test closes it with `quit()`. */
export async function openTestRedis(): Promise<Redis> {
  const redis = new Redis(testRedisOptions());
  await redis.flushdb();
  return redis;
}

/** For code that wants an address: database 0, shared by all workers. Choose keys no other test has. */
export function testRedisAddress(): RedisAddress {
  return { kind: 'socket', path: inject('redisSocket') };
}
