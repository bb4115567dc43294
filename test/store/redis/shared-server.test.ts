import { expect, it } from 'vitest';
import { openTestRedis } from '../../support/redis.ts';

it('gives each test worker an empty database on a real Redis', async () => {
  const redis = await openTestRedis();
  expect(await redis.dbsize()).toBe(0);
  await redis.quit();
});
