import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { DAY_MS } from '../../../src/calendar/china-time.ts';
import type { Board, OfferKey } from '../../../src/seats/board.ts';
import type { SeatReading } from '../../../src/seats/schema.ts';
import { createSeatLog } from '../../../src/store/seat-log/seat-log.ts';
import type { SeatLog } from '../../../src/store/seat-log-port.ts';
import { openTestRedis } from '../../support/redis.ts';
import { DATE, failedPoll, observedAt, okPoll, PAIR, plannedAt, trainRow } from './polls.ts';

let redis: Redis;
let log: SeatLog;
beforeAll(async () => {
  redis = await openTestRedis();
});
beforeEach(async () => {
  await redis.flushdb();
  log = createSeatLog(redis);
});
afterAll(async () => {
  await redis.quit();
});

const readBoard = (asOf?: number) => log.readBoard(PAIR, DATE, asOf);

function offer(trainCode: string, seatClass: SeatReading['seatClass']): OfferKey {
  return { trainNo: `27000${trainCode}`, origin: 'TNV', destination: 'HGH', seatClass };
}

/** The history of an offer as `poll number: availability`. */
async function historyOf(trainCode: string, seatClass: SeatReading['seatClass']): Promise<string[]> {
  const points = await log.readHistory(PAIR, DATE, offer(trainCode, seatClass));
  return points.map(({ at, availability }) => {
    const text = availability.kind === 'count' ? availability.count : availability.kind;
    return `${(at - observedAt(0)) / 300_000}: ${text}`;
  });
}

function trainCodes(board: Board | null): string[] {
  return (board?.rows ?? []).map((row) => row.trainCode);
}

describe('nothing known', () => {
  test('is null or an empty list, never a made-up board', async () => {
    expect(await readBoard()).toBeNull();
    expect(await log.readHistory(PAIR, DATE, offer('G1864', 'O'))).toEqual([]);
    expect(await log.readPolls(PAIR, DATE)).toEqual([]);
    expect(await log.hasPoll(PAIR, DATE, plannedAt(0))).toBe(false);
    expect(await log.readLastPolls([])).toEqual([]);
    expect(await log.readLastPolls([{ pair: PAIR, travelDate: DATE }])).toEqual([
      { lastPolledAt: null, lastOkAt: null },
    ]);
  });

  test('stays so while every poll fails, and the failures are coverage', async () => {
    expect(await log.writePoll(failedPoll(0))).toBe('written');
    expect(await log.writePoll(failedPoll(0))).toBe('repeated');
    expect(await log.writePoll(failedPoll(1, 'http-403'))).toBe('written');
    expect(await readBoard()).toBeNull();
    expect(await log.hasPoll(PAIR, DATE, plannedAt(0))).toBe(false);
    expect((await log.readPolls(PAIR, DATE)).map((poll) => poll.sign)).toEqual(['timeout', 'http-403']);
    expect(await log.readWatches(DATE, DATE)).toEqual([{ pair: PAIR, travelDate: DATE }]);
    expect(await log.readLastPolls([{ pair: PAIR, travelDate: DATE }])).toEqual([
      { lastPolledAt: observedAt(1), lastOkAt: null },
    ]);
  });

  test('is what a board was before its first poll, and after another pair was polled', async () => {
    await log.writePoll(okPoll(1, [trainRow('G1864', 'O:plenty')]));
    expect(await readBoard(observedAt(1) - 1)).toBeNull();
    expect(await log.readBoard({ from: 'HGH', to: 'TNV' }, DATE)).toBeNull();
    expect(await log.readBoard(PAIR, '2021-02-10')).toBeNull();
  });
});

