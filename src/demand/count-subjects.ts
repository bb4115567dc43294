import type { CellPlan } from './comparable-cells.ts';
import type { Comparison } from './comparison-schema.ts';
import type { TableView } from './comparison-table.ts';
import { percentDown } from './rounding.ts';
import type { SpellView } from './spell-columns.ts';

type Counts = Comparison['n'];

/** The sample behind the headline: the cells on the opening's clock, or all where the departure's clock leads. */
export function countSubjects(view: TableView, plan: CellPlan): Counts {
  const { cells, keptCells, extraTrains } = view.counts;
  const isIn = (cell: number): boolean => !plan.sameWindows || plan.kept[cell] === 1;
  const routes = new Set<number>();
  const side = (spells: SpellView, extra: number): Counts['season'] => {
    const counts = { subjects: 0, events: 0, lateEntries: 0, extraTrains: extra };
    for (let row = 0; row < spells.size; row += 1) {
      if (spells.entry[row]! > 0) counts.lateEntries += 1;
      if (!isIn(spells.cell[row]!)) continue;
      routes.add(spells.route[row]!);
      counts.subjects += 1;
      const middle = (spells.lower[row]! + spells.upper[row]!) / 2;
      if (spells.event[row] === 1 && middle <= (plan.tauHours ?? Number.POSITIVE_INFINITY))
        counts.events += 1;
    }
    return counts;
  };
  const [season, baseline] = [
    side(view.season, extraTrains.season),
    side(view.baseline, extraTrains.baseline),
  ];
  return {
    routes: routes.size,
    season,
    baseline,
    cells,
    keptCells,
    keptShare: cells === 0 ? null : percentDown(keptCells / cells) / 100,
    matchedBy: view.matchedBy,
  };
}
