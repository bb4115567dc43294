import { type ClusteredColumns, columnJackknife, type MeanRatio } from './cluster-jackknife.ts';
import type { TableView } from './comparison-table.ts';
import type { Missing, Shortfall, TimeOnSale, TimeOnSaleRange } from './headline-schema.ts';
import { keptRows, type Placing, placeSubjects } from './placed-subjects.ts';
import { restrictedMean } from './restricted-mean.ts';
import { riskTable } from './risk-table.ts';
import { changeOf, percentDown, roundHours, roundRatio } from './rounding.ts';
import { describeShortfall, findShortfalls, missingOf } from './shortfalls.ts';
import { curveOf } from './survival-curve.ts';
import { turnbullRange } from './turnbull-range.ts';

export type TimeOnSaleResult = TimeOnSale | TimeOnSaleRange | Missing;

/** METHODS.md 5.2, minimum data. */
const LEAST = { routes: 10, subjects: 200, events: 30, keptShare: 0.8 } as const;
/** Fewer routes than this are a small sample. */
export const FULL_SAMPLE_ROUTES = 20;
/** Bounds of a mean further apart than this share of it give no point. */
const WIDEST_BOUNDS = 0.05;

export interface TimeOnSaleQuestion {
  /** By cell, 1 for those to take (CellPlan). */
  kept: Uint8Array;
  tauHours: number;
  /** Share of the matched cells that were watched well enough; null when nothing was matched. */
  keptShare: number | null;
  /** Only this class, as its place in SEAT_CLASS_ORDER. */
  seatClass?: number;
}

/**
 * Ratio of the restricted mean times on sale over [0, tau], with its interval, its bounds and its minimum data
 * (METHODS.md 5.2): events at the middle of their intervals, one route left out at a time. Where the bounds of a mean
 * lie more than 5 % of it apart, or the change has another sign at them, the range that the intervals allow instead.
 * Hours; ratios are this season over the baseline.
 */
export function compareTimeOnSale(view: TableView, question: TimeOnSaleQuestion): TimeOnSaleResult {
  const { tauHours: tau, keptShare } = question;
  const names = view.routes.map(({ from, to }) => `${from}-${to}`);
  const { season, baseline } = view;
  const rows = {
    season: keptRows(season, question.kept, question.seatClass),
    baseline: keptRows(baseline, question.kept, question.seatClass),
  };
  const place = (placing: Placing) => ({
    season: placeSubjects(season, rows.season, tau, placing),
    baseline: placeSubjects(baseline, rows.baseline, tau, placing),
  });
  const middle = place('middle');
  const routes = new Set([...middle.season.cluster, ...middle.baseline.cluster]).size;
  const short = findTimeOnSaleShortfalls({
    routes,
    subjects: { season: middle.season.time.length, baseline: middle.baseline.time.length },
    events: { season: eventsOf(middle.season), baseline: eventsOf(middle.baseline) },
    keptShare,
  });
  if (short.length > 0) return missingOf(short);
  const ratio = columnJackknife(middle.season, middle.baseline, names, tau);
  if (ratio === null) return noMean(middle, tau);
  const left = place('lower');
  const right = place('upper');
  const means = {
    season: { lower: meanOf(left.season, tau), upper: meanOf(right.season, tau) },
    baseline: { lower: meanOf(left.baseline, tau), upper: meanOf(right.baseline, tau) },
  };
  if (!isWide(ratio, means)) return pointOf(ratio, means, tau);
  const range = {
    season: turnbullRange(season, rows.season, tau),
    baseline: turnbullRange(baseline, rows.baseline, tau),
  };
  const low = columnJackknife(left.season, right.baseline, names, tau);
  const high = columnJackknife(right.season, left.baseline, names, tau);
  return rangeOf(range, low, high, tau, routes);
}

export interface Sample {
  routes: number;
  subjects: { season: number; baseline: number };
  events: { season: number; baseline: number };
  /** Share of the matched cells watched well enough; null when nothing was matched. */
  keptShare: number | null;
}

/** The rules of minimum data that a sample falls short of; none: a ratio may be said. */
export function findTimeOnSaleShortfalls({ routes, subjects, events, keptShare }: Sample): Shortfall[] {
  return findShortfalls([
    ['routes', LEAST.routes, routes],
    ['subjectsSeason', LEAST.subjects, subjects.season],
    ['subjectsBaseline', LEAST.subjects, subjects.baseline],
    ['eventsSeason', LEAST.events, events.season],
    ['eventsBaseline', LEAST.events, events.baseline],
    ['keptShare', LEAST.keptShare * 100, keptShare === null ? null : percentDown(keptShare)],
  ]);
}

