import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type Instant, MINUTE_MS, parseInstant } from '../../src/calendar/china-time.ts';
import type { Watch } from '../../src/seats/schema.ts';
import { type PlanInput, POLL_INTERVAL_MS, planPolls, pollJobId } from '../../src/upstream/poll-plan.ts';

const NOW = parseInstant('2021-01-12T10:14:07') as Instant;
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
    lastPolledAt,
    budget: 100,
    lastTravelDate: null,
    notBefore: null,
    now: NOW,
    ...more,
  };
}

describe('planPolls', () => {
  it('plans what was never polled, dated on the minute', () => {
    expect(planPolls(inputOf([null]))).toEqual([
      { ...watchOf(0), plannedAt: parseInstant('2021-01-12T10:14:00') },
    ]);
  });

  it.each([
    ['4 minutes ago', 4, 0],
    ['5 minutes ago, though some seconds short of it', 5, 1],
    ['an hour ago', 60, 1],
  ])('polled %s: %i min -> %i planned', (_, minutes, planned) => {
    // The answer came 40 s after its minute; the plan counts minutes, so that answers never drift later.
    const last = parseInstant('2021-01-12T10:14:40') as Instant;
    expect(planPolls(inputOf([last - minutes * MINUTE_MS]))).toHaveLength(planned);
  });

  it('lets the longest waiting go first when the budget is short, the never polled before all', () => {
    const plan = planPolls(inputOf([NOW - 10 * MINUTE_MS, null, NOW - 20 * MINUTE_MS], { budget: 2 }));
    expect(plan.map((poll) => poll.pair)).toEqual([PAIRS[1], PAIRS[2]]);
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

  const lastPolled = fc.array(fc.option(fc.integer({ min: NOW - 3_600_000, max: NOW })), { maxLength: 30 });

  it('never exceeds its budget, never plans twice, and gives every job its own id', () => {
    fc.assert(
      fc.property(lastPolled, fc.integer({ min: 0, max: 10 }), (last, budget) => {
        const ids = planPolls(inputOf(last, { budget })).map(pollJobId);
        expect(ids.length).toBeLessThanOrEqual(budget);
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of ids) expect(id).toMatch(/^[A-Z]{3}-[A-Z]{3}-[\d-]+$/);
      }),
    );
  });

  it('starves nobody: with any budget above zero every watch is polled in the end', () => {
    fc.assert(
      fc.property(lastPolled, fc.integer({ min: 1, max: 5 }), (start, budget) => {
        const last = [...start];
        const seen = new Set<number>();
        const rounds = Math.ceil(last.length / budget) + POLL_INTERVAL_MS / MINUTE_MS;
        for (let round = 0; round < rounds; round++) {
          const input = inputOf(last, { budget, now: NOW + round * MINUTE_MS });
          for (const poll of planPolls(input)) {
            const index = input.watchlist.findIndex(
              (w) => w.pair === poll.pair && w.travelDate === poll.travelDate,
            );
            seen.add(index);
            last[index] = poll.plannedAt;
          }
        }
        expect(seen.size).toBe(last.length);
      }),
    );
  });
});
