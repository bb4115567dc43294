import { groupOf, isExtraTrain } from './basket-service.ts';
import type { BasketCounts, MatchedCell } from './comparison-input.ts';
import type { DaySpells, Spell } from './spell.ts';

export interface MatchedBasket extends BasketCounts {
  /** The cells to compare. */
  kept: MatchedCell[];
  /** Offers of cells that the other season has not. */
  unmatched: { season: number; baseline: number };
  /** Offers of matched cells that left because one of the seasons was not watched well enough. */
  thinlyWatched: { season: number; baseline: number };
}

interface Cell {
  season: Spell[];
  baseline: Spell[];
}

type Side = keyof Cell;
type ServiceKey = (spell: Spell) => string | null;

/** With fewer train codes than this in common, of all that either year has, the pair was renumbered. */
const PERSISTING_SHARE = 0.5;

/**
 * Matches two years cell by cell on (pair, service, class, lunar offset). A service is a train code where the codes of
 * the pair persist, else a group: kind of train by quarter of the day at the boarding station. Cells that one year
 * lacks leave both; so do those not well watched in either (at least 80 % have to stay: compareSeasons looks). Extra
 * trains are kept out and counted: more trains are more supply, not less demand (METHODS.md 5.1 and section 4,
 * trap 6). The decision is made pair by pair: give all dates of a pair at once, and any number of pairs. Changing the
 * years' places changes nothing but the places.
 */
export function matchBasket(season: readonly DaySpells[], baseline: readonly DaySpells[]): MatchedBasket {
  const basket: MatchedBasket = {
    kept: [],
    cells: 0,
    keptCells: 0,
    extraTrains: { season: 0, baseline: 0 },
    unmatched: { season: 0, baseline: 0 },
    thinlyWatched: { season: 0, baseline: 0 },
  };
  const pairs = new Map<string, { season: DaySpells[]; baseline: DaySpells[] }>();
  for (const side of ['season', 'baseline'] as const) {
    for (const day of side === 'season' ? season : baseline) {
      const name = `${day.pair.from}-${day.pair.to}`;
      const pair = pairs.get(name) ?? { season: [], baseline: [] };
      pair[side].push(day);
      pairs.set(name, pair);
    }
  }
  for (const pair of pairs.values()) matchPair(pair, basket);
  return basket;
}

function matchPair(pair: { season: DaySpells[]; baseline: DaySpells[] }, basket: MatchedBasket): void {
  const codes = { season: trainCodes(pair.season), baseline: trainCodes(pair.baseline) };
  const common = new Set([...codes.season].filter((code) => codes.baseline.has(code)));
  const either = codes.season.size + codes.baseline.size - common.size;
  const matchedBy = common.size >= PERSISTING_SHARE * either ? 'trainCode' : 'group';
  const serviceOf: ServiceKey =
    matchedBy === 'trainCode'
      ? ({ trainCode }) => (common.has(trainCode) ? trainCode : null)
      : (spell) => (isExtraTrain(spell.trainCode) ? null : groupOf(spell));
  const cells = new Map<string, Cell>();
  for (const side of ['season', 'baseline'] as const) {
    for (const day of pair[side]) basket.extraTrains[side] += addToCells(cells, side, day, serviceOf);
  }
  for (const cell of cells.values()) keepCell(cell, basket, matchedBy);
}

/** Puts the spells of a day into their cells; answers how many were kept out as extra. */
function addToCells(cells: Map<string, Cell>, side: Side, day: DaySpells, serviceOf: ServiceKey): number {
  let extra = 0;
  for (const spell of day.spells) {
    const service = serviceOf(spell);
    if (service === null) {
      extra += 1;
      continue;
    }
    const key = `${service} ${spell.origin} ${spell.destination} ${spell.seatClass} ${day.lunarOffset}`;
    const cell = cells.get(key);
    if (cell !== undefined) cell[side].push(spell);
    else cells.set(key, { season: [], baseline: [], [side]: [spell] });
  }
  return extra;
}

function keepCell(cell: Cell, basket: MatchedBasket, matchedBy: MatchedCell['matchedBy']): void {
  const { season, baseline } = cell;
  if (season.length === 0 || baseline.length === 0) {
    basket.unmatched.season += season.length;
    basket.unmatched.baseline += baseline.length;
    return;
  }
  basket.cells += 1;
  if (![...season, ...baseline].every(({ wellCovered }) => wellCovered)) {
    basket.thinlyWatched.season += season.length;
    basket.thinlyWatched.baseline += baseline.length;
    return;
  }
  basket.keptCells += 1;
  basket.kept.push({ matchedBy, ...cell });
}

function trainCodes(days: readonly DaySpells[]): Set<string> {
  const codes = new Set<string>();
  for (const { spells } of days) {
    for (const { trainCode } of spells) if (!isExtraTrain(trainCode)) codes.add(trainCode);
  }
  return codes;
}
