import type { Heatmap } from './comparison-charts-schema.ts';
import type { TableView } from './comparison-table.ts';
import { percentOf } from './rounding.ts';
import type { SpellView } from './spell-columns.ts';

const WITHIN_HOURS = 24;

/**
 * Share of the offers in `kept` gone within a day of their opening, by route and days from New Year's Day. An offer whose
 * sell-out may lie on either side of that hour, or that was not watched so far, is left out; a cell with no offer known
 * either way is null, not 0.
 */
export function arrangeHeatmap(view: TableView, kept: Uint8Array, lunarOffsets: readonly number[]): Heatmap {
  return {
    withinHours: WITHIN_HOURS,
    routes: view.routes.map(({ from, to }) => ({ from, to })),
    lunarOffsets: [...lunarOffsets],
    season: arrangeSide(view.season, view.routes.length, kept, lunarOffsets),
    baseline: arrangeSide(view.baseline, view.routes.length, kept, lunarOffsets),
  };
}

function arrangeSide(
  side: SpellView,
  routes: number,
  kept: Uint8Array,
  lunarOffsets: readonly number[],
): Heatmap['season'] {
  const column = new Map(lunarOffsets.map((offset, at) => [offset, at]));
  const width = lunarOffsets.length;
  const gone = new Int32Array(routes * width);
  const known = new Int32Array(routes * width);
  for (let row = 0; row < side.size; row += 1) {
    if (kept[side.cell[row]!] !== 1) continue;
    const at = side.route[row]! * width + column.get(side.lunarOffset[row]!)!;
    const isGone = side.event[row] === 1 && side.upper[row]! <= WITHIN_HOURS;
    const isThere = !isGone && side.lower[row]! >= WITHIN_HOURS;
    if (isGone) gone[at]! += 1;
    if (isGone || isThere) known[at]! += 1;
  }
  const grid = <T>(cell: (at: number) => T): T[][] =>
    Array.from({ length: routes }, (_row, route) =>
      lunarOffsets.map((_offset, at) => cell(route * width + at)),
    );
  return {
    gonePercent: grid((at) => (known[at] === 0 ? null : percentOf(gone[at]! / known[at]!))),
    subjects: grid((at) => known[at]!),
  };
}
