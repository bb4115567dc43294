import type { SaleState } from '../../seats/schema.ts';
import { type Availability, type Provenance, provenanceSchema, saleStateSchema } from '../../seats/schema.ts';

/**
 * One byte a cell: what the log knows of a class of a train, of a train's sale state and of its facts.
 *
 * A seat's code is 3 times its base plus its waitlist (0 closed, 1 open, 2 no such column), so that equal codes
 * mean equal answers and no two answers share one. 0 is a cell nobody has seen yet: it is not on the board.
 */
export const UNSEEN = 0;

const COUNT_MOST = 20;
const PLENTY = 21;
const NONE = 22;
const NOT_ON_SALE = 23;
const SUSPENDED = 24;
const NOT_OFFERED = 25;
const UNKNOWN = 26;
const FIRST_TOKEN = 27;
/** Unlisted tokens one pair and date can tell apart; any further one is kept as unknown without its text. */
export const TOKENS_MOST = 55;

/** What a cell that was seen before becomes when an answer leaves its class or its train out. */
export const SUSPENDED_CODE = SUSPENDED * 3 + 2;
export const NOT_OFFERED_CODE = NOT_OFFERED * 3 + 2;
export const UNLISTED_CODE = UNKNOWN * 3 + 2;

/**
 * Marks that a writer sends for cells its answer does not hold, because only Redis knows whether the cell was
 * seen before. They turn into the codes above, or into nothing on an unseen cell (scripts/write-poll.ts).
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

/** `token` is the place of an unlisted raw token in the dictionary; it is asked only for those. */
export function planSeatCode(
  availability: Availability,
  waitlist: boolean | null,
  token: (raw: string) => number,
): number {
  const side = waitlist === null ? 2 : waitlist ? 1 : 0;
  return planBase(availability, token) * 3 + side;
}

function planBase(availability: Availability, token: (raw: string) => number): number {
  switch (availability.kind) {
    case 'count':
      if (availability.count >= 1 && availability.count <= COUNT_MOST) return availability.count;
      throw new RangeError(`expected a seat count of 1 to ${COUNT_MOST}, got ${availability.count}`);
    case 'plenty':
      return PLENTY;
    case 'none':
      return NONE;
    case 'notOnSale':
      return NOT_ON_SALE;
    case 'suspended':
      return SUSPENDED;
    case 'notOffered':
      return NOT_OFFERED;
    case 'unknown': {
      const place = availability.raw === null ? TOKENS_MOST : token(availability.raw);
      return place < TOKENS_MOST ? FIRST_TOKEN + place : UNKNOWN;
    }
  }
}

const LISTED: readonly Availability[] = [
  ...Array.from({ length: COUNT_MOST }, (_, i): Availability => ({ kind: 'count', count: i + 1 })),
  { kind: 'plenty' },
  { kind: 'none' },
  { kind: 'notOnSale' },
  { kind: 'suspended' },
  { kind: 'notOffered' },
  { kind: 'unknown', raw: null },
];

/** A code read back; `tokens` are the dictionary's. The object is a fresh one each time: callers own it. */
export function parseAvailability(code: number, tokens: readonly string[]): Availability {
  const base = Math.floor(code / 3);
  if (base >= FIRST_TOKEN) return { kind: 'unknown', raw: tokens[base - FIRST_TOKEN] ?? null };
  const listed = LISTED[base - 1];
  if (listed === undefined) throw new RangeError(`expected a seat code of 3 or more, got ${code}`);
  return { ...listed };
}

export function parseWaitlist(code: number): boolean | null {
  const side = code % 3;
  return side === 2 ? null : side === 1;
}

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
  return [(facts % FACTS_RADIX) + 1, Math.floor(facts / FACTS_RADIX) + 1];
}

export function parseFactsDigits(low: number, high: number): number {
  return low - 1 + (high - 1) * FACTS_RADIX;
}
