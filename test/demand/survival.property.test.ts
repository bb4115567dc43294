import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterJackknife } from '../../src/demand/cluster-jackknife.ts';
import { logRank } from '../../src/demand/log-rank.ts';
import { restrictedMean } from '../../src/demand/restricted-mean.ts';
import type { Subject } from '../../src/demand/subject.ts';
import { survivalAt, survivalCurve } from '../../src/demand/survival-curve.ts';
import { turnbull } from '../../src/demand/turnbull.ts';

/** Whole times, so that ties are common and sums exact. */
const time = fc.integer({ min: 1, max: 40 });
const subject = fc.record({ time, event: fc.boolean() });
const subjects = fc.array(subject, { minLength: 1, maxLength: 40 });
const lateSubject: fc.Arbitrary<Subject> = fc
  .record({ time, event: fc.boolean(), entry: fc.integer({ min: 1, max: 40 }), isLate: fc.boolean() })
  .map(({ isLate, entry, ...one }) => (isLate && entry < one.time ? { ...one, entry } : one));
const lateSubjects = fc.array(lateSubject, { minLength: 1, maxLength: 40 });

const shuffled = <T>(items: fc.Arbitrary<T[]>): fc.Arbitrary<[T[], T[]]> =>
  items.chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
    ),
  );

describe('a survival curve', () => {
  it('is the empirical share left when nobody is censored', () => {
    fc.assert(
      fc.property(fc.array(time, { minLength: 1, maxLength: 50 }), (times) => {
        const curve = survivalCurve(times.map((one) => ({ time: one, event: true })));
        for (const at of [0, ...times]) {
          const share = times.filter((one) => one > at).length / times.length;
          expect(survivalAt(curve, at)).toBeCloseTo(share, 12);
        }
      }),
    );
  });

  it('never rises, and stays within 0 and 1', () => {
    fc.assert(
      fc.property(lateSubjects, (list) => {
        const levels = [1, ...survivalCurve(list).steps.map(({ survival }) => survival)];
        for (const [at, level] of levels.slice(1).entries()) {
          expect(level).toBeLessThanOrEqual(levels[at]!);
          expect(level).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('does not depend on the order of the subjects', () => {
    fc.assert(
      fc.property(shuffled(lateSubjects), ([list, other]) => {
        expect(survivalCurve(other)).toEqual(survivalCurve(list));
      }),
    );
  });

  it('keeps its levels when all times are shifted or scaled', () => {
    fc.assert(
      fc.property(lateSubjects, fc.integer({ min: 1, max: 9 }), (list, by) => {
        const levels = (changed: Subject[]) => survivalCurve(changed).steps.map(({ survival }) => survival);
        const scaled = list.map((one) => ({
          ...one,
          time: one.time * by,
          ...(one.entry === undefined ? {} : { entry: one.entry * by }),
        }));
        const shifted = list.map((one) => ({
          ...one,
          time: one.time + by,
          ...(one.entry === undefined ? {} : { entry: one.entry + by }),
        }));
        expect(levels(scaled)).toEqual(levels(list));
        expect(levels(shifted)).toEqual(levels(list));
      }),
    );
  });

  it('is the same whether a subject is watched whole or in two stretches', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        const cut = list.flatMap((one): Subject[] =>
          one.time > 5
            ? [
                { time: 5, event: false },
                { ...one, entry: 5 },
              ]
            : [one],
        );
        const eventsOf = (all: Subject[]) => survivalCurve(all).steps.filter(({ events }) => events > 0);
        expect(eventsOf(cut).map(({ time, atRisk, survival }) => ({ time, atRisk, survival }))).toEqual(
          eventsOf(list).map(({ time, atRisk, survival }) => ({ time, atRisk, survival })),
        );
      }),
    );
  });
});

describe('a restricted mean', () => {
  it('is the mean of min(time, τ) when nobody is censored', () => {
    fc.assert(
      fc.property(
        fc.array(time, { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 1, max: 60 }),
        (times, tau) => {
          const mean = restrictedMean(
            survivalCurve(times.map((one) => ({ time: one, event: true }))),
            tau,
          )?.mean;
          expect(mean).toBeCloseTo(
            times.reduce((sum, one) => sum + Math.min(one, tau), 0) / times.length,
            10,
          );
        },
      ),
    );
  });

  it('scales with the unit of time, its variance with the square', () => {
    fc.assert(
      fc.property(
        subjects,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 2, max: 60 }),
        (list, tau, by) => {
          const mean = restrictedMean(survivalCurve(list), tau);
          const scaled = list.map((one) => ({ ...one, time: one.time * by }));
          const other = restrictedMean(survivalCurve(scaled), tau * by);
          expect(other === null).toBe(mean === null);
          if (mean === null || other === null) return;
          expect(other.mean).toBeCloseTo(mean.mean * by, 8);
          expect(other.variance).toBeCloseTo(mean.variance * by ** 2, 6);
        },
      ),
    );
  });

  it('is not said beyond the last look at a subject that was still there', () => {
    fc.assert(
      fc.property(subjects, fc.integer({ min: 1, max: 60 }), (list, tau) => {
        const last = Math.max(...list.map((one) => one.time));
        const isOver = survivalCurve(list).steps.at(-1)?.survival === 0;
        expect(restrictedMean(survivalCurve(list), tau) === null).toBe(tau > last && !isOver);
      }),
    );
  });
});

