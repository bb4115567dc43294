import type { Missing } from './headline-schema.ts';
import { medianTime } from './median-time.ts';
import { roundHours } from './rounding.ts';
import type { Secondary } from './secondary-schema.ts';
import { findShortfalls, missingOf } from './shortfalls.ts';
import type { SurvivalCurve } from './survival-curve.ts';

/** METHODS.md 5.3, S2. */
const LEAST_EVENTS = 30;

type MedianResult = Secondary['medianTime'];
type MedianSide = Exclude<MedianResult, Missing>['season'];

/**
 * S2: hours by which half of the offers were sold out for a first time, log-log interval; a median below the usual time
 * between polls is only known to be within it. `pollGapMinutes` null: not known, and then not said.
 */
export function compareMedians(
  curves: { season: SurvivalCurve; baseline: SurvivalCurve },
  pollGapMinutes: { season: number | null; baseline: number | null },
): MedianResult {
  const short = findShortfalls([
    ['eventsSeason', LEAST_EVENTS, curves.season.events],
    ['eventsBaseline', LEAST_EVENTS, curves.baseline.events],
  ]);
  if (short.length > 0) return missingOf(short);
  return {
    kind: 'medianTime',
    season: describe(curves.season, pollGapMinutes.season),
    baseline: describe(curves.baseline, pollGapMinutes.baseline),
  };
}

function describe(curve: SurvivalCurve, pollGapMinutes: number | null): MedianSide {
  const { median, lower, upper } = medianTime(curve);
  const isWithinGap = median !== null && pollGapMinutes !== null && median * 60 < pollGapMinutes;
  return {
    hours: median === null ? null : roundHours(median),
    lowerHours: lower === null ? null : roundHours(lower),
    upperHours: upper === null ? null : roundHours(upper),
    withinPollGapMinutes: isWithinGap ? pollGapMinutes : null,
  };
}
