import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS, startOfDay } from '../../../src/calendar/china-time.ts';
import { defineCommands } from '../../../src/store/seat-log/commands.ts';
import { arrangeIndexKey, arrangeKeys } from '../../../src/store/seat-log/keys.ts';
import { STALE } from '../../../src/store/seat-log/scripts/common.ts';
import { createSeatLog } from '../../../src/store/seat-log/seat-log.ts';
import { openTestRedis, testRedisOptions } from '../../support/redis.ts';
import { DATE, failedPoll, okPoll, PAIR, trainRow } from './polls.ts';

const KEYS = arrangeKeys(PAIR, DATE);
const SMALL = { sealBytes: 20, pageBytes: 60 };

let redis: Redis;
beforeAll(async () => {
  redis = await openTestRedis();
});
beforeEach(async () => {
  await redis.flushdb();
});
afterAll(async () => {
  await redis.quit();
});

/** Everything in the database, byte for byte. */
async function dumpAll(): Promise<Map<string, string>> {
  const names = (await redis.keys('*')).sort();
  const dumps = await Promise.all(names.map((name) => redis.dumpBuffer(name)));
  return new Map(names.map((name, i) => [name, dumps[i]?.toString('hex') ?? '']));
}

async function restoreAll(dumps: Map<string, string>): Promise<void> {
  await redis.flushdb();
  for (const [name, dump] of dumps) await redis.restore(name, 0, Buffer.from(dump, 'hex'));
}

describe('a write that fails in Redis leaves nothing behind', () => {
  const rows = [trainRow('G1864', 'O:5')];
  const changed = [trainRow('G1864', 'O:4')];

  test.each([
    ['the log', KEYS.log, okPoll(3, changed)],
    ['the late polls', KEYS.late, okPoll(1, changed)],
    ['the failures', KEYS.failures, failedPoll(3)],
  ])('when %s cannot be written', async (_, key, poll) => {
    const log = createSeatLog(redis);
    await log.writePoll(okPoll(0, rows));
    await log.writePoll(okPoll(2, rows));
    // The dictionary grows before the board that needs it; that is a step of its own.
    await createSeatLog(redis).writePoll(okPoll(2, changed));
    const good = await dumpAll();
    await redis.del(key);
    await redis.hset(key, 'not', 'of this type');
    const broken = await dumpAll();
    await expect(log.writePoll(poll)).rejects.toThrow(/WRONGTYPE/);
    expect(await dumpAll()).toEqual(broken);
    await restoreAll(good);
    expect(await log.writePoll(poll)).not.toBe('repeated');
  });
});

describe('a log outlives', () => {
  test('FLUSHALL and SCRIPT FLUSH between two writes of one process', async () => {
    const log = createSeatLog(redis);
    for (let n = 0; n < 3; n++) {
      await log.writePoll(okPoll(n, [trainRow('G1864', `O:${n + 1}`), trainRow('K903', '1:3')]));
      await redis.flushdb();
      await redis.script('FLUSH');
      expect(await log.readBoard(PAIR, DATE)).toBeNull();
    }
    expect(await log.writePoll(okPoll(3, [trainRow('K903', '1:3')]))).toBe('written');
    for (const reader of [log, createSeatLog(redis)]) {
      expect((await reader.readBoard(PAIR, DATE))?.rows.map((row) => row.trainCode)).toEqual(['K903']);
    }
  });

  test('a Redis that came back without its last writes, and has since learnt other trains', async () => {
    const before = createSeatLog(redis);
    await before.writePoll(okPoll(0, [trainRow('G1864', 'O:5')]));
    const then = await dumpAll();
    await before.writePoll(okPoll(1, [trainRow('G1864', 'O:5'), trainRow('K903', '1:3')]));
    await restoreAll(then);
    await createSeatLog(redis).writePoll(okPoll(1, [trainRow('G1864', 'O:5'), trainRow('Z198', '4:2')]));
    await before.writePoll(okPoll(2, [trainRow('G1864', 'O:5'), trainRow('K903', '1:3')]));
    for (const log of [before, createSeatLog(redis)]) {
      const rows = (await log.readBoard(PAIR, DATE))?.rows ?? [];
      expect(rows.map((row) => [row.trainCode, row.listed, row.seats[0]?.seatClass])).toEqual([
        ['G1864', true, 'O'],
        ['K903', true, '1'],
        ['Z198', false, '4'],
      ]);
    }
  });

  test('two writers who learn new trains at the same moment, over and over', async () => {
    const clients = [1, 2, 3].map(() => new Redis(testRedisOptions()));
    const logs = clients.map((client) => createSeatLog(client));
    const codes = Array.from({ length: 12 }, (_, i) => `G${100 + i}`);
    for (let n = 0; n < codes.length; n++) {
      // All three see the same new train, and each one more of its own.
      await Promise.all(
        logs.map((log, i) => {
          const own = trainRow(`K${n}${i}`, '1:3');
          const rows = [...codes.slice(0, n + 1).map((code) => trainRow(code, 'O:5 M:2')), own];
          return log.writePoll(okPoll(3 * n + i, rows));
        }),
      );
    }
    for (const log of logs) {
      const board = await log.readBoard(PAIR, DATE);
      const listed = board?.rows.filter((row) => row.listed).map((row) => row.trainCode);
      expect(listed).toEqual([...codes, 'K112']);
      expect(board?.rows).toHaveLength(12 + 36);
    }
    for (const client of clients) client.disconnect();
  });

  test('the loss of its dictionary only as an error that says so', async () => {
    await createSeatLog(redis).writePoll(okPoll(0, [trainRow('G1864', 'O:5')]));
    await redis.del(KEYS.cells);
    const log = createSeatLog(redis);
    await expect(log.readBoard(PAIR, DATE)).rejects.toThrow(/has .*:log but not .*:cells/);
    // However far a new dictionary grows, it is not the one the board was written with.
    for (const trainCode of ['K903', 'Z198', 'G1958']) {
      const poll = okPoll(1, [trainRow(trainCode, '1:3')]);
      await expect(log.writePoll(poll)).rejects.toThrow(/has .*:log but not .*:cells/);
    }
  });
});

