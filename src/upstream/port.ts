import type { CivilDate } from '../calendar/china-time.ts';
import type { OdPair, PollFailure, PollOutcome, TrainRow } from '../seats/schema.ts';

/**
 * What came of one question about seats. `ok` has at least one row; an answer without trains is `empty`.
 * Anything that could not be read in full is a failure, never an answer with less in it.
 */
export type LeftTicketResult =
  | { outcome: 'ok'; rows: TrainRow[] }
  | { outcome: Exclude<PollOutcome, 'ok'>; failure: PollFailure; retry: boolean; backOffMs: number };

/** The sale window the init page states, both days included; null when not read yet. */
export interface SaleWindow {
  first: CivilDate;
  last: CivilDate;
}

/** The 12306 client as the jobs see it. `fetchLeftTickets` never throws for what 12306 does. */
export interface Upstream {
  fetchLeftTickets(pair: OdPair, travelDate: CivilDate): Promise<LeftTicketResult>;
  readonly saleWindow: SaleWindow | null;
}
