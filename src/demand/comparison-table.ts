import type { OdPair } from '../seats/schema.ts';
import type { BasketCounts, MatchedCell } from './comparison-input.ts';
import { SpellColumns, type SpellView } from './spell-columns.ts';

/** What was kept of a basket, and how much was not (basket.ts builds it). */
export interface KeptBasket extends BasketCounts {
  kept: readonly MatchedCell[];
}

/** The matched cells of two seasons, packed: what compareSeasons reads. Fill it pair by pair. */
export class ComparisonTable {
  private readonly season = new SpellColumns();
  private readonly baseline = new SpellColumns();
  private readonly routes = new Map<string, { place: number; pair: OdPair }>();
  private readonly matchedBy = { trainCode: 0, group: 0 };
  private readonly counts: BasketCounts = {
    cells: 0,
    keptCells: 0,
    extraTrains: { season: 0, baseline: 0 },
  };
  private cells = 0;

  add({ kept, cells, keptCells, extraTrains }: KeptBasket): void {
    for (const cell of kept) this.addCell(cell);
    this.counts.cells += cells;
    this.counts.keptCells += keptCells;
    this.counts.extraTrains.season += extraTrains.season;
    this.counts.extraTrains.baseline += extraTrains.baseline;
  }

  private addCell({ matchedBy, season, baseline }: MatchedCell): void {
    if (season.length === 0 || baseline.length === 0) {
      throw new RangeError('expected a cell with spells of both seasons, got one without');
    }
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
      counts: structuredClone(this.counts),
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
  counts: BasketCounts;
  /** In the order of `from-to` by code point; `route` of both sides is a place here. */
  routes: readonly OdPair[];
  season: SpellView;
  baseline: SpellView;
}
