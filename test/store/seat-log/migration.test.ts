import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../src/calendar/china-time.ts';
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

  test('of another namespace is left alone', async () => {
    expect(await createSeatLog(redis, { namespace: 'live' }).readBoard(PAIR, DATE)).toBeNull();
    expect(await redis.exists(`${OLD}:state`)).toBe(1);
  });
});
