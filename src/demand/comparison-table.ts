import type { OdPair } from '../seats/schema.ts';
import type { MatchedCell } from './comparison-input.ts';
import { SpellColumns, type SpellView } from './spell-columns.ts';

/** The matched cells of two seasons, packed: what compareSeasons reads. Fill it pair by pair. */
export class ComparisonTable {
  /** Cells by how their services were matched. */
  readonly matchedBy = { trainCode: 0, group: 0 };
  private readonly season = new SpellColumns();
  private readonly baseline = new SpellColumns();
  private readonly routes = new Map<string, { place: number; pair: OdPair }>();
  private cells = 0;

  add({ matchedBy, season, baseline }: MatchedCell): void {
    this.matchedBy[matchedBy] += 1;
    for (const spell of season) this.season.push(spell, this.cells, this.placeOf(spell.pair));
    for (const spell of baseline) this.baseline.push(spell, this.cells, this.placeOf(spell.pair));
    this.cells += 1;
  }

  /** Both sides with routes in the order of their codes, so that the order of filling leaves no trace. */
  view(): TableView {
    const sorted = [...this.routes].sort(([a], [b]) => (a < b ? -1 : 1));
    const order = new Int32Array(sorted.length);
    for (const [at, [, { place }]] of sorted.entries()) order[place] = at;
    const side = (columns: SpellColumns): SpellView => {
      const view = columns.view();
      return { ...view, route: view.route.map((place) => order[place]!) };
    };
    return {
      cells: this.cells,
      matchedBy: { ...this.matchedBy },
      routes: sorted.map(([, { pair }]) => ({ from: pair.from, to: pair.to })),
      season: side(this.season),
      baseline: side(this.baseline),
    };
  }

  private placeOf(pair: OdPair): number {
    const key = `${pair.from}-${pair.to}`;
    const known = this.routes.get(key);
    if (known !== undefined) return known.place;
    this.routes.set(key, { place: this.routes.size, pair });
    return this.routes.size - 1;
  }
}

export interface TableView {
  cells: number;
  matchedBy: { trainCode: number; group: number };
  /** In the order of `from-to` by code point; `route` of both sides is a place here. */
  routes: readonly OdPair[];
  season: SpellView;
  baseline: SpellView;
}

/** A table of cells that are at hand all at once. */
export function buildComparisonTable(cells: Iterable<MatchedCell>): ComparisonTable {
  const table = new ComparisonTable();
  for (const cell of cells) table.add(cell);
  return table;
}
