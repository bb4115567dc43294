import type { Instant } from '../calendar/china-time.ts';
import { nextFeeBoundary } from '../refund/fee-boundary.ts';
import type { Board, BoardRow } from '../seats/board.ts';
import type { Watch } from '../seats/schema.ts';
import type { AvailabilityLookups } from './arrange-availability.ts';
import type { HttpDeps } from './http-deps.ts';
import { openingOf } from './train-lookups.ts';

/** Stored times are fetched beforehand, only for rows that withhold theirs, so that the arranging stays pure. */
export async function readLookups(
  deps: Pick<HttpDeps, 'timetable' | 'stations'>,
  board: Board,
  watch: Watch,
  at: Instant,
): Promise<AvailabilityLookups> {
  const stored = new Map<BoardRow, { departure: Instant; arrival: Instant } | null>();
  await Promise.all(
    board.rows
      .filter((row) => row.departureTime === null)
      .map(async (row) =>
        stored.set(
          row,
          await deps.timetable.callsOf(row.trainNo, row.origin, row.destination, watch.travelDate),
        ),
      ),
  );
  return {
    at,
    stationName: (telecode) => deps.stations.byTelecode(telecode)?.name ?? telecode,
    storedTimes: (row) => stored.get(row) ?? null,
    saleOpening: (row) => openingOf(row, watch.travelDate, deps.stations),
    nextFeeBoundary: (departure) => nextFeeBoundary(departure, at),
  };
}
