import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../../src/calendar/china-time.ts';
import { createSeatLog } from '../../../src/store/seat-log/seat-log.ts';
import type { SeatLog } from '../../../src/store/seat-log-port.ts';
import { openTestRedis } from '../../support/redis.ts';
import { oldPolls, writeOldLog } from './layout-1.ts';
import { SeatLogModel } from './model.ts';
import { DATE, okPoll, PAIR, trainRow } from './polls.ts';

const OLD = `seat:v1:double:{TNV-HGH:${DATE}}`;

let redis: Redis;
let log: SeatLog;
let model: SeatLogModel;
beforeAll(async () => {
  redis = await openTestRedis();
});
beforeEach(async () => {
  await redis.flushdb();
  log = createSeatLog(redis, { namespace: 'double' });
  model = new SeatLogModel(PAIR, DATE);
  for (const poll of oldPolls()) model.writePoll(poll);
  await writeOldLog(redis, OLD, Date.now() + 30 * DAY_MS);
});
afterAll(async () => {
  await redis.quit();
});

async function expectAllRead(): Promise<void> {
  for (const { observedAt } of model.readPolls()) {
    expect(await log.readBoard(PAIR, DATE, observedAt)).toEqual(model.readBoard(observedAt));
  }
  expect(await log.readBoard(PAIR, DATE)).toEqual(model.readBoard());
  expect(await log.readPolls(PAIR, DATE)).toEqual(model.readPolls());
  expect(await log.readDay(PAIR, DATE)).toEqual(model.readDay());
  expect(await log.readWatches(DATE, DATE)).toEqual([{ pair: PAIR, travelDate: DATE }]);
  expect(await redis.keys(`${OLD}*`)).toEqual([]);
}

describe('a log of layout 1', () => {
  test.each([
    ['a board', () => log.readBoard(PAIR, DATE)],
    ['many boards', () => log.readBoards([{ pair: PAIR, travelDate: DATE }])],
    ['a day', () => log.readDay(PAIR, DATE)],
    ['the polls', () => log.readPolls(PAIR, DATE)],
  ])('is brought over by whoever reads %s first, and nothing of it is lost', async (_, read) => {
    expect(await read()).not.toBeNull();
    await expectAllRead();
  });

  test('is brought over by the next poll, in order, late or kept before', async () => {
    const next = okPoll(41, [trainRow('G1864', 'O:2'), trainRow('Z198', '4:9')]);
    for (const poll of [oldPolls()[3], next, oldPolls()[20]]) {
      if (poll === undefined) throw new Error('expected more polls');
      expect(await log.writePoll(poll)).toBe(model.writePoll(poll));
    }
    await expectAllRead();
  });

  test('expires when it would have', async () => {
    await log.readBoard(PAIR, DATE);
    const names = await redis.keys('seat:v2:double:{*');
    expect(names.map((name) => name.split(':').at(-1)).sort()).toEqual([
      'cells',
      'failures',
      'late',
      'log',
      'sealed',
    ]);
    for (const name of names) {
      expect(Math.abs((await redis.pttl(name)) - 30 * DAY_MS)).toBeLessThan(60_000);
    }
  });

  test('is brought over once by many at once', async () => {
    const logs = Array.from({ length: 8 }, () => createSeatLog(redis, { namespace: 'double' }));
    const boards = await Promise.all(logs.map((one) => one.readBoard(PAIR, DATE)));
    for (const board of boards) expect(board).toEqual(model.readBoard());
    await expectAllRead();
  });

  test('is among the pairs and dates kept before anybody has touched it, and is read from there', async () => {
    const watches = await log.readWatches(DATE, DATE);
    expect(watches).toEqual([{ pair: PAIR, travelDate: DATE }]);
    expect(await redis.exists(`${OLD}:state`)).toBe(1);
    expect(await log.readBoards(watches)).toEqual([model.readBoard()]);
    await expectAllRead();
  });

  test('is looked for once, by many at once or one after the other', async () => {
    const logs = Array.from({ length: 8 }, () => createSeatLog(redis, { namespace: 'double' }));
    const found = await Promise.all(logs.map((one) => one.readWatches('2020-01-01', '2022-12-31')));
    expect(found).toEqual(logs.map(() => [{ pair: PAIR, travelDate: DATE }]));
    const scan = vi.spyOn(redis, 'scan');
    const later = createSeatLog(redis, { namespace: 'double' });
    expect(await later.readWatches(DATE, DATE)).toEqual(found[0]);
    expect(scan).not.toHaveBeenCalled();
    scan.mockRestore();
  });

  test('is looked for again when the search was broken off', async () => {
    const scan = vi.spyOn(redis, 'scan').mockRejectedValueOnce(new Error('the connection was lost'));
    await expect(log.readWatches(DATE, DATE)).rejects.toThrow('the connection was lost');
    expect(await log.readWatches(DATE, DATE)).toHaveLength(1);
    scan.mockRestore();
  });

  test('stays in the list long after its date, as long as there is anything of it', async () => {
    await log.readWatches(DATE, DATE);
    const daysLater = (500 * DAY_MS) / (5 * MINUTE_MS);
    await log.writePoll(okPoll(daysLater, [trainRow('G1864', 'O:2')], { travelDate: '2022-07-01' }));
    expect(await log.readWatches(DATE, DATE)).toHaveLength(1);
    await redis.del(`${OLD}:state`);
    await log.writePoll(okPoll(daysLater, [trainRow('G1864', 'O:2')], { travelDate: '2022-07-02' }));
    expect(await log.readWatches(DATE, DATE)).toEqual([]);
  });

  test('of another namespace is left alone, whatever its name', async () => {
    for (const namespace of ['live', 'd*', 'doubl[e]', 'd?uble']) {
      expect(await createSeatLog(redis, { namespace }).readWatches(DATE, DATE)).toEqual([]);
    }
    expect(await createSeatLog(redis, { namespace: 'live' }).readBoard(PAIR, DATE)).toBeNull();
    expect(await redis.exists(`${OLD}:state`)).toBe(1);
  });
});
