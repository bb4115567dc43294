import type { TableView } from './comparison-table.ts';
import { keptRows, placeSubjects } from './placed-subjects.ts';
import { riskTable } from './risk-table.ts';
import type { SpellView } from './spell-columns.ts';
import { curveOf, type SurvivalCurve } from './survival-curve.ts';

/** Both seasons' curves of first sell-outs of the cells kept: events at the middle of their intervals, up to tau. */
export function keptCurves(
  view: TableView,
  kept: Uint8Array,
  tau: number,
): { season: SurvivalCurve; baseline: SurvivalCurve } {
  return { season: curveOfSide(view.season, kept, tau), baseline: curveOfSide(view.baseline, kept, tau) };
}

function curveOfSide(side: SpellView, kept: Uint8Array, tau: number): SurvivalCurve {
  return curveOf(riskTable(placeSubjects(side, keptRows(side, kept), tau, 'middle')));
}
