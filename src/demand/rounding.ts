import { roundTo } from './percent.ts';

/**
 * How figures of a comparison are rounded, once, at the end: the same on every machine. Halves go by the exact value of
 * the float (Number.prototype.toFixed).
 */
export function roundRatio(ratio: number): number {
  return roundTo(ratio, 6);
}

export function roundHours(hours: number): number {
  return roundTo(hours, 4);
}

/** A share of 0 to 1 as percent. */
export function percentOf(share: number): number {
  return roundTo(share * 100, 1);
}

/** A ratio to the baseline as change in percent. */
export function changeOf(ratio: number): number {
  return roundTo((ratio - 1) * 100, 1);
}

export function roundShare(share: number): number {
  return roundTo(share, 4);
}

/** A share as percent, never rounded up to a limit that it falls short of. */
export function percentDown(share: number): number {
  return Math.floor(share * 1000) / 10;
}

/** How much was observed of what was due, as percent; null where nothing was due. Both in the same unit. */
export function observedPercent({ observed, due }: { observed: number; due: number }): number | null {
  return due === 0 ? null : percentDown(observed / due);
}
