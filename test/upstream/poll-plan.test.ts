import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  DAY_MS,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  parseInstant,
  startOfDay,
} from '../../src/calendar/china-time.ts';
import { SERVICE_HOURS } from '../../src/calendar/service-hours.ts';
import type { Watch } from '../../src/seats/schema.ts';
import { type PlanInput, planPolls, pollJobId } from '../../src/upstream/poll-plan.ts';
import { POLL_INTERVAL_MS, QUIET_INTERVAL_MS, TICK_MS } from '../../src/upstream/poll-schedule.ts';
import { type TrainFacts, UNKNOWN_FACTS, type WatchFacts } from '../../src/upstream/watch-facts.ts';

const NOW = parseInstant('2021-01-12T10:14:07') as Instant;
const TICK = parseInstant('2021-01-12T10:14:00') as Instant;
const PAIRS = ['TNV-HGH', 'TNV-BXP', 'TYV-SHH'].map((text) => ({
  from: text.slice(0, 3),
  to: text.slice(4),
}));

function watchOf(index: number, date = '2021-02-09'): Watch {
  return { pair: PAIRS[index % 3] as Watch['pair'], travelDate: addDays(date, Math.floor(index / 3)) };
}

function inputOf(lastPolledAt: (Instant | null)[], more: Partial<PlanInput> = {}): PlanInput {
  return {
    watchlist: lastPolledAt.map((_, index) => watchOf(index)),
    schedule: 'adaptive',
    facts: lastPolledAt.map(() => UNKNOWN_FACTS),
    serviceHours: [],
    lastPolledAt,
    budget: 100,
    lastTravelDate: null,
    notBefore: null,
    now: NOW,
    ...more,
  };
}

/** A pair and day with one train, on sale for long, whose only offer last changed ten days ago unless told. */
function factsOf({
  saleOpenings = [],
  observedAt = NOW,
  ...train
}: Partial<TrainFacts> & Partial<WatchFacts> = {}): WatchFacts {
  const usual = { departure: null, feeBoundaries: [], changedAt: [NOW - 10 * DAY_MS] };
  return { saleOpenings, observedAt, trains: [{ ...usual, ...train }] };
}

/** The shortest time since the last poll after which one pair with these facts is polled again. */
function intervalOf(facts: WatchFacts, more: Partial<PlanInput> = {}): number | null {
  for (let waited = TICK_MS; waited <= 3 * HOUR_MS; waited += TICK_MS) {
    if (planPolls(inputOf([TICK - waited], { facts: [facts], ...more })).length > 0) return waited;
  }
  return null;
}

describe('planPolls', () => {
  it('plans what was never polled, dated on the half minute', () => {
    expect(planPolls(inputOf([null]))).toEqual([{ ...watchOf(0), plannedAt: TICK }]);
    expect(planPolls(inputOf([null], { now: NOW + TICK_MS }))[0]?.plannedAt).toBe(TICK + TICK_MS);
  });

  it('counts from tick to tick, so that late answers never drift later', () => {
    const last = TICK - POLL_INTERVAL_MS + 29_999;
    const facts = [factsOf({ changedAt: [NOW - HOUR_MS] })];
    expect(planPolls(inputOf([last], { facts }))).toHaveLength(1);
    expect(planPolls(inputOf([last + 1], { facts }))).toHaveLength(0);
  });

  it('leaves out days gone by and days beyond the sale window', () => {
    const watchlist = ['2021-01-11', '2021-01-12', '2021-02-10', '2021-02-11'].map((date) =>
      watchOf(0, date),
    );
    const plan = planPolls({ ...inputOf([null, null, null, null]), watchlist, lastTravelDate: '2021-02-10' });
    expect(plan.map((poll) => poll.travelDate)).toEqual(['2021-01-12', '2021-02-10']);
  });

  it('plans nothing during a pause, and goes on at its end', () => {
    expect(planPolls(inputOf([null], { notBefore: NOW + 1 }))).toEqual([]);
    expect(planPolls(inputOf([null], { notBefore: NOW }))).toHaveLength(1);
  });

  it('plans nothing inside the maintenance window, whatever waits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 14 * DAY_MS - 1 }), (offset) => {
        const now = startOfDay('2026-11-23') + offset;
        const hour = (offset % DAY_MS) / HOUR_MS;
        const weekday = Math.floor(offset / DAY_MS) % 7;
        const closed =
          (hour > 1 && hour < 5) || (weekday === 1 && hour > 23.5) || (weekday === 2 && hour < 5);
        const watchlist = [watchOf(0, '2026-12-20')];
        const plan = planPolls(inputOf([null], { watchlist, serviceHours: SERVICE_HOURS, now }));
        expect(plan).toHaveLength(closed ? 0 : 1);
      }),
    );
  });
});

