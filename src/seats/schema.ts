import { z } from 'zod';
import type { CivilDate, Instant } from '../calendar/china-time.ts';
import { SEAT_CLASS_ORDER, type SeatClass } from './seat-classes.data.ts';

/** 12306's three-letter station code. */
export const telecodeSchema = z.string().regex(/^[A-Z]{3}$/);

export const seatClassSchema = z.enum(SEAT_CLASS_ORDER as [SeatClass, ...SeatClass[]]);

/**
 * What is left of one offer. Unknown is never zero: a token that nobody has seen before, or a train that
 * an answer no longer lists, is `unknown` (with the raw token, or null where there was none), not `none`.
 */
export const availabilitySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('count'), count: z.int().min(1).max(20) }),
  z.object({ kind: z.literal('plenty') }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('notOnSale') }),
  z.object({ kind: z.literal('notOffered') }),
  z.object({ kind: z.literal('suspended') }),
  z.object({ kind: z.literal('unknown'), raw: z.string().nullable() }),
]);
export type Availability = z.infer<typeof availabilitySchema>;

export const saleStateSchema = z.enum(['onSale', 'soldOut', 'notYetOnSale', 'suspended', 'unknown']);
export type SaleState = z.infer<typeof saleStateSchema>;

/** Where a figure comes from. Nothing synthetic is ever shown without the word. */
export const provenanceSchema = z.enum(['live', 'recorded', 'official', 'synthetic']);
export type Provenance = z.infer<typeof provenanceSchema>;

/** Origin and destination telecode that we watch. */
export interface OdPair {
  from: string;
  to: string;
}

/** One pair on one day: what a poll asks for and a board answers. */
export interface Watch {
  pair: OdPair;
  travelDate: CivilDate;
}

/** One class of one train as an answer shows it. */
export interface SeatReading {
  seatClass: SeatClass;
  availability: Availability;
  /** Whether the waitlist (候补) is open for this class now; null when the answer has no such column. */
  waitlist: boolean | null;
  /** From field 39; null when the answer withholds it. */
  priceFen: number | null;
}

/**
 * One row of an answer: one train between two of its stations.
 * A row is known by (trainNo, origin, destination): the same public code may stand for two trains on a day,
 * and one train may stop at two stations of the same city.
 */
export interface TrainRow {
  trainNo: string;
  trainCode: string;
  /** Termini of the train, and the stations of this row. Telecodes. */
  start: string;
  end: string;
  origin: string;
  destination: string;
  /** Day the train leaves its first station; null when the answer withholds it. */
  originDate: CivilDate | null;
  /** `HH:MM` in China time at this row's stations; null when withheld (a suspended train). */
  departureTime: string | null;
  arrivalTime: string | null;
  durationMinutes: number | null;
  saleState: SaleState;
  /** The row's own sale instant; null when it does not say. */
  saleOpensAt: Instant | null;
  /** Whether the train's waitlist flag is on; null when the answer has no such column. */
  waitlist: boolean | null;
  /** Button text with its tags removed, e.g. 预订 or 列车停运. */
  note: string;
  seats: SeatReading[];
}

export const pollOutcomeSchema = z.enum(['ok', 'empty', 'refused', 'failed', 'changed-shape']);
export type PollOutcome = z.infer<typeof pollOutcomeSchema>;

/** Why a poll carries no observations: the sign that was seen (upstream/failures.ts) and its detail. */
export interface PollFailure {
  sign: string;
  detail: string;
}

/**
 * One question to 12306 and its outcome. Only `ok` polls carry rows; all polls are kept: they are the coverage.
 * `plannedAt` is the instant the plan gave it: with pair and date it is the poll's identity, so a job that is
 * run twice leaves one poll. `observedAt` is when the answer had come (service clock).
 */
export type Poll = {
  pair: OdPair;
  travelDate: CivilDate;
  plannedAt: Instant;
  observedAt: Instant;
  provenance: Provenance;
} & ({ outcome: 'ok'; rows: TrainRow[] } | { outcome: Exclude<PollOutcome, 'ok'>; failure: PollFailure });
