import type { CivilDate, Instant } from '../calendar/china-time.ts';
import type { OfferKey, PollRecord } from './board.ts';
import type { OdPair, Provenance } from './schema.ts';

/** One offer's course over its whole sale, packed: a season has millions of change points. */
export interface OfferLog extends OfferKey {
  trainCode: string;
  /** At the boarding station; null when no answer ever told. */
  departure: Instant | null;
  /** The sale instant that 12306's own row stated; null when it never did. */
  saleOpensAt: Instant | null;
  /** From second `seconds[i]` (since the epoch, ascending) on the offer was `codes[i]` (seat-code.ts). */
  seconds: Uint32Array;
  codes: Uint8Array;
}

/** Polls that were answered, packed, in order of time: a day has thousands, a pair's season a hundred thousand. */
export interface OkPolls {
  /** Second of each answer since the epoch, strictly ascending. */
  seconds: Uint32Array;
  /** Its plan, milliseconds since the epoch. */
  plannedAt: Float64Array;
}

/** Everything the log knows of one pair and date, for statistics: what was seen, and when it was looked. */
export interface DayLog {
  pair: OdPair;
  travelDate: CivilDate;
  /** Of the newest answer. */
  provenance: Provenance;
  /** Every poll with outcome ok. */
  polls: OkPolls;
  /** Every poll that failed, in order of `observedAt`: with `polls` it is the whole coverage. */
  failed: PollRecord[];
  /** In the order of train, origin, destination, class: the same however the polls came. */
  offers: OfferLog[];
}
