import type { SurvivalCurve } from './survival-curve.ts';

export interface RestrictedMean {
  /** The horizon τ, in the unit of the curve's times. */
  tau: number;
  /** Mean time up to τ: a subject that lasts longer counts τ. 0 to τ. */
  mean: number;
  /** Of `mean`, in squared units; subjects taken as independent. */
  variance: number;
}

/**
 * Restricted mean time RMST(τ) = ∫₀^τ S(t) dt, with variance Σ_{t_j ≤ τ} (∫_{t_j}^τ S)² d_j / (n_j (n_j - d_j)).
 * Events after τ do not count; an event at τ changes nothing. Null (never 0) when the curve is not known up to τ: no
 * subjects, the last one still there before τ, or nobody watched for a while.
 * Source: Uno et al. 2014, R survRM2; Greenwood plug-in as in R survival `survmean`.
 */
export function restrictedMean(curve: SurvivalCurve, tau: number): RestrictedMean | null {
  if (!(tau > 0) || !Number.isFinite(tau)) throw new RangeError(`expected a horizon above 0, got ${tau}`);
  if (curve.subjects === 0 || curve.knownUntil < tau) return null;
  const steps = curve.steps.filter(({ time }) => time < tau);
  let mean = 0;
  let variance = 0;
  let until = tau;
  for (const { time, atRisk, events, survival } of steps.reverse()) {
    mean += survival * (until - time);
    until = time;
    if (events < atRisk) variance += (mean * mean * events) / (atRisk * (atRisk - events));
  }
  return { tau, mean: mean + until, variance };
}
