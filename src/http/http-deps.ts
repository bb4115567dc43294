import type { Instant } from '../calendar/china-time.ts';
import type { CoverageSources } from '../seats/coverage-ledger.ts';
import type { Provenance, Watch } from '../seats/schema.ts';
import type { StationTable } from '../stations/station-table.ts';
import type { Timetable } from '../stations/timetable.ts';
import type { FigureReader } from '../store/figures/figure-port.ts';
import type { SeatLog } from '../store/seat-log-port.ts';
import type { BoardStreams } from './board/board-streams.ts';
import type { StatusReport, StoreReport } from './status-report.ts';

/** What the HTTP side needs of the world, handed in by `deps.ts`. */
export interface HttpDeps {
  /** The service's clock: real time shifted by CLOCK_OFFSET_DAYS. */
  now(): Instant;
  seatLog: SeatLog;
  stations: StationTable;
  watchlist: { entries(now: Instant): Watch[] };
  timetable: Timetable;
  /** Where an answer of this source comes from: live, recorded or synthetic. */
  provenance: Provenance;
  /** Everything known of how a pair and date was watched, as of an instant (default: now). */
  readCoverage(watch: Watch, asOf?: Instant): Promise<CoverageSources>;
  /** Frozen figures of seasons side by side. */
  figures: FigureReader;
  boardStreams: BoardStreams;
  /** Usual time between two polls of a pair and date, in milliseconds. */
  pollIntervalMs: number;
  /** Whether Redis has room; null when it, or a master of a Cluster, does not answer. */
  readStore(): Promise<StoreReport | null>;
  readStatus(): Promise<StatusReport>;
  /** Prometheus text. */
  readMetrics(): Promise<{ text: string; type: string }>;
  countRequest(path: string, status: number): void;
}