describe('before the sale opens', () => {
  const saleOpenings = [TICK + 2 * HOUR_MS];
  it('there is one look, and no second before the opening', () => {
    const facts = [{ ...UNKNOWN_FACTS, saleOpenings }];
    expect(planPolls(inputOf([null], { facts }))).toHaveLength(1);
    for (let now = NOW; now < saleOpenings[0]!; now += MINUTE_MS) {
      expect(planPolls(inputOf([NOW - MINUTE_MS], { facts, now }))).toEqual([]);
    }
    expect(planPolls(inputOf([NOW], { facts, now: saleOpenings[0]! }))).toHaveLength(1);
  });

  it('holds for every schedule', () => {
    for (const schedule of ['adaptive', 'pinned', 'uniform'] as const) {
      const facts = [factsOf({ saleOpenings })];
      expect(planPolls(inputOf([NOW - DAY_MS], { facts, schedule }))).toEqual([]);
      expect(planPolls(inputOf([null], { facts, schedule }))).toHaveLength(1);
    }
  });

  it('goes on from the first of several stations of the city', () => {
    const facts = factsOf({ saleOpenings: [TICK - 29 * MINUTE_MS, TICK + HOUR_MS] });
    expect(intervalOf(facts)).toBe(TICK_MS);
  });
});

describe('a pair and day is looked at', () => {
  const boundary = (at: Instant) => factsOf({ feeBoundaries: [at] });
  it.each<[string, WatchFacts, number | null]>([
    ['every half minute from the opening on', factsOf({ saleOpenings: [TICK] }), TICK_MS],
    ['for half an hour', factsOf({ saleOpenings: [TICK - 30 * MINUTE_MS + 1] }), TICK_MS],
    ['every minute after that', factsOf({ saleOpenings: [TICK - 30 * MINUTE_MS] }), MINUTE_MS],
    ['for two hours', factsOf({ saleOpenings: [TICK - 2 * HOUR_MS] }), QUIET_INTERVAL_MS],
    ['every 2 minutes in the 3 hours before a fee boundary', boundary(TICK + 3 * HOUR_MS), 2 * MINUTE_MS],
    ['not sooner than that', boundary(TICK + 3 * HOUR_MS + 1), QUIET_INTERVAL_MS],
    ['and in the half hour after it', boundary(TICK - 30 * MINUTE_MS + 1), 2 * MINUTE_MS],
    ['and in the 3 hours before a departure', factsOf({ departure: TICK + HOUR_MS }), 2 * MINUTE_MS],
    ['every 5 minutes where something moved', factsOf({ changedAt: [NOW - HOUR_MS] }), POLL_INTERVAL_MS],
    ['every 8 where nothing did', factsOf({ changedAt: [NOW - 3 * HOUR_MS] }), QUIET_INTERVAL_MS],
    ['not at all once the last train has gone', factsOf({ departure: TICK }), null],
  ])('%s', (_, facts, expected) => {
    expect(intervalOf(facts)).toBe(expected);
  });
});

describe('a pinned schedule', () => {
  const pinned = { schedule: 'pinned' } as const;
  it.each([
    [20, 60],
    [15, 60],
    [14, 30],
    [7, 20],
    [2, 10],
    [1, 10],
    [0, 5],
  ])('looks, %i days ahead, every %i minutes', (days, minutes) => {
    const watchlist = [watchOf(0, addDays('2021-01-13', days))];
    const now = startOfDay('2021-01-13');
    for (const [waited, planned] of [
      [minutes * MINUTE_MS - TICK_MS, 0],
      [minutes * MINUTE_MS, 1],
    ] as const) {
      const plan = planPolls(
        inputOf([now - waited], { ...pinned, watchlist, now, facts: [factsOf({ changedAt: [now] })] }),
      );
      expect(plan).toHaveLength(planned);
    }
  });

  it('is the same in two seasons and whatever was seen, given lead time and sale age', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 14 * 2_880 }),
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.integer({ min: 0, max: 10 * DAY_MS })),
        (tick, waitedTicks, ages) => {
          const counts = (['2021-02-09', '2026-02-14'] as const).map((travelDate, season) => {
            const opens = startOfDay(addDays(travelDate, -14)) + 14 * HOUR_MS;
            const now = opens + tick * TICK_MS;
            const facts = factsOf({
              saleOpenings: [opens],
              changedAt: season === 0 ? [] : ages.map((age) => now - age),
              feeBoundaries: season === 0 ? [now] : [],
            });
            const last = now - waitedTicks * TICK_MS;
            const input = inputOf([Math.max(last, opens)], { ...pinned, facts: [facts], now });
            return planPolls({ ...input, watchlist: [watchOf(0, travelDate)] }).length;
          });
          expect(counts[0]).toBe(counts[1]);
        },
      ),
    );
  });
});

