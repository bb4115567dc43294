import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, type Instant } from '../../../src/calendar/china-time.ts';
import type { OdPair, Poll } from '../../../src/seats/schema.ts';
import { SEAL_SIZES, type SealSizes } from '../../../src/store/seat-log/page.ts';
import { createSeatLog } from '../../../src/store/seat-log/seat-log.ts';
import type { SeatLog } from '../../../src/store/seat-log-port.ts';
import { openTestRedis, testRedisOptions } from '../../support/redis.ts';
import { offersOf, SeatLogModel } from './model.ts';
import { planDeliveries, seededRandom } from './world.ts';

/**
 * The seat log against a plain model (model.ts), fed the same random polls (world.ts).
 * The large run: `SEAT_LOG_POLLS=200000 npx vitest run test/store/seat-log/differential.test.ts`
 */
const POLLS = Number(process.env.SEAT_LOG_POLLS ?? '1200');
const TIMEOUT_MS = 90_000 + POLLS * 10;
const PAIR: OdPair = { from: 'TNV', to: 'HGH' };

let redis: Redis;
/** The client of a worker that always dies before it folds: late polls stay aside for the readers to merge. */
let unfolding: Redis;
beforeAll(async () => {
  redis = await openTestRedis();
  unfolding = new Redis(testRedisOptions());
  createSeatLog(unfolding);
  Object.assign(unfolding, { defineCommand() {}, seatLogFoldLate: async () => 0 });
});
beforeEach(async () => {
  await redis.flushdb();
});
afterAll(async () => {
  await redis.quit();
  await unfolding.quit();
});

/** Small sizes, so that short logs too are sealed, merged and folded; and the real ones. */
const SIZES = [{ sealBytes: 64, pageBytes: 300 }, { sealBytes: 300, pageBytes: 100_000 }, SEAL_SIZES];

/** Short logs and long ones: all of one seed, so that a failure can be run again. */
function planLanes(polls: number): { seed: number; count: number }[] {
  const lanes: { seed: number; count: number }[] = [];
  for (let left = polls, seed = 1; left > 0; seed++) {
    const count = Math.min(left, [5, 30, 80, 200][seed % 4] ?? 5);
    lanes.push({ seed, count });
    left -= count;
  }
  return lanes;
}

function pickSizes(number: number): SealSizes {
  return SIZES[number % SIZES.length] ?? SEAL_SIZES;
}

async function expectSame(log: SeatLog, model: SeatLogModel, random: () => number): Promise<void> {
  const { pair, travelDate } = model;
  expect(await log.readBoard(pair, travelDate)).toEqual(model.readBoard());
  expect(await log.readPolls(pair, travelDate)).toEqual(model.readPolls());
  expect(await log.readLastPolls([{ pair, travelDate }])).toEqual([model.readLastPolls()]);
  expect(await log.readDay(pair, travelDate)).toEqual(model.readDay());
  const offers = offersOf(model.ok);
  for (let i = 0; i < 3; i++) {
    const asOf = pickInstant(model, random);
    expect(await log.readBoard(pair, travelDate, asOf)).toEqual(model.readBoard(asOf));
    expect(await log.readPolls(pair, travelDate, asOf)).toEqual(model.readPolls(asOf));
    expect(await log.readDay(pair, travelDate, asOf)).toEqual(model.readDay(asOf));
    const offer = offers[Math.floor(random() * offers.length)];
    if (offer === undefined) continue;
    expect(await log.readHistory(pair, travelDate, offer)).toEqual(model.readHistory(offer));
    expect(await log.readHistory(pair, travelDate, offer, asOf)).toEqual(model.readHistory(offer, asOf));
  }
  for (const { plannedAt } of model.readPolls().slice(-5)) {
    expect(await log.hasPoll(pair, travelDate, plannedAt)).toBe(model.hasPoll(plannedAt));
  }
}

