import { type Instant, MINUTE_MS } from '../src/calendar/china-time.ts';
import type { StationTable } from '../src/stations/station-table.ts';
import type { SeatLog } from '../src/store/seat-log-port.ts';
import { arrangeWatchFacts, rememberFeeBoundaries, type WatchFacts } from '../src/upstream/watch-facts.ts';
import type { WatchEntry } from '../src/upstream/watchlist.ts';

/** Reads what the plan knows of each watched pair and day, one in the order of the list. */
export interface WatchMemory {
  readFacts(
    watchlist: readonly WatchEntry[],
    lastOkAt: readonly (Instant | null)[],
    now: Instant,
  ): Promise<WatchFacts[]>;
}

/** Sale times may have been fetched anew meanwhile, and a board merged with late polls. */
const REMEMBERED_MS = 10 * MINUTE_MS;

/**
 * Remembers the facts between two ticks: a board is read again when there is a newer one, all of them at once over
 * the one connection, so that 500 pairs on 15 days cost what their polls of half a minute cost. A loss of memory
 * (a restart) loses nothing but the time to read the boards.
 */
export function createWatchMemory({
  seatLog,
  stations,
}: {
  seatLog: Pick<SeatLog, 'readBoard'>;
  stations: Pick<StationTable, 'saleTimeOn'>;
}): WatchMemory {
  const known = new WeakMap<WatchEntry, { lastOkAt: Instant | null; readAt: Instant; facts: WatchFacts }>();
  const feeBoundariesOf = rememberFeeBoundaries();
  return {
    readFacts: (watchlist, lastOks, now) =>
      Promise.all(
        watchlist.map(async (watch, index) => {
          const lastOkAt = lastOks[index] ?? null;
          const before = known.get(watch);
          const isFresh = before?.lastOkAt === lastOkAt && Math.abs(now - before.readAt) < REMEMBERED_MS;
          if (before !== undefined && isFresh) return before.facts;
          const board = lastOkAt === null ? null : await seatLog.readBoard(watch.pair, watch.travelDate);
          const facts = arrangeWatchFacts(watch, board, stations, feeBoundariesOf);
          known.set(watch, { lastOkAt, readAt: now, facts });
          return facts;
        }),
      ),
  };
}
