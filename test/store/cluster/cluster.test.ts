import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRedisUrl } from '../../../src/store/redis/redis-url.ts';
import type { RedisClient } from '../../../src/store/redis-client.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { expectArchived, expectOldFound } from './archive.ts';
import {
  expectAllDone,
  expectNothingLost,
  NODE_TIMEOUT_MS,
  open,
  ROUNDS,
  START,
  TIMEOUT_MS,
} from './failover.ts';
import { startCluster, type TestCluster } from './start-cluster.ts';

describe('the service on a Cluster', () => {
  let cluster: TestCluster;
  let redis: RedisClient;
  let service: TestService;
  beforeAll(async () => {
    cluster = await startCluster(NODE_TIMEOUT_MS);
    redis = open(cluster.url);
    service = await startTestService({}, START, redis);
  });
  afterAll(async () => {
    await service.stop();
    await cluster.stop();
  });

  it('is reached through all of its nodes, or through one', async () => {
    const { origin } = await checkRedisUrl(cluster.url, () => {});
    expect(origin).toContain('Cluster of 3 masters');
    const one = `redis://127.0.0.1:${cluster.nodes[5]?.port}`;
    expect(await checkRedisUrl(one, () => {})).toMatchObject({
      url: one.replace('redis:', 'redis+cluster:'),
    });
  });

  it('polls everything once, answers from it, and keeps its account of requests', async () => {
    await service.pollAll();
    await expectAllDone(service);
    const board = await service.json('/v1/availability?from=TNV&to=HGH&date=2021-02-09');
    expect(board.trains.length).toBeGreaterThan(0);
    const sizes = await Promise.all(cluster.nodes.slice(0, 3).map(({ client }) => client.dbsize()));
    for (const size of sizes) expect(size, 'keys are spread over all masters').toBeGreaterThan(0);
  });

  it('is archived, and filled again from the files', () => expectArchived(cluster));

  it('finds the logs of an earlier layout on all masters', () => expectOldFound(cluster));

  it('loses nothing acknowledged when a master is killed under load, and is back within 15 s', {
    timeout: TIMEOUT_MS,
  }, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const masters = await cluster.masters();
      const victim = masters[round % masters.length];
      await expectNothingLost('Cluster', { url: cluster.url, redis, service }, round, async () => {
        await victim?.kill();
        await cluster.whenWhole();
      });
      await victim?.restart();
      await cluster.whenWhole();
    }
  });
});
