import type { Availability } from './schema.ts';

/**
 * What is left of one offer, waitlist included, as one byte: a season's history is kept, counted and moved so.
 *
 * A code is 3 times its base plus its waitlist (0 closed, 1 open, 2 no such column), so that equal codes
 * mean equal answers and no two answers share one. 0 is an offer nobody has seen yet.
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

/** The place of the raw text behind a code in the dictionary's tokens; null where it has none. */
export function placeOfToken(code: number): number | null {
  const base = Math.floor(code / 3);
  return base >= FIRST_TOKEN ? base - FIRST_TOKEN : null;
}

/** The same answer without the text of an unlisted token: unknown, with its waitlist. */
export function plainCode(code: number): number {
  return code >= FIRST_TOKEN * 3 ? UNKNOWN * 3 + (code % 3) : code;
}

export function parseWaitlist(code: number): boolean | null {
  const side = code % 3;
  return side === 2 ? null : side === 1;
}

/** What a code says about buying: `unknown` is neither on sale nor gone. */
export type Standing = 'onSale' | 'gone' | 'notOnSale' | 'suspended' | 'notOffered' | 'unknown';

const STANDINGS: Record<Availability['kind'], Standing> = {
  count: 'onSale',
  plenty: 'onSale',
  none: 'gone',
  notOnSale: 'notOnSale',
  suspended: 'suspended',
  notOffered: 'notOffered',
  unknown: 'unknown',
};

const STANDING_OF: readonly Standing[] = Array.from({ length: 256 }, (_, code) => {
  const base = Math.floor(code / 3);
  return STANDINGS[LISTED[base - 1]?.kind ?? 'unknown'];
});

/** Of any code at all; what is no seat's code is `unknown`. For loops over millions of codes. */
export function standingOf(code: number): Standing {
  return STANDING_OF[code] ?? 'unknown';
}
