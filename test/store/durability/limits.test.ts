import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseInstant } from '../../../src/calendar/china-time.ts';
import { connectRedis } from '../../../src/store/connect-redis.ts';
import { checkRedisUrl } from '../../../src/store/redis/redis-url.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { openServerPark, type ServerPark, type TestServer } from '../cluster/servers.ts';

const START = parseInstant('2021-01-12T10:00:30') as number;
const BOARD = '/v1/availability?from=TNV&to=HGH&date=2021-02-09';
const SETTINGS = { appendonly: 'yes', appendfsync: 'everysec', save: '""' };

let park: ServerPark;
beforeAll(async () => {
  park = await openServerPark();
});
afterAll(() => park.stop());

function startOn(server: TestServer): Promise<TestService> {
  return startTestService(
    {},
    START,
    connectRedis({ kind: 'url', url: `redis://127.0.0.1:${server.port}` }, () => {}),
  );
}

const usedBytes = async ({ client }: TestServer) =>
  Number(/^used_memory:(\d+)/m.exec(await client.info('memory'))?.[1]);
const allowBytes = ({ client }: TestServer, bytes: number) =>
  client.config('SET', 'maxmemory', String(Math.round(bytes)));

/** The board without what the clock changes. */
async function seatsOf(service: TestService): Promise<unknown> {
  const { trains, coverage } = await service.json(BOARD);
  return { trains, lastPollAt: coverage.lastPollAt };
}

async function expectStopped(service: TestService, cause: string): Promise<void> {
  const ready = await service.json('/readyz');
  expect(ready).toMatchObject({
    ready: true,
    polling: 'stopped',
    store: { state: 'full', problem: { cause } },
  });
  expect(ready.store.since).toMatch(/^2021-01-12T/);
  const { store } = (await service.json('/v1/status')).redis;
  expect(store).toMatchObject({ state: 'full', since: ready.store.since, problem: { cause } });
  const asked = service.double.requests().query;
  service.advance(10 * 60_000);
  expect(await service.clockwork.tick()).toBe(0);
  expect(service.double.requests().query).toBe(asked);
}

async function expectGoingOn(service: TestService): Promise<void> {
  await waitUntil('polling to go on', async () => (await service.json('/readyz')).polling === 'on');
  await service.pollAll();
  // Jobs whose end could not be written are still `active`: they are taken up as those of a killed worker are.
  const readQueue = async () => (await service.json('/v1/status')).queue;
  await waitUntil('the queue to be worked off', async () => (await readQueue()).waiting === 0);
  expect((await readQueue()).failed).toBe(0);
  expect((await service.json(BOARD)).coverage.stale).toBe(false);
}

describe('a Redis whose memory is full', () => {
  let server: TestServer;
  let service: TestService;
  beforeAll(async () => {
    server = await park.start({ ...SETTINGS, 'maxmemory-policy': 'noeviction' });
    service = await startOn(server);
    await service.pollAll();
  });
  afterAll(() => service.stop());

  it('is told of at 80 %, and polling goes on', async () => {
    await allowBytes(server, (await usedBytes(server)) / 0.85);
    expect(await service.json('/readyz')).toMatchObject({ polling: 'on', store: { state: 'low' } });
    expect(service.reports.at(-1)).toMatch(/^redis: Redis uses .* MiB of .* MiB\. To do: archive/);
  });

  it('stops polling before it has to refuse anything, keeps all it has, and polling goes on with more room', async () => {
    const board = await seatsOf(service);
    await allowBytes(server, (await usedBytes(server)) / 0.97);
    await expectStopped(service, 'memory');
    expect(await seatsOf(service)).toEqual(board);
    await allowBytes(server, 0);
    await expectGoingOn(service);
    expect(service.reports.at(-1)).toContain('has room again');
  });

  it('that refuses in the middle of polls stops polling at once and loses nothing kept', async () => {
    const board = await seatsOf(service);
    service.double.setConduct({ latencyMs: 300 });
    service.advance(10 * 60_000);
    expect(await service.clockwork.tick()).toBeGreaterThan(0);
    const used = await usedBytes(server);
    await allowBytes(server, used);
    await server.client.config('SET', 'maxmemory', String(Math.round(used * 0.98)));
    await expect(server.client.set('one-more', 'x')).rejects.toThrow('OOM');
    await waitUntil('polling to stop', () => /polling has stopped/.test(service.reports.at(-1) ?? ''));
    expect(await seatsOf(service)).toEqual(board);
    await expectStopped(service, 'memory');
    service.double.setConduct({ latencyMs: 0 });
    await allowBytes(server, 0);
    await expectGoingOn(service);
  });
});

describe('a Redis whose disk is full', () => {
  it('stops polling, answers on, and polling goes on by itself when there is room; a killed Redis comes back with all', {
    timeout: 60_000,
  }, async () => {
    // A file may have so many bytes: the write that goes beyond fails, as on a full disk.
    const limit = ['sh', '-c', 'trap "" XFSZ; exec prlimit --fsize=400000:unlimited "$@"', 'sh'];
    const server = await park.start({ ...SETTINGS, 'maxmemory-policy': 'noeviction' }, { prefix: limit });
    const service = await startOn(server);
    try {
      await service.clockwork.tick();
      await waitUntil(
        'the disk to be full',
        async () => (await service.json('/readyz')).polling === 'stopped',
      );
      await expectStopped(service, 'disk');
      const kept = await service.json('/v1/status');
      expect(kept.watched.polledOk).toBeGreaterThan(0);
      const process = /^process_id:(\d+)/m.exec(await server.client.info('server'))?.[1] ?? '';
      expect(spawnSync('prlimit', ['--pid', process, '--fsize=unlimited']).status).toBe(0);
      await expectGoingOn(service);
      const { watched } = await service.json('/v1/status');
      const board = await seatsOf(service);
      await server.kill();
      expect((await service.get('/readyz')).status).toBe(503);
      await server.restart();
      await waitUntil('Redis to be back', async () => (await service.get('/readyz')).status === 200);
      expect((await service.json('/v1/status')).watched).toEqual(watched);
      expect(await seatsOf(service)).toEqual(board);
    } finally {
      await service.stop();
    }
  });
});

describe('a Redis that would throw history away at its limit', () => {
  it('is refused, with what to do', async () => {
    const server = await park.start({ maxmemory: '50mb', 'maxmemory-policy': 'allkeys-lru' });
    const url = `redis://127.0.0.1:${server.port}`;
    await expect(checkRedisUrl(url, () => {})).rejects.toThrow(/maxmemory-policy is allkeys-lru.*CONFIG SET/);
    await server.client.config('SET', 'maxmemory-policy', 'noeviction');
    expect((await checkRedisUrl(url, () => {})).url).toBe(url);
  });
});
