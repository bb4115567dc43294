import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRedisUrl } from '../../../src/store/redis/redis-url.ts';
import type { RedisClient } from '../../../src/store/redis-client.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { expectNothingLost, NODE_TIMEOUT_MS, open, START, TIMEOUT_MS } from './failover.ts';
import { startSentinels, type TestSentinels } from './start-cluster.ts';

describe('the service behind Sentinels', () => {
  let sentinels: TestSentinels;
  let redis: RedisClient;
  let service: TestService;
  beforeAll(async () => {
    sentinels = await startSentinels(NODE_TIMEOUT_MS);
    redis = open(sentinels.url);
    service = await startTestService({}, START, redis);
  });
  afterAll(async () => {
    await service.stop();
    await sentinels.stop();
  });

  it('loses nothing acknowledged when the master is killed under load, and is back within 15 s', {
    timeout: TIMEOUT_MS,
  }, async () => {
    expect((await checkRedisUrl(sentinels.url, () => {})).origin).toContain('/seats, version');
    await service.pollAll();
    await expectNothingLost('Sentinel', { url: sentinels.url, redis, service }, 9, async () => {
      await (await sentinels.master()).kill();
      await sentinels.master();
    });
  });
});
