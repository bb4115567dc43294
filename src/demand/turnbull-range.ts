import type { CensoringInterval } from './innermost-intervals.ts';
import type { SpellView } from './spell-columns.ts';
import { turnbull } from './turnbull.ts';
import { turnbullMean } from './turnbull-mean.ts';

/** Above this many subjects, ends of intervals are put on a grid: outwards, so the range only grows. */
const EXACT_SUBJECTS = 20_000;
const GRID_HOURS = 0.1;

/**
 * Least and largest restricted mean over [0, tau] hours that the intervals of the rows allow (Turnbull's
 * estimate, mass at the left and at the right ends). Null when there are no rows or the estimate did not converge.
 */
export function turnbullRange(
  side: SpellView,
  rows: Int32Array,
  tau: number,
): { lower: number; upper: number } | null {
  const intervals: CensoringInterval[] = [];
  for (const row of rows) {
    const [lower, upper] = [side.lower[row]!, side.upper[row]!];
    const isGoneByTau = side.event[row] === 1 && lower < tau;
    intervals.push(isGoneByTau ? { left: lower, right: upper } : { left: Math.min(upper, tau), right: null });
  }
  const estimate = turnbull(intervals.length > EXACT_SUBJECTS ? intervals.map(onGrid) : intervals);
  const mean = estimate.converged ? turnbullMean(estimate, tau) : null;
  return mean === null ? null : { lower: mean.lower, upper: mean.upper };
}

function onGrid({ left, right }: CensoringInterval): CensoringInterval {
  return {
    left: Math.floor(left / GRID_HOURS) * GRID_HOURS,
    right: right === null ? null : Math.ceil(right / GRID_HOURS) * GRID_HOURS,
  };
}
