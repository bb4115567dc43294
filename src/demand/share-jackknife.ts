import { jackknifeError } from './cluster-jackknife.ts';
import { studentQuantile } from './distributions.ts';

/** What one route adds to the share of each season: so much of so much (counts, or whole seconds). */
export interface RouteShares {
  season: { part: number; whole: number };
  baseline: { part: number; whole: number };
}

export interface ShareDifference {
  /** Shares, 0 to 1, and their difference, this season less the baseline, -1 to 1. */
  season: number;
  baseline: number;
  difference: number;
  lower: number;
  upper: number;
  routes: number;
}

/**
 * Difference of two shares of the same routes with a delete-one-route jackknife interval: difference ± t_{G-1}·SE, SE =
 * √((G-1)/G · Σ(d_g - d̄)²). Routes with nothing in either season do not count. Null with fewer than two routes, or
 * when a season has nothing, or nothing without one of them. Source: METHODS.md 5.3, S1 and S4.
 */
export function jackknifeShares(routes: readonly RouteShares[], confidence = 0.95): ShareDifference | null {
  const present = routes.filter(({ season, baseline }) => season.whole + baseline.whole > 0);
  const sum = (side: 'season' | 'baseline', key: 'part' | 'whole'): number =>
    present.reduce((total, route) => total + route[side][key], 0);
  const all: RouteShares = {
    season: { part: sum('season', 'part'), whole: sum('season', 'whole') },
    baseline: { part: sum('baseline', 'part'), whole: sum('baseline', 'whole') },
  };
  const difference = differenceOf(all);
  if (present.length < 2 || difference === null) return null;
  const leftOut: number[] = [];
  for (const { season, baseline } of present) {
    const without = differenceOf({
      season: { part: all.season.part - season.part, whole: all.season.whole - season.whole },
      baseline: { part: all.baseline.part - baseline.part, whole: all.baseline.whole - baseline.whole },
    });
    if (without === null) return null;
    leftOut.push(without);
  }
  const reach = studentQuantile((1 + confidence) / 2, present.length - 1) * jackknifeError(leftOut);
  return {
    season: all.season.part / all.season.whole,
    baseline: all.baseline.part / all.baseline.whole,
    difference,
    lower: difference - reach,
    upper: difference + reach,
    routes: present.length,
  };
}

function differenceOf({ season, baseline }: RouteShares): number | null {
  if (season.whole === 0 || baseline.whole === 0) return null;
  return season.part / season.whole - baseline.part / baseline.whole;
}
