import type { Curves } from './comparison-charts-schema.ts';
import type { TableView } from './comparison-table.ts';
import { arrangeCurves } from './curve-bands.ts';
import { compareMedians } from './median-on-sale.ts';
import { keptRows, placeSubjects } from './placed-subjects.ts';
import { restrictedMean } from './restricted-mean.ts';
import { riskTable } from './risk-table.ts';
import type { Secondary } from './secondary-schema.ts';
import type { SpellView } from './spell-columns.ts';
import { curveOf, type SurvivalCurve } from './survival-curve.ts';

/** What is read off the two curves of first sell-outs; the curves themselves are too long to keep. */
export interface CurveReadings {
  medianTime: Secondary['medianTime'];
  /** Mean hours on sale within tau; null where the curve is not known so far. */
  meanHours: { season: number | null; baseline: number | null };
  /** Null without a subject. */
  points: Curves | null;
}

/** Reads both seasons' curves of the cells kept: sell-outs at the middle of their intervals, up to tau hours. */
export function readKeptCurves(
  view: TableView,
  kept: Uint8Array,
  tau: number,
  pollGapMinutes: { season: number | null; baseline: number | null },
): CurveReadings {
  const curves = {
    season: curveOfSide(view.season, kept, tau),
    baseline: curveOfSide(view.baseline, kept, tau),
  };
  return {
    medianTime: compareMedians(curves, pollGapMinutes),
    meanHours: {
      season: restrictedMean(curves.season, tau)?.mean ?? null,
      baseline: restrictedMean(curves.baseline, tau)?.mean ?? null,
    },
    points: curves.season.subjects === 0 ? null : arrangeCurves(curves, tau),
  };
}

function curveOfSide(side: SpellView, kept: Uint8Array, tau: number): SurvivalCurve {
  return curveOf(riskTable(placeSubjects(side, keptRows(side, kept), tau, 'middle')));
}