describe('the board', () => {
  test('is the newest ok answer, every fact as it was given', async () => {
    const row = trainRow('G1864', 'O:plenty M:3 W:none', { departureTime: null, originDate: null });
    await log.writePoll(okPoll(0, [row]));
    expect(await readBoard()).toEqual({
      pair: PAIR,
      travelDate: DATE,
      observedAt: observedAt(0),
      provenance: 'synthetic',
      rows: [
        {
          ...row,
          observedAt: observedAt(0),
          listed: true,
          seats: ['M', 'O', 'W'].map((seatClass) => ({
            ...row.seats.find((seat) => seat.seatClass === seatClass),
            changedAt: observedAt(0),
          })),
        },
      ],
    });
  });

  test('is untouched by a poll that failed', async () => {
    await log.writePoll(okPoll(0, [trainRow('G1864', 'O:plenty')]));
    const before = await readBoard();
    await log.writePoll(failedPoll(1));
    expect(await readBoard()).toEqual(before);
  });

  test('keeps a train that vanished with its last facts, unknown and not none, until it returns', async () => {
    await log.writePoll(okPoll(0, [trainRow('G1864', 'O:5'), trainRow('K903', '1:none')]));
    await log.writePoll(okPoll(1, [trainRow('K903', '1:none')]));
    await log.writePoll(okPoll(2, [trainRow('K903', '1:none')]));
    const gone = (await readBoard())?.rows.find((row) => row.trainCode === 'G1864');
    expect(gone).toMatchObject({
      listed: false,
      observedAt: observedAt(0),
      saleState: 'unknown',
      note: '预订',
    });
    expect(gone?.seats).toEqual([
      {
        seatClass: 'O',
        availability: { kind: 'unknown', raw: null },
        waitlist: null,
        priceFen: 10_000,
        changedAt: observedAt(1),
      },
    ]);
    await log.writePoll(okPoll(3, [trainRow('G1864', 'O:5'), trainRow('K903', '1:none')]));
    expect((await readBoard())?.rows.every((row) => row.listed && row.observedAt === observedAt(3))).toBe(
      true,
    );
    expect(await historyOf('G1864', 'O')).toEqual(['0: 5', '1: unknown', '3: 5']);
    expect(await historyOf('K903', '1')).toEqual(['0: none']);
  });

  test('calls the classes a suspended train no longer shows suspended, others not offered', async () => {
    await log.writePoll(okPoll(0, [trainRow('G1864', 'O:5 M:3'), trainRow('K903', '1:8 W:none')]));
    const suspended = trainRow('G1864', '', {
      saleState: 'suspended',
      departureTime: null,
      note: '列车停运',
    });
    await log.writePoll(okPoll(1, [suspended, trainRow('K903', '1:8')]));
    expect(await historyOf('G1864', 'O')).toEqual(['0: 5', '1: suspended']);
    expect(await historyOf('K903', 'W')).toEqual(['0: none', '1: notOffered']);
    const rows = (await readBoard())?.rows ?? [];
    expect(rows.find((row) => row.trainCode === 'G1864')).toMatchObject({
      departureTime: null,
      seats: [{ seatClass: 'M' }, { seatClass: 'O' }],
    });
    expect(rows.find((row) => row.trainCode === 'K903')?.seats.map((seat) => seat.seatClass)).toEqual(['1']);
  });

  test('looks back: facts, provenance and seats as they were', async () => {
    await log.writePoll(okPoll(0, [trainRow('G1864', 'O:5', { note: '14点起售' })]));
    await log.writePoll(okPoll(1, [trainRow('G1864', 'O:4')], { provenance: 'recorded' }));
    const then = await readBoard(observedAt(1) - 1);
    expect(then).toMatchObject({ observedAt: observedAt(0), provenance: 'synthetic' });
    expect(then?.rows[0]).toMatchObject({ note: '14点起售', seats: [{ availability: { count: 5 } }] });
    expect(await readBoard(observedAt(1))).toEqual(await readBoard());
  });

  test('takes one command to read once the dictionary is known', async () => {
    await log.writePoll(okPoll(0, [trainRow('G1864', 'O:5')]));
    const sent = vi.spyOn(redis, 'sendCommand');
    await readBoard();
    await log.readVersion(PAIR, DATE);
    expect(sent).toHaveBeenCalledTimes(2);
    sent.mockRestore();
  });

  test('keeps the text of a token nobody has listed; past the room for them they are unknown still', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => trainRow(`G${100 + i}`, `O:token-${i}`));
    await log.writePoll(okPoll(0, rows));
    const raws = (await readBoard())?.rows.map(({ seats }) => seats[0]?.availability);
    expect(raws?.slice(0, 55)).toEqual(
      Array.from({ length: 55 }, (_, i) => ({ kind: 'unknown', raw: `token-${i}` })),
    );
    expect(raws?.slice(55)).toEqual(Array.from({ length: 5 }, () => ({ kind: 'unknown', raw: null })));
  });
});