/** Reads of many pairs and dates at once, and which there are. */
async function expectSameOfAll(log: SeatLog, models: readonly SeatLogModel[], asOf?: Instant): Promise<void> {
  const watches = models.map(({ pair, travelDate }) => ({ pair, travelDate }));
  const asked = [...watches, { pair: PAIR, travelDate: '2031-01-01' }];
  expect(await log.readBoards(asked, asOf)).toEqual([...models.map((model) => model.readBoard(asOf)), null]);
  const days = await log.readDays(asked, asOf);
  expect(days).toEqual([...models.map((model) => model.readDay(asOf)), null]);
  expect(await log.readLastPolls(watches)).toEqual(models.map((model) => model.readLastPolls()));
  expect(await log.readWatches('2021-01-01', '2030-12-31')).toEqual(watches);
  const [first, last] = [watches[1], watches.at(-2)];
  if (first === undefined || last === undefined) throw new Error('expected several pairs and dates');
  expect(await log.readWatches(first.travelDate, last.travelDate)).toEqual(watches.slice(1, -1));
}

/** At, just before or just after some poll. */
function pickInstant(model: SeatLogModel, random: () => number): Instant {
  const polls = model.readPolls();
  const poll = polls[Math.floor(random() * polls.length)];
  return (poll?.observedAt ?? 0) + Math.floor(random() * 3) - 1;
}

describe('the seat log answers what a plain model of it answers', () => {
  test('for polls in order, late, repeated and failed', { timeout: TIMEOUT_MS }, async () => {
    const models: SeatLogModel[] = [];
    for (const { seed, count } of planLanes(POLLS / 2)) {
      const random = seededRandom(seed);
      const model = new SeatLogModel(PAIR, addDays('2021-02-09', seed));
      models.push(model);
      const client = seed % 2 === 0 ? redis : unfolding;
      const log = createSeatLog(client, { sealSizes: pickSizes(seed) });
      for (const [i, poll] of planDeliveries(PAIR, model.travelDate, count, random).entries()) {
        expect(await log.writePoll(poll), `seed ${seed}, poll ${i}`).toBe(model.writePoll(poll));
        if (random() < 0.03) await expectSame(log, model, random);
      }
      await expectSame(log, model, random);
      await expectSame(createSeatLog(redis), model, random);
      for (const offer of offersOf(model.ok)) {
        const points = await log.readHistory(PAIR, model.travelDate, offer);
        expect(points, `seed ${seed}, ${JSON.stringify(offer)}`).toEqual(model.readHistory(offer));
      }
    }
    const some = models.slice(0, 12);
    await redis.del('seat:v2:watches');
    for (const model of some) await createSeatLog(redis).writePoll(model.ok[0] as Poll);
    await expectSameOfAll(createSeatLog(redis), some);
    const asOf = pickInstant(some[3] as SeatLogModel, seededRandom(7));
    await expectSameOfAll(createSeatLog(redis), some, asOf);
  });

  test('for four writers at once, each with its own connection', { timeout: TIMEOUT_MS }, async () => {
    // Writers need not agree on sizes.
    const clients = Array.from({ length: 4 }, () => new Redis(testRedisOptions()));
    try {
      const logs = clients.map((client, i) => createSeatLog(client, { sealSizes: pickSizes(i) }));
      for (const { seed, count } of planLanes(POLLS / 2)) {
        const random = seededRandom(1_000_000 + seed);
        const model = new SeatLogModel(PAIR, addDays('2021-02-09', seed));
        const polls = planDeliveries(PAIR, model.travelDate, count, random);
        while (polls.length > 0) {
          await writeAtOnce(logs, polls.splice(0, 1 + Math.floor(random() * 12)), model, random);
          if (random() < 0.05) await expectSame(logs[0] as SeatLog, model, random);
        }
        for (const log of logs) await expectSame(log, model, random);
      }
    } finally {
      for (const client of clients) client.disconnect();
    }
  });
});

/** Who comes first is open: the log's own answers say which polls it kept, and the model must agree. */
async function writeAtOnce(
  logs: readonly SeatLog[],
  polls: readonly Poll[],
  model: SeatLogModel,
  random: () => number,
): Promise<void> {
  const words = await Promise.all(
    polls.map((poll) => (logs[Math.floor(random() * logs.length)] as SeatLog).writePoll(poll)),
  );
  const kept = polls.filter((_, i) => words[i] !== 'repeated');
  for (const poll of kept) expect(model.writePoll(poll)).not.toBe('repeated');
  for (const poll of polls.filter((poll) => !kept.includes(poll))) {
    expect(model.writePoll(poll)).toBe('repeated');
  }
}
