import { z } from 'zod';
import { formatInstant, type Instant, parseInstant } from '../../calendar/china-time.ts';
import type { Board } from '../../seats/board.ts';
import { resolveStation } from '../../stations/resolve-station.ts';
import type { Station } from '../../stations/schema.ts';
import { arrangeTrains } from '../arrange-availability.ts';
import { arrangeCoverage } from '../arrange-coverage.ts';
import {
  type AvailabilityAnswer,
  availabilityAnswerSchema,
  type TrainAnswer,
} from '../availability-schema.ts';
import type { HttpDeps } from '../http-deps.ts';
import { readLookups } from '../read-lookups.ts';
import { readWatch } from '../read-watch.ts';
import { route } from '../route.ts';
import { openedAtOf, openingOf } from '../train-lookups.ts';
import {
  checkAsOf,
  dateParameter,
  flagParameter,
  instantParameter,
  stationParameter,
} from './query-schema.ts';

const query = z.strictObject({
  from: stationParameter,
  to: stationParameter,
  date: dateParameter,
  exact: flagParameter
    .optional()
    .describe('true: only trains between the very stations asked, not the whole city'),
  asOf: instantParameter.optional().describe('what was known at that time; default: now'),
});

export const availabilityRoute = route({
  path: '/v1/availability',
  summary: 'What is left on every watched train between two cities on a day',
  tag: 'seats',
  query,
  answer: availabilityAnswerSchema,
  async handle({ query: asked }, deps) {
    checkAsOf(asked.asOf, deps.now());
    const from = resolveStation(deps.stations, asked.from, 'from');
    const to = resolveStation(deps.stations, asked.to, 'to');
    const answer = await readAvailability(deps, {
      from,
      to,
      date: asked.date,
      exact: asked.exact ?? false,
      asOf: asked.asOf ?? null,
    });
    return { json: answer, cache: 5 };
  },
});

interface AvailabilityQuestion {
  from: Station;
  to: Station;
  date: string;
  exact: boolean;
  asOf: Instant | null;
}

/** Reads and arranges one availability answer. Throws InputError for an unwatched pair. */
async function readAvailability(deps: HttpDeps, question: AvailabilityQuestion): Promise<AvailabilityAnswer> {
  const { from, to, date, exact, asOf } = question;
  const now = deps.now();
  const watch = await readWatch(deps, { from, to, date });
  const [board, coverage] = await Promise.all([
    deps.seatLog.readBoard(watch.pair, watch.travelDate, asOf ?? undefined),
    deps.readCoverage(watch, asOf ?? undefined),
  ]);
  const shown = board === null ? null : exact ? keepExact(board, from, to) : board;
  const at = asOf ?? now;
  const trains = shown === null ? [] : arrangeTrains(shown, await readLookups(deps, shown, watch, at));
  const opening = openingOf({ origin: from.telecode, saleOpensAt: null }, date, deps.stations);
  return {
    origin: { telecode: from.telecode, name: from.name },
    destination: { telecode: to.telecode, name: to.name },
    date,
    asOf: asOf === null ? null : formatInstant(asOf),
    polledAs: watch.pair,
    provenance: board?.provenance ?? deps.provenance,
    saleOpensAt: opening === null ? null : formatInstant(opening.at),
    coverage: arrangeCoverage(coverage, {
      now: at,
      intervalMs: deps.pollIntervalMs,
      openedAt: openedAtOf(watch, deps.stations),
      until: endOfWatch(trains),
    }),
    known: board !== null,
    trains,
  };
}

/** When the last train had left; null while one is still to leave, or may be. Nobody asks about a day after it. */
function endOfWatch(trains: TrainAnswer[]): Instant | null {
  if (trains.length === 0 || trains.some((train) => !train.departed)) return null;
  return Math.max(...trains.map((train) => parseInstant(train.departure as string) as Instant));
}

function keepExact(board: Board, from: Station, to: Station): Board {
  const rows = board.rows.filter((row) => row.origin === from.telecode && row.destination === to.telecode);
  return { ...board, rows };
}
