import { MINUTE_MS } from '../calendar/china-time.ts';
import type { DayLog } from '../seats/day-log.ts';
import { USUAL_INTERVAL_MINUTES } from './spells.ts';

/** A schedule sparser than this was no watching: beyond it polls count as missed. */
const SPARSEST_MINUTES = 60;

/**
 * Minutes between two plans of a day's usual schedule: the median, asked or answered or not, so that a season that was
 * polled hourly is not taken for one that missed most of its polls; never below our own schedule's, nor above an hour.
 */
export function usualIntervalOf({ polls, failed }: Pick<DayLog, 'polls' | 'failed'>): number {
  const plans = new Float64Array(polls.plannedAt.length + failed.length);
  plans.set(polls.plannedAt);
  for (const [i, { plannedAt }] of failed.entries()) plans[polls.plannedAt.length + i] = plannedAt;
  plans.sort();
  // A plan that failed and was asked again is one plan.
  const gaps = plans
    .subarray(1)
    .map((at, i) => at - plans[i]!)
    .filter((gap) => gap > 0);
  gaps.sort();
  const middle = gaps[Math.floor(gaps.length / 2)];
  if (middle === undefined) return USUAL_INTERVAL_MINUTES;
  return Math.min(SPARSEST_MINUTES, Math.max(USUAL_INTERVAL_MINUTES, middle / MINUTE_MS));
}
