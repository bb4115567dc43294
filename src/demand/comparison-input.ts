import type { Instant } from '../calendar/china-time.ts';
import type { Provenance } from '../seats/schema.ts';
import type { ComparisonTable } from './comparison-table.ts';
import type { Bilingual } from './headline-schema.ts';
import type { Scope } from './scope-schema.ts';
import type { Spell } from './spell.ts';

/** One cell of the basket (METHODS.md 5.1: route, service or service group, class, offset) in both seasons. */
export interface MatchedCell {
  /** How the services were found to be the same: by train code, or as a group of like trains. */
  matchedBy: 'trainCode' | 'group';
  season: readonly Spell[];
  baseline: readonly Spell[];
}

/** How much of the basket was matched and kept. */
export interface BasketCounts {
  /** Cells present in both seasons, before the coverage rules. */
  cells: number;
  /** Of them, watched well enough in both (isWellCovered). */
  keptCells: number;
  /** Offers of trains that the other season has not. */
  extraTrains: { season: number; baseline: number };
}

/** How one season was watched, as its polls say; null where nothing is known. */
export interface SideCoverage {
  /** Means over the openings, 0 to 1. */
  goodShare24h: number | null;
  goodShare: number | null;
  /** Usual time between two polls in the first hour after an opening. */
  openingGapMinutes: number | null;
  /** Whether polls were left out to match the schedule of the other season. */
  thinned: boolean;
}

/** A refund rule or waiver that held while tickets of a season were on sale. */
export interface FeeRule extends Bilingual {
  id: string;
}

export interface SeasonInput {
  /** Year of its New Year's Day. */
  year: number;
  /** All that occur among its polls; none when there are no polls. */
  provenances: readonly Provenance[];
  /** The last poll so far; null: the season is over and was watched to its end. */
  observedUntil: Instant | null;
  coverage: SideCoverage;
  /** From the refund room, which this room does not know. Null: not asked. */
  feeRules: readonly FeeRule[] | null;
}

export interface ComparisonInput {
  season: SeasonInput;
  baseline: SeasonInput;
  scope: Scope;
  /** How a sentence names the scope; `null` for the whole basket. */
  scopeName: Bilingual | null;
  /** The cells kept, in any order, and what was left out. */
  table: ComparisonTable;
  /** Up to which hour after opening the spells were built. */
  horizonHours: number;
}
