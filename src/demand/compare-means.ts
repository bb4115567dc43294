import { chiSquareUpperTail, normalQuantile } from './distributions.ts';
import type { RestrictedMean } from './restricted-mean.ts';

/** An estimate with its interval; `standardError` is of the estimate, or of its logarithm for a ratio. */
export interface Contrast {
  estimate: number;
  standardError: number;
  lower: number;
  upper: number;
  /** Two-sided, of "no difference". Null when the standard error is 0. Never printed (METHODS.md 5.3). */
  p: number | null;
}

export interface MeanComparison {
  difference: Contrast;
  /** Null when one of the means is 0. */
  ratio: Contrast | null;
  /** Ratio of the mean times lost, τ - mean; null when one of them is 0. */
  lossRatio: Contrast | null;
}

/**
 * Compares two restricted means of the same horizon as independent samples: difference on the plain scale, ratios on
 * the log scale with the delta method, normal intervals. Tickets are not independent: for a figure to print use the
 * route jackknife (cluster-jackknife.ts). Source: R survRM2 `rmst2`.
 */
export function compareMeans(top: RestrictedMean, base: RestrictedMean, confidence = 0.95): MeanComparison {
  if (top.tau !== base.tau) throw new RangeError(`expected one horizon, got ${top.tau} and ${base.tau}`);
  const z = normalQuantile((1 + confidence) / 2);
  const { tau } = top;
  const estimate = top.mean - base.mean;
  const standardError = Math.sqrt(top.variance + base.variance);
  return {
    difference: {
      estimate,
      standardError,
      lower: estimate - z * standardError,
      upper: estimate + z * standardError,
      p: twoSided(estimate, standardError),
    },
    ratio: ratioOf(top.mean, top.variance, base.mean, base.variance, z),
    lossRatio: ratioOf(tau - top.mean, top.variance, tau - base.mean, base.variance, z),
  };
}

function ratioOf(
  top: number,
  topVariance: number,
  base: number,
  baseVariance: number,
  z: number,
): Contrast | null {
  if (top <= 0 || base <= 0) return null;
  const log = Math.log(top / base);
  const standardError = Math.sqrt(topVariance / top ** 2 + baseVariance / base ** 2);
  return {
    estimate: top / base,
    standardError,
    lower: Math.exp(log - z * standardError),
    upper: Math.exp(log + z * standardError),
    p: twoSided(log, standardError),
  };
}

function twoSided(estimate: number, standardError: number): number | null {
  return standardError === 0 ? null : chiSquareUpperTail((estimate / standardError) ** 2, 1);
}
