import type { CivilDate } from '../calendar/china-time.ts';
import type { OdPair, PollFailure, PollOutcome, TrainRow } from '../seats/schema.ts';
import type { SaleTimeListing, StationListing } from '../stations/schema.ts';

/**
 * What came of one question about seats. `ok` has at least one row; an answer without trains is `empty`.
 * Anything that could not be read in full is a failure, never an answer with less in it.
 */
export type LeftTicketResult = { outcome: 'ok'; rows: TrainRow[] } | FailedAnswer;

/** A question that got no answer, and what follows from that (failures.ts). */
export interface FailedAnswer {
  outcome: Exclude<PollOutcome, 'ok'>;
  failure: PollFailure;
  retry: boolean;
  backOffMs: number;
}

/** What came of asking for a list: the whole of it, or a failure; never a part. An empty one is a failure. */
export type ListResult<T> = { outcome: 'ok'; list: T[] } | FailedAnswer;

/** The sale window the init page states, both days included; null when not read yet. */
export interface SaleWindow {
  first: CivilDate;
  last: CivilDate;
}

/** One stop of a train (queryByTrainNo): names as 12306 writes them, times HH:MM, day 0 being the origin date. */
export interface TrainStop {
  stationName: string;
  arrivalTime: string | null;
  departureTime: string | null;
  /** Days since the origin date on which the train departs here (arrives, at the last stop). */
  day: number;
}

/**
 * The 12306 client as the jobs see it. It never throws for what 12306 does; where the budget or a pause gives no
 * leave to ask, questions about seats, stops and lists throw NotAskedError (permit.ts).
 */
export interface Upstream {
  fetchLeftTickets(pair: OdPair, travelDate: CivilDate): Promise<LeftTicketResult>;
  /**
   * The sale window the init page states, from memory when it was read for the same `today`; null when the page
   * cannot be had or read now. Never throws.
   */
  fetchSaleWindow(today: CivilDate): Promise<SaleWindow | null>;
  /** The stops of one train, in order; null when 12306 does not know it or cannot be asked. */
  fetchTrainStops(trainNo: string, pair: OdPair, originDate: CivilDate): Promise<TrainStop[] | null>;
}

/** The same client as the job that refreshes the lists sees it. */
export interface ListSource {
  /** station_name.js, in either of its forms. */
  fetchStationList(): Promise<ListResult<StationListing>>;
  /**
   * The sale times of stations, from whichever of the two lists answers in its form on `today`. 12306 gives
   * them unreliably; a failure is to be expected.
   */
  fetchSaleTimes(today: CivilDate): Promise<ListResult<SaleTimeListing>>;
}

/** Remembers answers by their tokens, so that a copy is recognised. One for all workers of a source. */
export interface AnswerMemory {
  /** Whether these very tokens have come for this question before; from now on they have. */
  rememberAnswer(question: string, tokens: string): Promise<boolean>;
}
