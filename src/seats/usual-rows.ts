import { type CivilDate, type Instant, instantAt, MINUTE_MS } from '../calendar/china-time.ts';
import type { Board } from './board.ts';
import type { TrainRow } from './schema.ts';

/** What recent answers about a pair and date looked like, kept between polls; a few hundred bytes at most. */
export interface UsualRows {
  /** The last believed answers, the newest last: when, and how many rows. */
  recent: { at: Instant; rows: number }[];
  /** Answers in a row that were not believed and agree with each other; null when the last one was believed. */
  few: { since: Instant; times: number; trains: [key: string, departureTime: string | null][] } | null;
}

export const NO_USUAL_ROWS: UsualRows = { recent: [], few: null };

/** A poll that returns less than this of the usual rows is not believed. */
const LEAST_SHARE = 0.7;
const RECENT_MOST = 5;
/** Fewer answers than these, or fewer rows, are no usage to measure by. */
const RECENT_LEAST = 3;
const ROWS_LEAST = 5;
/** What comes so often in a row and for so long, the same trains each time, is how it is now. */
const FEW_TIMES = 3;
const FEW_LASTS_MS = 5 * MINUTE_MS;
/** 12306 takes a train off the list at its departure, at some stations up to half an hour before. */
const LISTED_UNTIL_MS = 30 * MINUTE_MS;

/**
 * Whether an answer has as many rows as answers about this pair and date usually have, and what to remember of it.
 *
 * The measure is the median of the last believed answers (three at least), each less the trains on `board` that
 * departed since. An answer with under 70 % of it is not believed; but once three in a row, over five minutes or
 * more, name the same trains (save those that departed meanwhile), the list has really become shorter: believed.
 * `expected` is the measure, null while there is none.
 */
export function judgeRows(
  usual: UsualRows,
  answer: { rows: readonly TrainRow[]; at: Instant; travelDate: CivilDate },
  board: Board | null,
): { believed: boolean; expected: number | null; next: UsualRows } {
  const { rows, at } = answer;
  const expected = expectedRows(usual, answer, board);
  if (expected === null || expected < ROWS_LEAST || rows.length >= LEAST_SHARE * expected) {
    const recent = [...usual.recent, { at, rows: rows.length }].slice(-RECENT_MOST);
    return { believed: true, expected, next: { recent, few: null } };
  }
  const trains = rows.map((row): [string, string | null] => [keyOf(row), row.departureTime]);
  const agrees = usual.few !== null && isSameList(usual.few.trains, trains, answer);
  const few = {
    since: agrees ? (usual.few?.since ?? at) : at,
    times: agrees ? (usual.few?.times ?? 0) + 1 : 1,
    trains,
  };
  if (few.times >= FEW_TIMES && at - few.since >= FEW_LASTS_MS)
    return { believed: true, expected, next: { recent: [{ at, rows: rows.length }], few: null } };
  return { believed: false, expected, next: { recent: usual.recent, few } };
}

function expectedRows(
  { recent }: UsualRows,
  { at, travelDate }: { at: Instant; travelDate: CivilDate },
  board: Board | null,
): number | null {
  if (recent.length < RECENT_LEAST) return null;
  const departures = (board?.rows ?? []).flatMap((row) =>
    row.departureTime === null ? [] : [instantAt(travelDate, row.departureTime)],
  );
  const still = recent
    .map(
      (one) =>
        one.rows - departures.filter((leaves) => one.at < leaves && leaves <= at + LISTED_UNTIL_MS).length,
    )
    .sort((a, b) => a - b);
  const middle = still.length >> 1;
  const [lower = 0, upper = 0] = [still[middle - 1], still[middle]];
  return still.length % 2 === 1 ? upper : (lower + upper) / 2;
}

/** The same trains, or fewer only by those that have departed. */
function isSameList(
  before: [string, string | null][],
  after: [string, string | null][],
  { at, travelDate }: { at: Instant; travelDate: CivilDate },
): boolean {
  const listed = new Set(after.map(([key]) => key));
  const known = new Set(before.map(([key]) => key));
  const gone = before.filter(([key]) => !listed.has(key));
  return (
    after.every(([key]) => known.has(key)) &&
    gone.every(([, time]) => time !== null && instantAt(travelDate, time) <= at + LISTED_UNTIL_MS)
  );
}

function keyOf(row: TrainRow): string {
  return `${row.trainNo} ${row.origin} ${row.destination}`;
}
