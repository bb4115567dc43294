import { clusteredMeanCount, type MeanCount } from './clustered-mean-count.ts';
import type { TableView } from './comparison-table.ts';
import type { Missing } from './headline-schema.ts';
import { roundShare } from './rounding.ts';
import type { Secondary } from './secondary-schema.ts';
import { describeShortfall, findShortfalls, missingOf } from './shortfalls.ts';
import type { SpellView } from './spell-columns.ts';
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
  const routes = new Set<number>();
  for (let row = 0; row < view.season.size; row += 1) {
    if (kept[view.season.cell[row]!] === 1) routes.add(view.season.route[row]!);
  }
  const short = findShortfalls([['routes', LEAST_ROUTES, routes.size]]);
  if (short.length > 0) return missingOf(short);
  const [season, baseline] = [countOf(view.season, kept, tau), countOf(view.baseline, kept, tau)];
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

function countOf(side: SpellView, kept: Uint8Array, tau: number): MeanCount | null {
  const place = new Int32Array(side.size).fill(-1);
  const rows: number[] = [];
  for (let row = 0; row < side.size; row += 1) {
    if (kept[side.cell[row]!] !== 1 || side.watchedUntil[row]! <= 0) continue;
    place[row] = rows.length;
    rows.push(row);
  }
  const events: number[] = [];
  for (let at = 0; at < side.reopeningSpell.length; at += 1) {
    if (place[side.reopeningSpell[at]!]! >= 0) events.push(at);
  }
  const columns = {
    stop: Float64Array.from(rows, (row) => side.watchedUntil[row]!),
    cluster: Int32Array.from(rows, (row) => side.route[row]!),
    time: Float64Array.from(events, (at) => side.reopeningHour[at]!),
    subject: Int32Array.from(events, (at) => place[side.reopeningSpell[at]!]!),
  };
  return clusteredMeanCount(columns, tau);
}

function describe({ mean, lower, upper, events }: MeanCount): ReopeningsSide {
  return { mean: roundShare(mean), lower: roundShare(lower), upper: roundShare(upper), reopenings: events };
}
