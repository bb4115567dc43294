import { normalQuantile } from './distributions.ts';
import type { SurvivalStep } from './survival-curve.ts';

/** Scale on which the interval is symmetric: R's conf.type "plain", "log" (R's default) and "log-log". */
export type IntervalScale = 'plain' | 'log' | 'log-log';

export interface Interval {
  lower: number;
  upper: number;
}

/**
 * Pointwise confidence interval of a survival curve at one step, within 0 and 1. Null where it is not defined: once
 * the curve is 0, and on the log-log scale while it is still 1.
 * Source: Kalbfleisch and Prentice 1980; equal to R survival 3.5 `survfit_confint`.
 */
export function survivalInterval(
  { survival, standardError }: Pick<SurvivalStep, 'survival' | 'standardError'>,
  scale: IntervalScale = 'log-log',
  confidence = 0.95,
): Interval | null {
  if (standardError === null || survival === 0) return null;
  const reach = normalQuantile((1 + confidence) / 2) * (standardError / survival);
  if (scale === 'log')
    return { lower: survival * Math.exp(-reach), upper: atMost1(survival * Math.exp(reach)) };
  if (scale === 'plain') {
    const width = reach * survival;
    return { lower: Math.max(0, survival - width), upper: atMost1(survival + width) };
  }
  if (survival === 1) return null;
  const factor = Math.exp(reach / -Math.log(survival));
  return { lower: survival ** factor, upper: survival ** (1 / factor) };
}

function atMost1(x: number): number {
  return Math.min(1, x);
}
