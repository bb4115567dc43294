import { HOUR_MS, type Instant, MINUTE_MS } from '../calendar/china-time.ts';
import type { TableView } from './comparison-table.ts';
import type { Missing, SoldOutShare } from './headline-schema.ts';
import { observedPercent, percentOf } from './rounding.ts';
import { jackknifeShares, type RouteShares } from './share-jackknife.ts';
import { describeShortfall, findShortfalls, missingOf } from './shortfalls.ts';
import { LEAD_HOURS } from './spell.ts';
import { SEEN_CODE, type SpellView } from './spell-columns.ts';
import { FULL_SAMPLE_ROUTES } from './time-on-sale.ts';
import { wilson } from './wilson.ts';

/** METHODS.md 5.3, S1. */
const LEAST = { subjects: 50, routes: 10, observedShare: 0.9 } as const;
/** The state is looked for within so long of the moment. */
const TOLERANCE_MS = 30 * MINUTE_MS;

type LeadHours = (typeof LEAD_HOURS)[number];

interface Count {
  soldOut: number;
  observed: number;
  due: number;
}

/**
 * S1: the share of the matched offers that were sold out so many hours before departure (one of LEAD_HOURS), of those
 * observed then; returned seats count as on sale. Wilson's interval for each season, the jackknife's for the
 * difference. In a running season a cell counts in neither before that moment has come in both.
 */
export function compareSoldOutShare(
  view: TableView,
  leadHours: LeadHours,
  observedUntil: { season: Instant | null; baseline: Instant | null },
): SoldOutShare | Missing {
  const notDue = new Uint8Array(view.cells);
  markNotDue(notDue, view.season, leadHours, observedUntil.season);
  markNotDue(notDue, view.baseline, leadHours, observedUntil.baseline);
  const season = countByRoute(view.season, view.routes.length, leadHours, notDue);
  const baseline = countByRoute(view.baseline, view.routes.length, leadHours, notDue);
  const routes = season.map(
    (top, at): RouteShares => ({ season: shareOf(top), baseline: shareOf(baseline[at]!) }),
  );
  const [top, base] = [sumOf(season), sumOf(baseline)];
  const observedRoutes = routes.filter((one) => one.season.whole > 0 && one.baseline.whole > 0).length;
  const short = findShortfalls([
    ['routes', LEAST.routes, observedRoutes],
    ['subjectsSeason', LEAST.subjects, top.observed],
    ['subjectsBaseline', LEAST.subjects, base.observed],
    ['observedShareSeason', LEAST.observedShare * 100, observedPercent(top)],
    ['observedShareBaseline', LEAST.observedShare * 100, observedPercent(base)],
  ]);
  if (short.length > 0) return missingOf(short);
  const compared = jackknifeShares(routes);
  if (compared === null) return missingOf([describeShortfall('routes', LEAST.routes, null)]);
  return {
    kind: 'soldOutShare',
    leadHours,
    season: describe(top),
    baseline: describe(base),
    differencePoints: percentOf(compared.difference),
    lowerPoints: percentOf(compared.lower),
    upperPoints: percentOf(compared.upper),
    clear: compared.lower > 0 || compared.upper < 0,
    smallSample: compared.routes < FULL_SAMPLE_ROUTES,
    routes: compared.routes,
  };
}

function markNotDue(notDue: Uint8Array, side: SpellView, leadHours: number, end: Instant | null): void {
  if (end === null) return;
  for (let row = 0; row < side.size; row += 1) {
    const moment = side.departure[row]! - leadHours * HOUR_MS;
    if (moment + TOLERANCE_MS > end) notDue[side.cell[row]!] = 1;
  }
}

function countByRoute(side: SpellView, routes: number, leadHours: LeadHours, notDue: Uint8Array): Count[] {
  const seen = side.atLead[LEAD_HOURS.indexOf(leadHours)]!;
  const counts = Array.from({ length: routes }, (): Count => ({ soldOut: 0, observed: 0, due: 0 }));
  for (let row = 0; row < side.size; row += 1) {
    if (notDue[side.cell[row]!] === 1) continue;
    const count = counts[side.route[row]!]!;
    count.due += 1;
    if (seen[row] !== SEEN_CODE.unobserved) count.observed += 1;
    if (seen[row] === SEEN_CODE.gone) count.soldOut += 1;
  }
  return counts;
}

function shareOf({ soldOut, observed }: Count): RouteShares['season'] {
  return { part: soldOut, whole: observed };
}

function sumOf(counts: readonly Count[]): Count {
  return counts.reduce(
    (sum, one) => ({
      soldOut: sum.soldOut + one.soldOut,
      observed: sum.observed + one.observed,
      due: sum.due + one.due,
    }),
    { soldOut: 0, observed: 0, due: 0 },
  );
}

function describe(count: Count): SoldOutShare['season'] {
  const { estimate, lower, upper } = wilson(count.soldOut, count.observed)!;
  return {
    percent: percentOf(estimate),
    lowerPercent: percentOf(lower),
    upperPercent: percentOf(upper),
    ...count,
  };
}
