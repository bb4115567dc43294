import type { Curves } from './comparison-charts-schema.ts';
import { roundHours, roundShare } from './rounding.ts';
import type { SurvivalCurve, SurvivalStep } from './survival-curve.ts';
import { survivalInterval } from './survival-interval.ts';

type CurvePoints = Curves['season'];

/** Minutes after opening at which a curve is read before it is read hourly: sell-outs crowd there. */
const FIRST_MINUTES = [0, 1, 2, 5, 10, 15, 20, 30, 45];
const HOURLY_UNTIL = 24;
const MOST_LATER_POINTS = 160;

/** Both curves read at the same fixed times up to tau hours, with pointwise log-log 95 % limits; at most 200 points. */
export function arrangeCurves(
  curves: { season: SurvivalCurve; baseline: SurvivalCurve },
  tau: number,
): Curves {
  const hours = readingHours(tau);
  return {
    hours: hours.map(roundHours),
    season: readCurve(curves.season, hours),
    baseline: readCurve(curves.baseline, hours),
  };
}

/** The fixed times: minutes, then whole hours, then every so many whole hours. */
export function readingHours(tau: number): number[] {
  const hours = FIRST_MINUTES.map((minutes) => minutes / 60);
  for (let hour = 1; hour <= Math.min(HOURLY_UNTIL, tau); hour += 1) hours.push(hour);
  const step = Math.ceil(Math.max(1, tau - HOURLY_UNTIL) / MOST_LATER_POINTS);
  for (let hour = HOURLY_UNTIL + step; hour < tau; hour += step) hours.push(hour);
  if (hours.at(-1)! < tau) hours.push(tau);
  return hours;
}

function readCurve(curve: SurvivalCurve, hours: readonly number[]): CurvePoints {
  const points: CurvePoints = { survival: [], lower: [], upper: [] };
  let last: SurvivalStep | null = null;
  let next = 0;
  for (const hour of hours) {
    for (; next < curve.steps.length && curve.steps[next]!.time <= hour; next += 1) last = curve.steps[next]!;
    const isKnown = curve.subjects > 0 && hour <= curve.knownUntil;
    const limits = last === null || !isKnown ? null : survivalInterval(last);
    points.survival.push(isKnown ? roundShare(last?.survival ?? 1) : null);
    points.lower.push(limits === null ? null : roundShare(limits.lower));
    points.upper.push(limits === null ? null : roundShare(limits.upper));
  }
  return points;
}
