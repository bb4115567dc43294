import type { CivilDate, Instant } from '../../calendar/china-time.ts';
import type { OdPair, PollOutcome, Provenance } from '../../seats/schema.ts';
import type { SeatClass } from '../../seats/seat-classes.data.ts';
import { parseProvenance } from '../seat-log/codes.ts';
import type { FactsEntry } from '../seat-log/facts.ts';

/**
 * Everything the seat log keeps about one pair and date, in one canonical form: two logs that answer every question
 * alike are equal here, in whatever order their polls came and whatever numbers their dictionaries gave.
 *
 * Its cells, in this order: the provenance of the answers; then for each row its sale state, its facts and its seats.
 * Rows are in order of train number, origin and destination; seats in the order a board shows them; facts and tokens
 * in the order of their first use. What no answer ever used is left out.
 */
export interface ArchivedDay {
  pair: OdPair;
  travelDate: CivilDate;
  rows: ArchivedRow[];
  facts: FactsEntry[];
  /** Raw seat texts that 12306 does not list. */
  tokens: string[];
  /** The ok polls in order of time: plans in milliseconds, observations in whole seconds since the epoch. */
  planned: Float64Array;
  observed: Uint32Array;
  /** By second observed, then by their text. */
  failures: ArchivedFailure[];
  /** One a cell. */
  tracks: Track[];
}

export interface ArchivedRow {
  trainNo: string;
  origin: string;
  destination: string;
  seats: SeatClass[];
}

/**
 * The changes of one cell: from ok poll `polls[i]` (counted from 0, ascending) on it was `values[i]`. A value is a code
 * of the seat log for seats (seat-code.ts), sale states and provenance (codes.ts), and a place in `facts` for facts.
 */
export interface Track {
  polls: Uint32Array;
  values: Uint16Array;
}

export interface ArchivedFailure {
  /** Second. */
  observed: number;
  planned: Instant;
  outcome: Exclude<PollOutcome, 'ok'>;
  sign: string;
  detail: string;
}

/** What a track is about. */
export type Field = 'provenance' | 'saleState' | 'facts' | 'seat';

export interface ArchivedCell {
  field: Field;
  /** Null for the provenance, which is that of the whole answer. */
  row: ArchivedRow | null;
  /** Null for what is not a seat. */
  seatClass: SeatClass | null;
}

/** The cells of a day in the order of its tracks. */
export function arrangeCells(rows: readonly ArchivedRow[]): ArchivedCell[] {
  return [
    { field: 'provenance', row: null, seatClass: null },
    ...rows.flatMap((row): ArchivedCell[] => [
      { field: 'saleState', row, seatClass: null },
      { field: 'facts', row, seatClass: null },
      ...row.seats.map((seatClass): ArchivedCell => ({ field: 'seat', row, seatClass })),
    ]),
  ];
}

export function countChanges({ tracks }: Pick<ArchivedDay, 'tracks'>): number {
  return tracks.reduce((sum, track) => sum + track.polls.length, 0);
}

/** Where the day's answers came from: one for all, or the log was mixed. Empty where every poll failed. */
export function provenancesOf({ tracks }: Pick<ArchivedDay, 'tracks'>): Provenance[] {
  return [...new Set(tracks[0]?.values)].map(parseProvenance);
}
