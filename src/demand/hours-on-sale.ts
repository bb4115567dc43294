import { HOUR_MS } from '../calendar/china-time.ts';
import type { TableView } from './comparison-table.ts';
import type { Missing } from './headline-schema.ts';
import { observedPercent, percentOf, roundHours } from './rounding.ts';
import type { Secondary } from './secondary-schema.ts';
import { jackknifeShares } from './share-jackknife.ts';
import { describeShortfall, findShortfalls, missingOf } from './shortfalls.ts';
import type { SpellView } from './spell-columns.ts';

/** METHODS.md 5.3, S4. */
const LEAST = { routes: 10, observedShare: 0.9 } as const;
/** Hours are summed in whole seconds: exact, so the order of the offers leaves no trace. */
const SECONDS = 3600;

type HoursResult = Secondary['hoursOnSale'];
type HoursSide = Exclude<HoursResult, Missing>['season'];

interface Seconds {
  onSale: number;
  observed: number;
  due: number;
}

/**
 * S4: the share of the observed hours in [0, tau] in which an offer was to be had, returned seats included, and how much
 * of it returns gained (this share less mean time to first sell-out over tau). Each state counts for 60 minutes at the
 * most; the rest is unobserved. Missing when the spells were built to a longer horizon than tau.
 */
export function compareHoursOnSale(
  view: TableView,
  kept: Uint8Array,
  tau: number,
  horizonHours: number,
  meanHours: { season: number | null; baseline: number | null },
): HoursResult {
  if (tau < horizonHours) return missingOf([describeShortfall('observedHours', horizonHours, tau)]);
  const season = secondsByRoute(view.season, view.routes.length, kept, tau);
  const baseline = secondsByRoute(view.baseline, view.routes.length, kept, tau);
  const [top, base] = [sumOf(season), sumOf(baseline)];
  const routes = season.map((one, at) => ({
    season: { part: one.onSale, whole: one.observed },
    baseline: { part: baseline[at]!.onSale, whole: baseline[at]!.observed },
  }));
  const short = findShortfalls([
    ['routes', LEAST.routes, routes.filter((one) => one.season.whole > 0 && one.baseline.whole > 0).length],
    ['observedShareSeason', LEAST.observedShare * 100, observedPercent(top)],
    ['observedShareBaseline', LEAST.observedShare * 100, observedPercent(base)],
  ]);
  const compared = short.length > 0 ? null : jackknifeShares(routes);
  if (compared === null)
    return missingOf(short.length > 0 ? short : [describeShortfall('routes', LEAST.routes, null)]);
  return {
    kind: 'hoursOnSale',
    season: describe(top, compared.season, meanHours.season, tau),
    baseline: describe(base, compared.baseline, meanHours.baseline, tau),
    differencePoints: percentOf(compared.difference),
    lowerPoints: percentOf(compared.lower),
    upperPoints: percentOf(compared.upper),
    clear: compared.lower > 0 || compared.upper < 0,
  };
}

/** An offer is due to be observed from its opening to tau, or to its departure if that is sooner. */
function secondsByRoute(side: SpellView, routes: number, kept: Uint8Array, tau: number): Seconds[] {
  const sums = Array.from({ length: routes }, (): Seconds => ({ onSale: 0, observed: 0, due: 0 }));
  for (let row = 0; row < side.size; row += 1) {
    if (kept[side.cell[row]!] !== 1) continue;
    const sum = sums[side.route[row]!]!;
    const dueHours = Math.min(tau, (side.departure[row]! - side.saleOpensAt[row]!) / HOUR_MS);
    sum.onSale += Math.round(side.onSaleHours[row]! * SECONDS);
    sum.observed += Math.round(side.observedHours[row]! * SECONDS);
    sum.due += Math.round(Math.max(0, dueHours) * SECONDS);
  }
  return sums;
}

function sumOf(sums: readonly Seconds[]): Seconds {
  const total: Seconds = { onSale: 0, observed: 0, due: 0 };
  for (const { onSale, observed, due } of sums) {
    total.onSale += onSale;
    total.observed += observed;
    total.due += due;
  }
  return total;
}

function describe(sum: Seconds, share: number, meanHours: number | null, tau: number): HoursSide {
  return {
    percent: percentOf(share),
    onSaleHours: roundHours(sum.onSale / SECONDS),
    observedHours: roundHours(sum.observed / SECONDS),
    gainedByReturnsPoints: meanHours === null ? null : percentOf(share - meanHours / tau),
  };
}
