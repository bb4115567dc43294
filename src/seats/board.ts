import type { CivilDate, Instant } from '../calendar/china-time.ts';
import type { Availability, OdPair, PollOutcome, Provenance, SeatReading, TrainRow } from './schema.ts';

/** One class on the board: what it is, since when. */
export interface BoardSeat extends SeatReading {
  /** When the class last became what it is, waitlist included. */
  changedAt: Instant;
}

/** One train on the board with its last known facts. A class the train does not carry is left out. */
export interface BoardRow extends Omit<TrainRow, 'seats'> {
  /** The last answer that listed this train; older than the board's own when it has vanished since. */
  observedAt: Instant;
  /** False when the newest ok answer no longer lists the train; its seats are then `unknown`. */
  listed: boolean;
  seats: BoardSeat[];
}

/** What is left between two stations on one day, as of the last ok poll. */
export interface Board {
  pair: OdPair;
  travelDate: CivilDate;
  observedAt: Instant;
  provenance: Provenance;
  rows: BoardRow[];
}

/** One offer: a class of one train row. */
export interface OfferKey {
  trainNo: string;
  origin: string;
  destination: string;
  seatClass: SeatReading['seatClass'];
}

/** From `at` on the offer was so, until the next change point. */
export interface ChangePoint {
  at: Instant;
  availability: Availability;
  waitlist: boolean | null;
}

/** One poll as the coverage knows it: `outcome` ok means looked at, whether or not anything changed. */
export interface PollRecord {
  plannedAt: Instant;
  observedAt: Instant;
  outcome: PollOutcome;
  /** Sign and detail of a poll that failed; null for ok ones. */
  sign: string | null;
  detail: string | null;
}

/** A stretch without an ok poll longer than twice the usual interval. `to` null: still open. */
export interface CoverageGap {
  from: Instant;
  to: Instant | null;
  /** The sign seen in it most often (upstream/failures.ts), or `not-polled`. */
  reason: string;
}