describe('a ratio of restricted means', () => {
  const side = fc.array(
    fc.record({ time, event: fc.constant(true), cluster: fc.constantFrom('a', 'b', 'c', 'd') }),
    { minLength: 8, maxLength: 40 },
  );

  it('inverts when the seasons change places, interval and all', () => {
    fc.assert(
      fc.property(side, side, (top, base) => {
        const [one, other] = [clusterJackknife(top, base, 30), clusterJackknife(base, top, 30)];
        expect(one === null).toBe(other === null);
        if (one === null || other === null) return;
        expect(other.ratio).toBeCloseTo(1 / one.ratio, 8);
        expect(other.standardError).toBeCloseTo(one.standardError, 8);
        expect(other.lower).toBeCloseTo(1 / one.upper, 6);
      }),
    );
  });

  it('is 1, with no width, for a season beside itself', () => {
    fc.assert(
      fc.property(side, (list) => {
        const ratio = clusterJackknife(list, list, 30);
        if (ratio !== null) expect([ratio.ratio, ratio.lower, ratio.upper]).toEqual([1, 1, 1]);
      }),
    );
  });

  it('leaves out what an analysis without that cluster leaves out', () => {
    fc.assert(
      fc.property(side, side, (top, base) => {
        const ratio = clusterJackknife(top, base, 30);
        for (const { cluster, logRatio } of ratio?.leaveOneOut ?? []) {
          const meanWithout = (list: typeof top) =>
            restrictedMean(survivalCurve(list.filter((one) => one.cluster !== cluster)), 30)?.mean ??
            Number.NaN;
          expect(logRatio).toBeCloseTo(Math.log(meanWithout(top) / meanWithout(base)), 10);
        }
      }),
    );
  });
});

describe('the log-rank test', () => {
  const grouped = fc.array(fc.record({ time, event: fc.boolean(), group: fc.constantFrom('a', 'b', 'c') }), {
    minLength: 2,
    maxLength: 40,
  });

  it('expects as many events as there were, and no more from one stratum than from none', () => {
    fc.assert(
      fc.property(grouped, (list) => {
        const test = logRank(list);
        const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
        const observed = sum(test.groups.map((one) => one.observed));
        expect(sum(test.groups.map((one) => one.expected))).toBeCloseTo(observed, 8);
        expect(logRank(list.map((one) => ({ ...one, stratum: 'only' })))).toEqual(test);
      }),
    );
  });

  it('does not depend on the names of the groups', () => {
    fc.assert(
      fc.property(grouped, (list) => {
        const renamed = list.map((one) => ({ ...one, group: `z${one.group}` }));
        expect(logRank(renamed).chiSquare).toEqual(logRank(list).chiSquare);
      }),
    );
  });
});

describe('Turnbull’s estimate', () => {
  const interval = fc
    .record({
      left: fc.integer({ min: 0, max: 20 }),
      width: fc.integer({ min: 1, max: 10 }),
      isOpen: fc.boolean(),
    })
    .map(({ left, width, isOpen }) => ({ left, right: isOpen ? null : left + width }));

  it('is the survival curve when every time is exact or right-censored', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        const estimate = turnbull(
          list.map(({ time, event }) => ({ left: time, right: event ? time : null })),
        );
        const masses = estimate.masses.filter(({ right }) => right !== null);
        let before = 1;
        const drops = survivalCurve(list).steps.flatMap(({ time, events, survival }) => {
          const drop = before - survival;
          before = survival;
          return events > 0 ? [{ time, drop }] : [];
        });
        expect(masses.map(({ left }) => left)).toEqual(drops.map((one) => one.time));
        for (const [at, { drop }] of drops.entries()) expect(masses[at]?.p).toBeCloseTo(drop, 7);
      }),
    );
  });

  it('holds mass of 1 in all and solves its likelihood equations', () => {
    fc.assert(
      fc.property(fc.array(interval, { minLength: 1, maxLength: 60 }), (list) => {
        const estimate = turnbull(list);
        expect(estimate.converged).toBe(true);
        expect(estimate.masses.reduce((sum, { p }) => sum + p, 0)).toBeCloseTo(1, 8);
      }),
    );
  });

  it('is at least as likely as any other way to spread the mass', () => {
    fc.assert(
      fc.property(
        fc.array(interval, { minLength: 2, maxLength: 30 }),
        fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 30, maxLength: 30 }),
        (list, parts) => {
          const { masses } = turnbull(list);
          const likelihood = (weights: number[]) =>
            list.reduce((sum, { left, right }) => {
              const end = right ?? Number.POSITIVE_INFINITY;
              const inside = masses.reduce(
                (mass, one, at) =>
                  one.left >= left && (one.right ?? Number.POSITIVE_INFINITY) <= end
                    ? mass + weights[at]!
                    : mass,
                0,
              );
              return sum + Math.log(inside);
            }, 0);
          const best = likelihood(masses.map(({ p }) => p));
          const total = masses.reduce((sum, _mass, at) => sum + (parts[at] ?? 1) + 1, 0);
          const other = likelihood(masses.map((_mass, at) => ((parts[at] ?? 1) + 1) / total));
          expect(best).toBeGreaterThanOrEqual(other - 1e-9);
        },
      ),
    );
  });
});
