import { z } from 'zod';
import {
  addDays,
  type CivilDate,
  civilDateOf,
  formatInstant,
  type Instant,
  SECOND_MS,
} from '../../calendar/china-time.ts';
import { chunyunDay, lunarOffset } from '../../calendar/new-year.ts';
import { weekdayOf } from '../../calendar/weekday.ts';
import { InputError } from '../../errors.ts';
import type { Board } from '../../seats/board.ts';
import { arrangeGlance } from '../../seats/glance.ts';
import type { Watch } from '../../seats/schema.ts';
import { resolveStation } from '../../stations/resolve-station.ts';
import type { Station } from '../../stations/schema.ts';
import { arrangeTrains } from '../arrange-availability.ts';
import { type CalendarDay, calendarAnswerSchema } from '../calendar-schema.ts';
import { chooseWatch, findPair, telecodesOf } from '../find-watch.ts';
import type { HttpDeps } from '../http-deps.ts';
import { readLookups } from '../read-lookups.ts';
import { route } from '../route.ts';
import { openingOf } from '../train-lookups.ts';
import { dateParameter, stationParameter, wholeNumberParameter } from './query-schema.ts';

const DAYS_DEFAULT = 7;

export const calendarRoute = route({
  path: '/v1/availability/calendar',
  summary: 'The days around a day at a glance: what is left between two cities, from stored data only',
  tag: 'seats',
  query: z.strictObject({
    from: stationParameter,
    to: stationParameter,
    date: dateParameter.describe('day in the middle, YYYY-MM-DD'),
    days: wholeNumberParameter(1, 31).optional().describe(`how many days; default ${DAYS_DEFAULT}`),
  }),
  answer: calendarAnswerSchema,
  async handle({ query: asked }, deps) {
    const from = resolveStation(deps.stations, asked.from, 'from');
    const to = resolveStation(deps.stations, asked.to, 'to');
    if (telecodesOf(deps.stations, from).has(to.telecode)) throw sameCity(from, to);
    const now = deps.now();
    const samePair = findPair(deps.watchlist.entries(now), deps.stations, { from, to });
    const count = asked.days ?? DAYS_DEFAULT;
    const first = addDays(asked.date, -Math.floor((count - 1) / 2));
    const dates = Array.from({ length: count }, (_, place) => addDays(first, place));
    const watches = dates.map((date) => chooseWatch(samePair, { from, to, date }));
    const boards = await deps.seatLog.readBoards(watches.filter((watch) => watch !== undefined));
    const known = new Map(boards.map((board) => [board?.travelDate, board]));
    const days = await Promise.all(
      dates.map((date, place) =>
        readDay(deps, {
          date,
          origin: from.telecode,
          watch: watches[place],
          isPairWatched: samePair.length > 0,
          board: known.get(date) ?? null,
          now,
        }),
      ),
    );
    return {
      json: {
        origin: { telecode: from.telecode, name: from.name },
        destination: { telecode: to.telecode, name: to.name },
        date: asked.date,
        now: formatInstant(now),
        provenance: boards.find((board) => board !== null)?.provenance ?? deps.provenance,
        days,
      },
      cache: 5,
    };
  },
});

function sameCity(from: Station, to: Station): InputError {
  const expected = `a station of another city than ${from.name}`;
  return new InputError('bad-input', [{ field: 'to', expected, got: `${to.name} (${to.telecode})` }]);
}

interface DayFacts {
  date: CivilDate;
  origin: string;
  watch: Watch | undefined;
  /** On some day: of a pair that nobody ever asks about, not even the opening of a day is said. */
  isPairWatched: boolean;
  board: Board | null;
  now: Instant;
}

async function readDay(
  deps: HttpDeps,
  { date, origin, watch, isPairWatched, board, now }: DayFacts,
): Promise<CalendarDay> {
  const opensAt = openingOf({ origin, saleOpensAt: null }, date, deps.stations)?.at ?? null;
  const seen =
    board === null || watch === undefined
      ? null
      : arrangeGlance(arrangeTrains(board, await readLookups(deps, board, watch, now)));
  const ageMs = board === null ? null : Math.max(0, now - board.observedAt);
  return {
    date,
    weekday: weekdayOf(date).iso,
    lunarOffset: chunyunDay(date) === null ? null : lunarOffset(date),
    glance: seen?.glance ?? glanceUnseen({ date, watch, isPairWatched, now, opensAt }),
    trains: seen?.counts ?? null,
    watched: watch !== undefined,
    saleOpensAt: opensAt === null ? null : formatInstant(opensAt),
    observedAt: board === null ? null : formatInstant(board.observedAt),
    ageSeconds: ageMs === null ? null : Math.round(ageMs / SECOND_MS),
    stale: watch !== undefined && (ageMs === null || ageMs > 2 * deps.pollIntervalMs),
  };
}

/** That a day is not on sale yet is known by rule, of a watched pair also for the days that nobody asks about. */
function glanceUnseen({
  date,
  watch,
  isPairWatched,
  now,
  opensAt,
}: Pick<DayFacts, 'date' | 'watch' | 'isPairWatched' | 'now'> & {
  opensAt: Instant | null;
}): CalendarDay['glance'] {
  if (date < civilDateOf(now)) return 'past';
  if (!isPairWatched) return 'notWatched';
  if (opensAt !== null && opensAt > now) return 'notYetOnSale';
  return watch === undefined ? 'notWatched' : 'notPolled';
}
