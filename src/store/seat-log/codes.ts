import type { SaleState } from '../../seats/schema.ts';
import { type Provenance, provenanceSchema, saleStateSchema } from '../../seats/schema.ts';

/**
 * One byte a cell: what the log knows of a class of a train (seats/seat-code.ts), of a train's sale state and of
 * its facts. 0 is a cell nobody has seen yet: it is not on the board.
 */

/**
 * Marks that a writer sends for cells its answer does not hold, because only the log knows whether the cell was
 * seen before (live-log.ts). They turn into the codes above, or into nothing on an unseen cell.
 * Of them only `GONE` is stored: it is the sale state of a train that is no longer listed.
 */
export const MARK_NOT_OFFERED = 251;
export const MARK_SUSPENDED = 252;
export const MARK_KEEP = 253;
export const MARK_UNLISTED = 254;
export const GONE = 255;
export const FIRST_MARK = MARK_NOT_OFFERED;

/** The two digits of a facts number are 1 to 250: never unseen, never a mark. */
const FACTS_RADIX = 250;
export const FACTS_MOST = FACTS_RADIX * FACTS_RADIX;

const SALE_STATES = saleStateSchema.options;
const PROVENANCES = provenanceSchema.options;
const SALE_CODES = new Map(SALE_STATES.map((state, i) => [state, i + 1]));
const PROVENANCE_CODES = new Map(PROVENANCES.map((provenance, i) => [provenance, i + 1]));

export const SALE_SUSPENDED = planSaleCode('suspended');

export function planSaleCode(state: SaleState): number {
  return SALE_CODES.get(state) as number;
}

/** A train that is no longer listed has no known sale state. */
export function parseSaleState(code: number): SaleState {
  return SALE_STATES[code - 1] ?? 'unknown';
}

export function planProvenanceCode(provenance: Provenance): number {
  return PROVENANCE_CODES.get(provenance) as number;
}

export function parseProvenance(code: number): Provenance {
  const provenance = PROVENANCES[code - 1];
  if (provenance === undefined) throw new RangeError(`expected a provenance code, got ${code}`);
  return provenance;
}

/** The two cells of a facts number, low digit first. */
export function planFactsDigits(facts: number): [low: number, high: number] {
  return [lowDigit(facts), highDigit(facts)];
}

export function lowDigit(facts: number): number {
  return (facts % FACTS_RADIX) + 1;
}

export function highDigit(facts: number): number {
  return Math.floor(facts / FACTS_RADIX) + 1;
}

export function parseFactsDigits(low: number, high: number): number {
  return low - 1 + (high - 1) * FACTS_RADIX;
}