describe('when the budget is short', () => {
  it('the never polled go first, then where most is expected to have changed', () => {
    const last = NOW - 20 * MINUTE_MS;
    const restless = factsOf({ changedAt: [last, last, last], observedAt: last });
    const calm = factsOf({ changedAt: [last - 3 * DAY_MS], observedAt: last });
    const facts = [calm, UNKNOWN_FACTS, restless, ...Array(40).fill(calm)];
    const plan = planPolls(inputOf([last, null, last, ...Array(40).fill(last)], { facts, budget: 2 }));
    expect(plan.map((poll) => poll.pair)).toEqual([PAIRS[1], PAIRS[2]]);
  });

  it('who has waited four rounds of everybody goes before what has just moved', () => {
    const calm = factsOf({ changedAt: [NOW - 9 * DAY_MS] });
    const restless = factsOf({ changedAt: [NOW, NOW, NOW] });
    const facts = [restless, calm, ...Array(8).fill(restless)];
    // Ten watched, two a tick: a round takes two and a half minutes.
    const waiting = [NOW - 9 * MINUTE_MS, NOW - 11 * MINUTE_MS, ...Array(8).fill(NOW - 9 * MINUTE_MS)];
    expect(planPolls(inputOf(waiting, { facts, budget: 2 }))[0]?.pair).toEqual(PAIRS[1]);
  });

  it('sale openings go before all else, but a quarter of the budget is the others’', () => {
    const openings = Array.from({ length: 30 }, () => factsOf({ saleOpenings: [TICK] }));
    const facts = [...openings, ...Array.from({ length: 30 }, () => factsOf())];
    const plan = planPolls(inputOf(Array(60).fill(NOW - HOUR_MS), { facts, budget: 8 }));
    const opening = new Set(Array.from({ length: 30 }, (_, index) => watchOf(index).travelDate));
    expect(plan.filter((poll) => opening.has(poll.travelDate))).toHaveLength(6);
    expect(plan).toHaveLength(8);
  });

  const lastPolled = fc.array(fc.option(fc.integer({ min: NOW - 3_600_000, max: NOW })), { maxLength: 30 });

  it('it is never exceeded, nothing is planned twice, and every job has its own id', () => {
    fc.assert(
      fc.property(lastPolled, fc.integer({ min: -1, max: 10 }), (last, budget) => {
        const ids = planPolls(inputOf(last, { budget })).map(pollJobId);
        expect(ids.length).toBeLessThanOrEqual(Math.max(0, budget));
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of ids) expect(id).toMatch(/^[A-Z]{3}-[A-Z]{3}-[\d-]+$/);
      }),
    );
  });

  it('nobody starves: with any budget above zero everyone is polled within five rounds of everybody', () => {
    const offers = fc.array(fc.integer({ min: 0, max: 3 * DAY_MS }), { minLength: 1, maxLength: 40 });
    const one = fc.record({ ages: offers, isOpening: fc.boolean(), isBusy: fc.boolean() });
    const watched = fc.array(one, { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(watched, fc.integer({ min: 1, max: 5 }), (kinds, budget) => {
        // The worst case: what is always in its opening, always busy, always just changed.
        const factsAt = (now: Instant) =>
          kinds.map(({ ages, isOpening, isBusy }) =>
            factsOf({
              saleOpenings: isOpening ? [now - MINUTE_MS] : [],
              feeBoundaries: isBusy ? [now] : [],
              changedAt: ages.map((age) => now - age),
              observedAt: now,
            }),
          );
        const last: (Instant | null)[] = kinds.map(() => NOW - HOUR_MS);
        const longest = kinds.map(() => 0);
        const share = budget > 1 ? Math.max(1, Math.floor(budget / 4)) : 0.25;
        const bound = 5 * Math.ceil(kinds.length / share) + QUIET_INTERVAL_MS / TICK_MS;
        const since = kinds.map(() => 0);
        for (let tick = 1; tick <= 3 * bound; tick++) {
          const now = NOW + tick * TICK_MS;
          const input = inputOf(last, { budget, now, facts: factsAt(now) });
          const planned = new Set(
            planPolls(input).map((poll) => `${poll.pair.from}${poll.pair.to}${poll.travelDate}`),
          );
          for (const [index, watch] of input.watchlist.entries()) {
            const isPlanned = planned.has(`${watch.pair.from}${watch.pair.to}${watch.travelDate}`);
            if (isPlanned) last[index] = now;
            since[index] = isPlanned ? 0 : since[index]! + 1;
            longest[index] = Math.max(longest[index]!, since[index]!);
          }
        }
        expect(Math.max(...longest)).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 40 },
    );
  });
});
