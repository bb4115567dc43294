import { SEAT_CLASS_ORDER, SEAT_CLASSES } from '../seats/seat-classes.data.ts';
import type { Breakdown } from './breakdown-schema.ts';
import type { TableView } from './comparison-table.ts';
import { groupRows } from './group-rows.ts';
import { keptRows, placeSubjects } from './placed-subjects.ts';
import { restrictedMean } from './restricted-mean.ts';
import { riskTable } from './risk-table.ts';
import { roundHours } from './rounding.ts';
import type { SpellView } from './spell-columns.ts';
import { curveOf } from './survival-curve.ts';
import { compareTimeOnSale, type TimeOnSaleQuestion } from './time-on-sale.ts';

/** Ours, not METHODS.md's: a mean of fewer offers than this is not shown. */
const LEAST_ROUTE_SUBJECTS = 20;

/** The headline by class, each with its own minimum data, and the mean times on sale route by route. */
export function arrangeBreakdown(view: TableView, question: TimeOnSaleQuestion): Breakdown {
  return { byClass: arrangeClasses(view, question), byRoute: arrangeRoutes(view, question) };
}

function arrangeClasses(view: TableView, question: TimeOnSaleQuestion): Breakdown['byClass'] {
  return SEAT_CLASS_ORDER.flatMap((code, seatClass) => {
    const seasonSubjects = keptRows(view.season, question.kept, seatClass).length;
    const baselineSubjects = keptRows(view.baseline, question.kept, seatClass).length;
    if (seasonSubjects + baselineSubjects === 0) return [];
    const { zh, en } = SEAT_CLASSES[code];
    return [
      {
        seatClass: code,
        name: { zh, en },
        seasonSubjects,
        baselineSubjects,
        timeOnSale: compareTimeOnSale(view, { ...question, seatClass }),
      },
    ];
  });
}

function arrangeRoutes(view: TableView, { kept, tauHours }: TimeOnSaleQuestion): Breakdown['byRoute'] {
  const season = meansByRoute(view.season, view.routes.length, kept, tauHours);
  const baseline = meansByRoute(view.baseline, view.routes.length, kept, tauHours);
  return view.routes.map(({ from, to }, at) => ({
    from,
    to,
    seasonSubjects: season[at]!.subjects,
    baselineSubjects: baseline[at]!.subjects,
    seasonHours: season[at]!.hours,
    baselineHours: baseline[at]!.hours,
    tooFew: Math.min(season[at]!.subjects, baseline[at]!.subjects) < LEAST_ROUTE_SUBJECTS,
  }));
}

function meansByRoute(
  side: SpellView,
  routes: number,
  kept: Uint8Array,
  tau: number,
): { subjects: number; hours: number | null }[] {
  const rows = keptRows(side, kept);
  const { members, starts } = groupRows(
    rows.map((row) => side.route[row]!),
    routes,
  );
  return Array.from({ length: routes }, (_, route) => {
    const own = members.slice(starts[route], starts[route + 1]).map((at) => rows[at]!);
    if (own.length < LEAST_ROUTE_SUBJECTS) return { subjects: own.length, hours: null };
    const mean = restrictedMean(curveOf(riskTable(placeSubjects(side, own, tau, 'middle'))), tau);
    return { subjects: own.length, hours: mean === null ? null : roundHours(mean.mean) };
  });
}
