import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Instant, MINUTE_MS, parseInstant, SECOND_MS } from '../../src/calendar/china-time.ts';
import { arrangeFates, PLAN_LIFE_MS } from '../../src/seats/coverage-ledger.ts';
import type { Availability } from '../../src/seats/schema.ts';
import { BUDGET_WINDOW_MS } from '../../src/upstream/budget-rules.ts';
import { pollJobId } from '../../src/upstream/poll-plan.ts';
import { openTestRedis } from '../support/redis.ts';
import { runSeason, type Season } from './season.ts';
import { openStores } from './sim-worker.ts';

/** `npm run sim` sets these for its long form. */
const HOURS = Number(process.env.SIM_HOURS ?? '2');
const SEED = Number(process.env.SIM_SEED ?? '2021');
const WORKERS = 8;
const REAL_MS_AN_HOUR = 60_000;

let season: Season;
let redis: Awaited<ReturnType<typeof openTestRedis>>;
let stores: ReturnType<typeof openStores>;

beforeAll(async () => {
  redis = await openTestRedis();
  season = await runSeason({
    redis,
    seed: SEED,
    // An hour before the sale of New Year's Eve begins at Taiyuan South.
    start: parseInstant('2021-01-13T13:00') as Instant,
    hours: HOURS,
    workers: WORKERS,
    killEveryMinutes: 3,
    faultEveryMinutes: 8,
  });
  stores = openStores(season.world);
}, HOURS * REAL_MS_AN_HOUR);
afterAll(async () => {
  await season.double.stop();
  redis.disconnect();
});

describe(`a season of ${HOURS} hours, ${WORKERS} workers killed and started again at random, with faults`, () => {
  it('is worth looking at', () => {
    const { world, log } = season;
    console.log(
      `seed ${SEED}: ${log.length} requests, ${world.queue.jobs.size} plans, ${world.queue.taken} runs, ` +
        `${world.count.crashes} kills, ${world.queue.stalled} jobs taken up after one, ` +
        `${world.pauses.length} pauses, polls ${JSON.stringify(world.count.outcomes)}`,
    );
    expect(world.count.crashes).toBeGreaterThan(HOURS * 5);
    expect(world.count.outcomes.ok).toBeGreaterThan(HOURS * 20);
    expect(new Set(log.map((request) => request.fault)).size).toBeGreaterThan(3);
  });

  it('has no five minutes over budget, by the log of the source itself', () => {
    const times = season.log.map((request) => request.at);
    let [first, most] = [0, 0];
    for (const [last, at] of times.entries()) {
      while ((times[first] as Instant) <= at - BUDGET_WINDOW_MS) first++;
      most = Math.max(most, last - first + 1);
    }
    expect(most).toBeLessThanOrEqual(season.rules.perWindow);
  });

  it('has no two requests nearer than five seconds', () => {
    const times = season.log.map((request) => request.at);
    const gaps = times.slice(1).map((at, index) => at - (times[index] as Instant));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5 * SECOND_MS);
  });

  it('is counted by our ledger exactly as by the source', async () => {
    const { init, query, outdatedPath, stops, stationNames, saleTimes, other } = season.double.requests();
    expect((await stores.budget.readUsage()).sent).toEqual({
      init,
      query: query + outdatedPath,
      stops,
      list: stationNames + saleTimes,
    });
    expect(other).toBe(0);
    expect(season.log).toHaveLength(init + query + outdatedPath);
  });

  it('asks nothing while a pause lasts', () => {
    const { pauses } = season.world;
    expect(pauses.length).toBeGreaterThan(0);
    for (const { from, until } of pauses)
      expect(season.log.filter(({ at }) => from < at && at < until)).toEqual([]);
  });

  it('loses sight of no more requests than workers were killed', async () => {
    expect((await stores.budget.readUsage()).lapsed).toBeLessThanOrEqual(season.world.count.crashes);
  });

  it('has carried out every plan once, or tells why not', async () => {
    const { world, end } = season;
    const known = new Set<string>();
    for (const watch of world.watches) {
      const polls = await stores.seatLog.readPolls(watch.pair, watch.travelDate);
      const plans = await stores.ledger.readPlans(watch.pair, watch.travelDate);
      const ok = polls.filter((poll) => poll.outcome === 'ok').map((poll) => poll.plannedAt);
      expect(new Set(ok).size).toBe(ok.length);
      for (const [plannedAt, fate] of arrangeFates(polls, plans, end)) {
        known.add(pollJobId({ ...watch, plannedAt }));
        expect(fate).not.toBe('not-carried-out');
      }
    }
    const due = [...world.queue.jobs.values()].filter(
      (job) => job.data.plannedAt < end - PLAN_LIFE_MS - 2 * MINUTE_MS,
    );
    expect(due.filter((job) => job.state === 'waiting' || job.state === 'active')).toEqual([]);
    expect(due.filter((job) => !known.has(job.id))).toEqual([]);
    expect(due.length).toBeGreaterThan(HOURS * 20);
  });

  it('never takes a fault for sold out or for a reopening', async () => {
    let [soldOut, reopened] = [0, 0];
    for (const { pair, travelDate } of season.world.watches) {
      const board = await stores.seatLog.readBoard(pair, travelDate);
      for (const { trainNo, origin, destination, seats } of board?.rows ?? []) {
        for (const { seatClass } of seats) {
          const offer = { trainNo, origin, destination, seatClass };
          const changes = await stores.seatLog.readHistory(pair, travelDate, offer);
          let last: Availability['kind'] | null = null;
          for (const { at, availability } of changes) {
            const { kind } = availability;
            const isSoldOut = kind === 'none';
            const isReopening = last === 'none' && (kind === 'count' || kind === 'plenty');
            if (isSoldOut) soldOut++;
            if (isReopening) reopened++;
            if (isSoldOut || isReopening) {
              const truths = kindsAround(at, (instant) =>
                season.double.availabilityAt({ ...offer, travelDate }, instant),
              );
              expect(truths, `${JSON.stringify(offer)} ${travelDate} at ${at}: ${kind}`).toContain(kind);
            }
            if (kind !== 'unknown') last = kind;
          }
        }
      }
    }
    console.log(`seed ${SEED}: ${soldOut} sell-outs and ${reopened} reopenings seen, each of them true`);
  });
});

/** What was true while the answer can have been made: it is kept to the second, and was up to 1.6 s under way. */
function kindsAround(at: Instant, truthAt: (at: Instant) => Availability | null): (string | undefined)[] {
  const instants = Array.from({ length: 20 }, (_, index) => at - 3 * SECOND_MS + index * 200);
  return instants.map((instant) => truthAt(instant)?.kind);
}
