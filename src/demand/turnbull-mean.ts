import type { TurnbullEstimate } from './turnbull.ts';

/** Restricted mean with the mass of every interval at its start, its middle and its end. */
export interface MeanBounds {
  lower: number;
  mid: number;
  upper: number;
}

/**
 * Bounds of the restricted mean over [0, tau] from an estimate that does not say where within an interval its mass
 * lies: all of it at the left end, the middle, the right end, each at most `tau` (an open right end counts as tau, its
 * middle too). Null without subjects. Source: METHODS.md 5.2 (Bounds).
 */
export function turnbullMean({ masses }: TurnbullEstimate, tau: number): MeanBounds | null {
  if (!(tau > 0) || !Number.isFinite(tau)) throw new RangeError(`expected a horizon above 0, got ${tau}`);
  if (masses.length === 0) return null;
  const meanAt = (place: (left: number, right: number) => number): number =>
    masses.reduce(
      (sum, { left, right, p }) => sum + p * Math.min(tau, place(left, right ?? Number.POSITIVE_INFINITY)),
      0,
    );
  return {
    lower: meanAt((left) => left),
    mid: meanAt((left, right) => (left + right) / 2),
    upper: meanAt((_left, right) => right),
  };
}