describe('a poll', () => {
  test('is one by its plan: a second answer to it is ignored, whatever it says', async () => {
    expect(await log.writePoll(okPoll(0, [trainRow('G1864', 'O:5')]))).toBe('written');
    expect(await log.writePoll(okPoll(1, [trainRow('G1864', 'O:4')]))).toBe('written');
    const again = { observedAt: observedAt(5) };
    expect(await log.writePoll(okPoll(1, [trainRow('G1864', 'O:9')], again))).toBe('repeated');
    expect(await log.writePoll(okPoll(0, [trainRow('G1864', 'O:9')], again))).toBe('repeated');
    expect(await historyOf('G1864', 'O')).toEqual(['0: 5', '1: 4']);
  });

  test('of the same second as a kept one is ignored', async () => {
    await log.writePoll(okPoll(1, [trainRow('G1864', 'O:5')]));
    await log.writePoll(okPoll(2, [trainRow('G1864', 'O:4')]));
    const sameSecond = { observedAt: observedAt(1) + 999 };
    expect(await log.writePoll(okPoll(7, [trainRow('G1864', 'O:9')], sameSecond))).toBe('repeated');
  });

  test('that failed may be answered later under the same plan', async () => {
    await log.writePoll(failedPoll(0));
    const retried = { observedAt: observedAt(0) + 20_000 };
    expect(await log.writePoll(okPoll(0, [trainRow('G1864', 'O:5')], retried))).toBe('written');
    expect(await log.hasPoll(PAIR, DATE, plannedAt(0))).toBe(true);
    expect((await log.readPolls(PAIR, DATE)).map((poll) => poll.outcome)).toEqual(['failed', 'ok']);
  });

  test('that comes late is put in its place, changes and times anew', async () => {
    await log.writePoll(okPoll(0, [trainRow('G1864', 'O:5')]));
    await log.writePoll(okPoll(2, [trainRow('G1864', 'O:5')]));
    expect(await log.writePoll(okPoll(1, [trainRow('K903', '1:3')]))).toBe('late');
    expect(await log.writePoll(failedPoll(1))).toBe('late');
    expect(await historyOf('G1864', 'O')).toEqual(['0: 5', '1: unknown', '2: 5']);
    expect(await historyOf('K903', '1')).toEqual(['1: 3', '2: unknown']);
    const [first, second] = (await readBoard())?.rows ?? [];
    expect(first?.seats[0]?.changedAt).toBe(observedAt(2));
    expect(second).toMatchObject({ trainCode: 'K903', listed: false, observedAt: observedAt(1) });
    expect(await redis.exists(`seat:v2:{TNV-HGH:${DATE}}:late`)).toBe(0);
  });

  test('that was not kept leaves no train behind, nor cells on later boards', async () => {
    await log.writePoll(okPoll(0, [trainRow('G1864', 'O:5')]));
    const again = okPoll(0, [trainRow('G1864', 'O:5 M:1'), trainRow('K903', '1:3')]);
    expect(await log.writePoll(again)).toBe('repeated');
    await log.writePoll(okPoll(1, [trainRow('G1864', 'O:5')]));
    await log.writePoll(okPoll(2, [trainRow('G1864', 'O:4')]));
    expect(trainCodes(await readBoard())).toEqual(['G1864']);
    expect((await readBoard())?.rows[0]?.seats).toMatchObject([{ seatClass: 'O', changedAt: observedAt(2) }]);
    expect(await historyOf('K903', '1')).toEqual([]);
    expect(await historyOf('G1864', 'M')).toEqual([]);
    expect(await historyOf('G1864', 'O')).toEqual(['0: 5', '2: 4']);
  });

  test('dated more than 30 s after the clock of Redis, shifted by the offset, is refused', async () => {
    const shifted = createSeatLog(redis, { clockOffsetMs: -2000 * DAY_MS });
    const now = Date.now() - 2000 * DAY_MS;
    const rows = [trainRow('G1864', 'O:5')];
    expect(await shifted.writePoll(okPoll(0, rows, { observedAt: now + 60_000 }))).toBe('refused');
    expect(await shifted.writePoll(failedPoll(0, 'timeout', { observedAt: now + 60_000 }))).toBe('refused');
    expect(await shifted.readPolls(PAIR, DATE)).toEqual([]);
    expect(await shifted.writePoll(okPoll(0, rows, { observedAt: now + 20_000 }))).toBe('written');
  });

  test.each([Number.NaN, -1, 0.5, 2 ** 50])('with the instant %s is an error', async (at) => {
    await expect(log.writePoll(okPoll(0, [], { plannedAt: at }))).rejects.toThrow(RangeError);
    await expect(log.writePoll(failedPoll(0, 'timeout', { observedAt: at }))).rejects.toThrow(RangeError);
  });
});

describe('the version', () => {
  test('changes with everything that is kept, and with nothing else', async () => {
    const version = () => log.readVersion(PAIR, DATE);
    const seen = [await version()];
    const rows = [trainRow('G1864', 'O:5')];
    for (const poll of [failedPoll(0), okPoll(1, rows), okPoll(3, rows), okPoll(2, rows), failedPoll(1)]) {
      await log.writePoll(poll);
      seen.push(await version());
      await log.writePoll(poll);
      expect(await version()).toBe(seen.at(-1));
    }
    expect(new Set(seen).size).toBe(6);
  });
});

describe('several logs', () => {
  test('are asked for their last polls in one round trip', async () => {
    await log.writePoll(okPoll(0, [trainRow('G1864', 'O:5')]));
    await log.writePoll(failedPoll(1));
    const keys = [DATE, '2021-02-10'].map((travelDate) => ({ pair: PAIR, travelDate }));
    expect(await log.readLastPolls(keys)).toEqual([
      { lastPolledAt: observedAt(1), lastOkAt: observedAt(0) },
      { lastPolledAt: null, lastOkAt: null },
    ]);
  });

  test('of two namespaces know nothing of each other', async () => {
    const other = createSeatLog(redis, { namespace: 'recorded' });
    await other.writePoll(okPoll(0, [trainRow('G1864', 'O:5')]));
    expect(await readBoard()).toBeNull();
    expect(trainCodes(await other.readBoard(PAIR, DATE))).toEqual(['G1864']);
  });
});