function eventsOf({ event }: ClusteredColumns): number {
  return event.reduce((sum, one) => sum + one, 0);
}

function meanOf(subjects: ClusteredColumns, tau: number): number | null {
  return restrictedMean(curveOf(riskTable(subjects)), tau)?.mean ?? null;
}

interface MeansAtEnds {
  season: { lower: number | null; upper: number | null };
  baseline: { lower: number | null; upper: number | null };
}

function isWide(ratio: MeanRatio, { season, baseline }: MeansAtEnds): boolean {
  if (season.lower === null || season.upper === null) return true;
  if (baseline.lower === null || baseline.upper === null || baseline.lower === 0) return true;
  const spread = Math.max(
    (season.upper - season.lower) / ratio.topMean,
    (baseline.upper - baseline.lower) / ratio.baseMean,
  );
  const [atLeft, atRight] = [season.lower / baseline.lower, season.upper / baseline.upper];
  return spread > WIDEST_BOUNDS || (atLeft - 1) * (atRight - 1) < 0;
}

function pointOf(ratio: MeanRatio, { season, baseline }: MeansAtEnds, tauHours: number): TimeOnSale {
  return {
    kind: 'timeOnSale',
    tauHours,
    ratio: roundRatio(ratio.ratio),
    lowerRatio: roundRatio(ratio.lower),
    upperRatio: roundRatio(ratio.upper),
    percent: changeOf(ratio.ratio),
    lowerPercent: changeOf(ratio.lower),
    upperPercent: changeOf(ratio.upper),
    clear: ratio.lower > 1 || ratio.upper < 1,
    smallSample: ratio.clusters < FULL_SAMPLE_ROUTES,
    seasonHours: roundHours(ratio.topMean),
    baselineHours: roundHours(ratio.baseMean),
    standardError: roundRatio(ratio.standardError),
    routes: ratio.clusters,
    bounds: {
      allLeft: roundRatio(season.lower! / baseline.lower!),
      allRight: roundRatio(season.upper! / baseline.upper!),
      lowest: roundRatio(season.lower! / baseline.upper!),
      highest: roundRatio(season.upper! / baseline.lower!),
    },
  };
}

/**
 * The range of the estimate by intervals; its interval is the jackknife's at the two ends least favourable to each
 * other (one season at its last polls with seats, the other at its first without), so it holds the range.
 */
function rangeOf(
  {
    season,
    baseline,
  }: { season: ReturnType<typeof turnbullRange>; baseline: ReturnType<typeof turnbullRange> },
  low: MeanRatio | null,
  high: MeanRatio | null,
  tauHours: number,
  routes: number,
): TimeOnSaleRange | Missing {
  if (season === null || baseline === null) return missingOf([describeShortfall('convergence', 1e-10, null)]);
  if (low === null || high === null || season.lower === 0 || baseline.lower === 0) {
    return missingOf([describeShortfall('boundsPercent', WIDEST_BOUNDS * 100, null)]);
  }
  const [lowest, highest] = [season.lower / baseline.upper, season.upper / baseline.lower];
  const [lower, upper] = [Math.min(low.lower, lowest), Math.max(high.upper, highest)];
  return {
    kind: 'timeOnSaleRange',
    tauHours,
    lowestRatio: roundRatio(lowest),
    highestRatio: roundRatio(highest),
    lowestPercent: changeOf(lowest),
    highestPercent: changeOf(highest),
    lowerPercent: changeOf(lower),
    upperPercent: changeOf(upper),
    clear: lower > 1 || upper < 1,
    smallSample: routes < FULL_SAMPLE_ROUTES,
    seasonHours: { lowest: roundHours(season.lower), highest: roundHours(season.upper) },
    baselineHours: { lowest: roundHours(baseline.lower), highest: roundHours(baseline.upper) },
    routes,
  };
}

/** There is no ratio to a mean of 0, nor to one that is not known up to tau. */
function noMean(
  { season, baseline }: { season: ClusteredColumns; baseline: ClusteredColumns },
  tau: number,
): Missing {
  const means = [meanOf(season, tau), meanOf(baseline, tau)];
  if (means.includes(0)) return missingOf([describeShortfall('positiveMean', 0, 0)]);
  return missingOf([describeShortfall('observedHours', tau, null)]);
}
