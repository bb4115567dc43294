import { type CivilDate, formatInstant, type Instant, instantAt } from '../calendar/china-time.ts';
import type { BoardRow } from '../seats/board.ts';
import type { SeatClass } from '../seats/seat-classes.data.ts';
import type { Station } from '../stations/schema.ts';
import { arrangeCoverage } from './arrange-coverage.ts';
import type { HistoryAnswer } from './history-schema.ts';
import type { HttpDeps } from './http-deps.ts';
import { readWatch } from './read-watch.ts';
import { openedAtOf, openingOf } from './train-lookups.ts';
import { unknownClass, unknownTrain } from './unknown-offer.ts';

export interface HistoryQuestion {
  from: Station;
  to: Station;
  date: CivilDate;
  train: string;
  seatClass: SeatClass;
  /** What was known then; undefined: now. */
  asOf: Instant | undefined;
}

/** Every change of a class of a train; behind the route and its chart. Throws InputError for what nobody saw. */
export async function readHistory(deps: HttpDeps, question: HistoryQuestion): Promise<HistoryAnswer> {
  const { from, to, date, train, seatClass, asOf } = question;
  const now = deps.now();
  const { pair, travelDate } = await readWatch(deps, { from, to, date });
  const [board, coverage] = await Promise.all([
    deps.seatLog.readBoard(pair, travelDate, asOf),
    deps.readCoverage({ pair, travelDate }, asOf),
  ]);
  const rows = (board?.rows ?? []).filter((row) => row.trainCode === train);
  if (rows.length === 0) throw unknownTrain(train, board?.rows ?? []);
  const legs = await Promise.all(
    rows.map(async (row) => {
      const { trainNo, origin, destination } = row;
      const opening = openingOf(row, travelDate, deps.stations);
      const offer = { trainNo, origin, destination, seatClass };
      const changes = await deps.seatLog.readHistory(pair, travelDate, offer, asOf);
      return {
        trainNo,
        origin,
        destination,
        saleOpensAt: opening === null ? null : formatInstant(opening.at),
        changes: changes.map((one, index) => ({
          ...one,
          at: formatInstant(one.at),
          firstSeen: index === 0,
        })),
      };
    }),
  );
  if (legs.every((leg) => leg.changes.length === 0)) throw unknownClass(seatClass, rows);
  const departed = departedBy(rows, travelDate, asOf ?? now);
  return {
    train,
    class: seatClass,
    date: travelDate,
    provenance: board?.provenance ?? deps.provenance,
    legs,
    until: formatInstant(departed ?? asOf ?? now),
    coverage: arrangeCoverage(coverage, {
      now: asOf ?? now,
      intervalMs: deps.pollIntervalMs,
      openedAt: openedAtOf({ pair, travelDate }, deps.stations),
      until: departed,
    }),
  };
}

/** When the train had left from all its stations asked about; null when it is still to leave, or may be. */
function departedBy(rows: readonly BoardRow[], travelDate: CivilDate, now: Instant): Instant | null {
  const departures = rows.map(({ departureTime }) =>
    departureTime === null ? Number.POSITIVE_INFINITY : instantAt(travelDate, departureTime),
  );
  const last = Math.max(...departures);
  return last <= now ? last : null;
}
