import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRedisUrl } from '../../../src/store/redis/redis-url.ts';
import type { RedisClient } from '../../../src/store/redis-client.ts';
import { createSeatLog } from '../../../src/store/seat-log/seat-log.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { startLoad } from '../durability/load.ts';
import {
  BACK_WITHIN_MS,
  expectAllDone,
  NODE_TIMEOUT_MS,
  open,
  planMore,
  START,
  TIMEOUT_MS,
} from './failover.ts';
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
    const own = open(sentinels.url);
    const load = startLoad(createSeatLog(own), createSeatLog(redis), { lanes: 8, seed: 9 });
    await load.whenGoingOn(BACK_WITHIN_MS);
    await planMore(service);
    const killedAt = Date.now();
    const victim = await sentinels.master();
    await victim.kill();
    await sentinels.master();
    await load.whenGoingOn(BACK_WITHIN_MS);
    const backAfterMs = Date.now() - killedAt;
    await load.stopAndCompare();
    own.disconnect();
    await expectAllDone(service);
    expect(backAfterMs).toBeLessThan(BACK_WITHIN_MS);
    console.log(`Sentinel: back after ${backAfterMs} ms, ${JSON.stringify(load.account)}`);
  });
});
