import type { CivilDate, Instant } from '../calendar/china-time.ts';
import type { OdPair, Provenance } from '../seats/schema.ts';
import type { StationTable } from '../stations/station-table.ts';
import type { SeatLog } from '../store/seat-log-port.ts';

/** What the HTTP side needs of the world, handed in by `deps.ts`. */
export interface HttpDeps {
  /** The service's clock: real time shifted by CLOCK_OFFSET_DAYS. */
  now(): Instant;
  seatLog: SeatLog;
  stations: StationTable;
  watched: { pairs: OdPair[]; dates(now: Instant): CivilDate[] };
  /** Where an answer of this source comes from: live, recorded or synthetic. */
  provenance: Provenance;
}
