import { clusteredMeanCount, type MeanCount } from './clustered-mean-count.ts';
import type { TableView } from './comparison-table.ts';
import type { Missing } from './headline-schema.ts';
import { keptRows } from './placed-subjects.ts';
import { roundShare } from './rounding.ts';
import type { Secondary } from './secondary-schema.ts';
import { describeShortfall, findShortfalls, missingOf } from './shortfalls.ts';
import { type SpellView, TICKS_PER_HOUR } from './spell-columns.ts';
import { hasWaitlist } from './waitlist-era.ts';

const LEAST_ROUTES = 10;

type ReopeningsResult = Secondary['reopenings'];
type ReopeningsSide = Exclude<ReopeningsResult, Missing>['season'];

/** How often a sold-out offer of the kept cells came back within tau hours of its opening, on average. */
export function compareReopenings(
  view: TableView,
  kept: Uint8Array,
  tau: number,
  years: { season: number; baseline: number },
): ReopeningsResult {
  const rows = keptRows(view.season, kept);
  const routes = new Set(rows.map((row) => view.season.route[row]!));
  const short = findShortfalls([['routes', LEAST_ROUTES, routes.size]]);
  if (short.length > 0) return missingOf(short);
  const [season, baseline] = [
    countOf(view.season, rows, tau),
    countOf(view.baseline, keptRows(view.baseline, kept), tau),
  ];
  if (season === null || baseline === null) {
    return missingOf([describeShortfall('routes', LEAST_ROUTES, null)]);
  }
  return {
    kind: 'reopenings',
    season: describe(season),
    baseline: describe(baseline),
    comparable: hasWaitlist(years.season) === hasWaitlist(years.baseline),
  };
}

function countOf(side: SpellView, rows: Int32Array, tau: number): MeanCount | null {
  const stop = Int32Array.from(side.watchedUntil, (hours) => Math.floor(hours * TICKS_PER_HOUR));
  const { route: cluster, reopenings: events, reopeningsEnd: end } = side;
  return clusteredMeanCount({ stop, cluster, events, end }, rows, tau * TICKS_PER_HOUR);
}

function describe({ mean, lower, upper, events }: MeanCount): ReopeningsSide {
  return { mean: roundShare(mean), lower: roundShare(lower), upper: roundShare(upper), reopenings: events };
}
