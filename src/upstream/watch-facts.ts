import { DAY_MS, type Instant, instantAt } from '../calendar/china-time.ts';
import { saleOpening } from '../calendar/sale-openings.ts';
import { nextFeeBoundary } from '../refund/fee-boundary.ts';
import type { Board } from '../seats/board.ts';
import type { StationTable } from '../stations/station-table.ts';
import type { WatchEntry } from './watchlist.ts';

/** What the plan knows of one train on the board. */
export interface TrainFacts {
  /** At the boarding station; null where 12306 withholds it. */
  departure: Instant | null;
  /** When giving back a ticket for it gets dearer, in order. */
  feeBoundaries: readonly Instant[];
  /** Since when each of its offers that matter here is what it is. */
  changedAt: Instant[];
}

/** What the plan knows of one watched pair and day. */
export interface WatchFacts {
  /** When tickets go on sale, at each boarding station, in order; empty when no rule is known. */
  saleOpenings: Instant[];
  /** The trains the newest board lists; none before the first look. */
  trains: TrainFacts[];
  /** When that board was seen. */
  observedAt: Instant;
}

/** Of a pair and day that nobody has seen, and of which no rule is known. */
export const UNKNOWN_FACTS: WatchFacts = { saleOpenings: [], trains: [], observedAt: 0 };

/** No ladder asks for more time than this before departure (15 days, 2013 to 2021). */
const EARLIEST_BOUNDARY_MS = 16 * DAY_MS;

/** Reckons the fee boundaries of departures, each once: many pairs have trains that leave at the same minute. */
export type FeeBoundariesOf = (departure: Instant) => readonly Instant[];

/** The instants at which an ordinary ticket gets dearer to give back (refund/fee-boundary.ts), remembered. */
export function rememberFeeBoundaries(): FeeBoundariesOf {
  const known = new Map<Instant, Instant[]>();
  return (departure) => {
    const found = known.get(departure) ?? listFeeBoundaries(departure);
    if (known.size > 50_000) known.clear();
    known.set(departure, found);
    return found;
  };
}

function listFeeBoundaries(departure: Instant): Instant[] {
  const boundaries: Instant[] = [];
  let next = nextFeeBoundary(departure, departure - EARLIEST_BOUNDARY_MS);
  // The last is the end of all refunds, which is no reason to look.
  while (next !== null && next.rate !== null) {
    boundaries.push(next.at);
    next = nextFeeBoundary(departure, next.at);
  }
  return boundaries;
}

/** What follows for the plan from the newest board (null: never seen), the rules and the stations. Pure. */
export function arrangeWatchFacts(
  watch: WatchEntry,
  board: Board | null,
  stations: Pick<StationTable, 'saleTimeOn'>,
  feeBoundariesOf: FeeBoundariesOf,
): WatchFacts {
  const matters = new Set<string>(watch.seatClasses ?? []);
  const rows = board?.rows.filter((row) => row.listed) ?? [];
  return {
    saleOpenings: listSaleOpenings(watch, board, stations),
    trains: rows.map(({ departureTime, seats }) => {
      const departure = departureTime === null ? null : instantAt(watch.travelDate, departureTime);
      return {
        departure,
        feeBoundaries: departure === null ? [] : feeBoundariesOf(departure),
        changedAt: seats
          .filter((seat) => matters.size === 0 || matters.has(seat.seatClass))
          .map((seat) => seat.changedAt),
      };
    }),
    observedAt: board?.observedAt ?? 0,
  };
}

/**
 * One opening for each boarding station: the rows' own instants where they state them, else the station's sale time
 * of the sale day. Before the first look only the station that is asked for is known.
 */
function listSaleOpenings(
  { pair, travelDate }: WatchEntry,
  board: Board | null,
  stations: Pick<StationTable, 'saleTimeOn'>,
): Instant[] {
  const rows = board?.rows ?? [];
  const boarding = rows.length === 0 ? [pair.from] : [...new Set(rows.map((row) => row.origin))];
  const openings = boarding.flatMap((telecode) => {
    const station = { saleTimeOn: (day: string) => stations.saleTimeOn(telecode, day), source: 'stations' };
    const stated = rows.flatMap((row) =>
      row.origin === telecode && row.saleOpensAt !== null ? [row.saleOpensAt] : [],
    );
    const asked = stated.length > 0 ? stated : [null];
    return asked.flatMap(
      (rowOpensAt) => saleOpening({ travelDate, channel: 'online', station, rowOpensAt })?.opensAt ?? [],
    );
  });
  return inOrder(openings);
}

function inOrder(instants: readonly Instant[]): Instant[] {
  return [...new Set(instants)].sort((a, b) => a - b);
}
