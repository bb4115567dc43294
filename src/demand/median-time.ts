import type { SurvivalCurve } from './survival-curve.ts';
import { type IntervalScale, survivalInterval } from './survival-interval.ts';

/** Products of fractions that are a half on paper come out a few bits off it: R's own tolerance, √ε. */
const TOLERANCE = 1.5e-8;

export interface MedianTime {
  /** Null: not reached, more than half were still there when the curve ended. */
  median: number | null;
  lower: number | null;
  /** Null: no upper limit is known. */
  upper: number | null;
}

export interface MedianRule {
  /**
   * Where the curve runs flat at exactly one half and drops later: `first` takes the start of the flat stretch (the
   * smallest t with S(t) ≤ 0.5, measure S2 of METHODS.md 5.3), `midpoint` its middle, as R prints it.
   */
  plateau?: 'first' | 'midpoint';
  scale?: IntervalScale;
  confidence?: number;
}

/**
 * The time by which half were gone, with the interval got by reading the pointwise limits of the curve at one half
 * (Brookmeyer and Crowley 1982). In the unit of the curve's times.
 */
export function medianTime(curve: SurvivalCurve, rule: MedianRule = {}): MedianTime {
  const { plateau = 'first', scale = 'log-log', confidence = 0.95 } = rule;
  const limits = curve.steps.map((step) => ({
    time: step.time,
    interval: survivalInterval(step, scale, confidence),
  }));
  const below = (points: [time: number, value: number | undefined][]) => timeAtHalf(points, plateau);
  return {
    median: below(curve.steps.map(({ time, survival }) => [time, survival])),
    lower: below(limits.map(({ time, interval }) => [time, interval?.lower])),
    upper: below(limits.map(({ time, interval }) => [time, interval?.upper])),
  };
}

function timeAtHalf(
  points: readonly [time: number, value: number | undefined][],
  plateau: 'first' | 'midpoint',
): number | null {
  const reached = points.findIndex(([, value]) => value !== undefined && value < 0.5 + TOLERANCE);
  if (reached === -1) return null;
  const [time, value] = points[reached]!;
  if (plateau === 'first' || Math.abs(value! - 0.5) >= TOLERANCE) return time;
  const drop = points.slice(reached).find(([, later]) => later !== undefined && later < value! - TOLERANCE);
  return drop === undefined ? time : (time + drop[0]) / 2;
}