describe('many polls of one pair and date at once', () => {
  test('are all kept, slow late and failed ones among quick ones', async () => {
    const log = createSeatLog(redis, { sealSizes: SMALL });
    const order = Array.from({ length: 150 }, (_, n) => (n % 10 === 0 ? n + 7 : n % 10 === 7 ? n - 7 : n));
    const polls = order.map((n) => {
      return n % 9 === 4 ? failedPoll(n) : okPoll(n, [trainRow('G1864', `O:${(n % 20) + 1}`)]);
    });
    const words = await Promise.all(polls.map((poll) => log.writePoll(poll)));
    expect(words.every((word) => word === 'written' || word === 'late')).toBe(true);
    expect(await log.readPolls(PAIR, DATE)).toHaveLength(150);
    const { codes } = (await log.readDay(PAIR, DATE))?.offers[0] ?? { codes: [] };
    expect(codes).toHaveLength(polls.filter((poll) => poll.outcome === 'ok').length);
  });
});

describe('the index', () => {
  const watch = (travelDate: string) => ({ pair: PAIR, travelDate });
  const all = () => createSeatLog(redis).readWatches('1990-01-01', '2099-12-31');

  test('forgets a pair and date whose log has gone, and none that is still kept', async () => {
    const log = createSeatLog(redis);
    const rows = [trainRow('G1864', 'O:5')];
    for (const travelDate of ['2015-02-09', '2016-02-09'])
      await log.writePoll(okPoll(0, rows, { travelDate }));
    expect(await all()).toEqual([watch('2015-02-09'), watch('2016-02-09')]);
    await redis.del(arrangeKeys(PAIR, '2015-02-09').log);
    await log.writePoll(okPoll(0, rows));
    expect(await all()).toEqual([watch('2016-02-09'), watch(DATE)]);
  });

  test('that was lost is mended by whoever writes next', async () => {
    await createSeatLog(redis).writePoll(okPoll(0, [trainRow('G1864', 'O:5')]));
    await redis.del(arrangeIndexKey());
    expect(await all()).toEqual([]);
    await createSeatLog(redis).writePoll(okPoll(1, [trainRow('G1864', 'O:5')]));
    expect(await all()).toEqual([watch(DATE)]);
  });
});

describe('sealing', () => {
  test('takes effect only on the log and the page it was made from', async () => {
    const log = createSeatLog(redis, { sealSizes: SMALL });
    for (let n = 0; n < 60; n++) await log.writePoll(okPoll(n, [trainRow('G1864', `O:${(n % 3) + 1}`)]));
    expect(await redis.llen(KEYS.sealed)).toBeGreaterThan(1);
    const commands = defineCommands(redis);
    const before = await dumpAll();
    const seal = [KEYS.log, KEYS.sealed];
    expect(await commands.seatLogSealLog(...seal, 16, '0'.repeat(40), 'beginning', 'page', 0, 0, 0)).toBe(0);
    const fold = [KEYS.log, KEYS.late, KEYS.sealed];
    expect(await commands.seatLogFoldLate(...fold, 'tail', 'log', 0, 0, 'page')).toBe(0);
    const step = [KEYS.log, 10, 'tail', 'bytes'];
    expect(await commands.seatLogAppendPoll(...step)).toBe(STALE);
    expect(await dumpAll()).toEqual(before);
  });
});

describe('every key of a pair and date', () => {
  async function ttls(travelDate: string): Promise<number[]> {
    const names = await redis.keys(`seat:v2:{TNV-HGH:${travelDate}}:*`);
    return Promise.all(names.map((name) => redis.pttl(name)));
  }

  async function writeAll(travelDate: string, clockOffsetMs: number): Promise<void> {
    const log = createSeatLog(redis, { sealSizes: SMALL, clockOffsetMs });
    Object.assign(redis, { seatLogFoldLate: async () => 0 });
    const inOrder = Array.from({ length: 40 }, (_, n) => n);
    for (const n of [...inOrder.toSpliced(6, 1), 6]) {
      await log.writePoll(okPoll(n, [trainRow('G1864', `O:${(n % 20) + 1}`)], { travelDate }));
      await log.writePoll(failedPoll(n, 'timeout', { travelDate }));
    }
    expect(await redis.keys('seat:v2:{*')).toHaveLength(5);
  }

  test('goes 400 days after the travel date, on the clock of the service', async () => {
    const travelDate = '2031-02-09';
    const clockOffsetMs = 1000 * DAY_MS;
    await writeAll(travelDate, clockOffsetMs);
    const wanted = startOfDay(travelDate) + 400 * DAY_MS - clockOffsetMs - Date.now();
    for (const ttl of await ttls(travelDate)) expect(Math.abs(ttl - wanted)).toBeLessThan(60_000);
  });

  test('lives 400 days at the least, however old its polls are', async () => {
    await writeAll('2021-02-09', 0);
    for (const ttl of await ttls('2021-02-09')) {
      expect(Math.abs(ttl - 400 * DAY_MS)).toBeLessThan(60_000);
    }
  });
});
