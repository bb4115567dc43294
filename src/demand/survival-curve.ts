import { type RiskTable, riskTable } from './risk-table.ts';
import { columnsOf, type Subject } from './subject.ts';

/** One step of the curve: what holds from `time` on, `time` included. */
export interface SurvivalStep {
  time: number;
  atRisk: number;
  events: number;
  censored: number;
  /** Share not yet gone just after `time`, 0 to 1. */
  survival: number;
  /** Greenwood's, of `survival`; null once the curve is 0, where it says nothing. */
  standardError: number | null;
}

export interface SurvivalCurve {
  subjects: number;
  events: number;
  /** One a distinct time of event or censoring, times rising; before the first the curve is 1. */
  steps: SurvivalStep[];
  /**
   * The curve is known from 0 to here, here included: until nobody was left or nobody was watched for a while.
   * Infinity once it is 0. 0 when there are no subjects, or none watched from the start.
   */
  knownUntil: number;
}

/**
 * Kaplan-Meier product-limit estimate with late entry (left truncation): S(t) = Π (1 - d/n) over event times ≤ t,
 * where n counts those with entry < t ≤ time. Greenwood's standard error S·√Σ d/(n(n-d)). An event comes before a
 * censoring at the same time. No subjects: no steps, known until 0. Times in one unit, any.
 * Source: Kaplan and Meier 1958; equal to R survival::survfit (test/demand/reference.test.ts).
 */
export function survivalCurve(subjects: readonly Subject[]): SurvivalCurve {
  return curveOf(riskTable(columnsOf(subjects)));
}

/** The same of subjects that are counted already. */
export function curveOf(table: RiskTable): SurvivalCurve {
  const steps: SurvivalStep[] = [];
  let survival = 1;
  let greenwood = 0;
  let knownUntil: number | null = table.watchedAtStart === 0 ? 0 : null;
  for (const [row, time] of table.times.entries()) {
    const n = table.atRisk[row]!;
    const d = table.events[row]!;
    survival *= (n - d) / n;
    greenwood += d === 0 ? 0 : d / (n * (n - d));
    if (survival === 0) knownUntil ??= Number.POSITIVE_INFINITY;
    if (table.watchedAfter[row] === 0) knownUntil ??= time;
    const standardError = survival === 0 ? null : survival * Math.sqrt(greenwood);
    steps.push({ time, atRisk: n, events: d, censored: table.censored[row]!, survival, standardError });
  }
  const events = steps.reduce((sum, step) => sum + step.events, 0);
  return { subjects: table.subjects, events, steps, knownUntil: knownUntil ?? 0 };
}

/** The share not yet gone just after `time` (0 or more); null where the curve is not known. */
export function survivalAt(curve: SurvivalCurve, time: number): number | null {
  if (time > curve.knownUntil || curve.subjects === 0) return null;
  const next = curve.steps.findIndex((step) => step.time > time);
  const last = curve.steps.at(next === -1 ? -1 : next - 1);
  return next === 0 || last === undefined ? 1 : last.survival;
}
