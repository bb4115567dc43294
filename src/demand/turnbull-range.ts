import type { CensoringInterval } from './innermost-intervals.ts';
import type { SpellView } from './spell-columns.ts';
import { type CountedInterval, turnbull } from './turnbull.ts';
import { turnbullMean } from './turnbull-mean.ts';

/**
 * Above this many subjects, ends of intervals are put on a grid, outwards, so that the range only grows. It is finest
 * where hot offers go; with more points the estimate takes minutes for a season.
 */
const EXACT_SUBJECTS = 2_000;
const GRID = [
  { untilHours: 24, perHour: 60 },
  { untilHours: Number.POSITIVE_INFINITY, perHour: 10 },
];

/**
 * Least and largest restricted mean over [0, tau] hours that the intervals of the rows allow (Turnbull's
 * estimate, mass at the left and at the right ends). Null when there are no rows or the estimate did not converge.
 */
export function turnbullRange(
  side: SpellView,
  rows: Int32Array,
  tau: number,
): { lower: number; upper: number } | null {
  const round = rows.length > EXACT_SUBJECTS ? onGrid : (interval: CensoringInterval) => interval;
  const intervals = new Map<string, CountedInterval & { count: number }>();
  for (const row of rows) {
    const [lower, upper] = [side.lower[row]!, side.upper[row]!];
    const isGoneByTau = side.event[row] === 1 && lower < tau;
    const seen = isGoneByTau ? { left: lower, right: upper } : { left: Math.min(upper, tau), right: null };
    const interval = round(seen);
    const key = `${interval.left} ${interval.right}`;
    const known = intervals.get(key);
    if (known === undefined) intervals.set(key, { ...interval, count: 1 });
    else known.count += 1;
  }
  const estimate = turnbull([...intervals.values()]);
  const mean = estimate.converged ? turnbullMean(estimate, tau) : null;
  return mean === null ? null : { lower: mean.lower, upper: mean.upper };
}

function onGrid({ left, right }: CensoringInterval): CensoringInterval {
  return {
    left: Math.floor(left * perHour(left)) / perHour(left),
    right: right === null ? null : Math.ceil(right * perHour(right)) / perHour(right),
  };
}

function perHour(hours: number): number {
  return GRID.find(({ untilHours }) => hours < untilHours)!.perHour;
}
