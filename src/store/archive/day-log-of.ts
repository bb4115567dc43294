import type { PollRecord } from '../../seats/board.ts';
import type { DayLog } from '../../seats/day-log.ts';
import { buildDayLog } from '../seat-log/day-log.ts';
import { parseFailure } from '../seat-log/failures.ts';
import { toInstant } from '../seat-log/state.ts';
import type { ArchivedDay } from './archived-day.ts';
import { restoreDay } from './restore-day.ts';

/** The day as SeatLog.readDay gives it; null where every poll failed. */
export function dayLogOf(day: ArchivedDay): DayLog | null {
  const { snapshot, dictionary } = restoreDay(day);
  if (dictionary === null) return null;
  const ok = snapshot.polls.map(({ observed, planned }): PollRecord => {
    return { plannedAt: planned, observedAt: toInstant(observed), outcome: 'ok', sign: null, detail: null };
  });
  const polls = [...ok, ...snapshot.failed.map(parseFailure)];
  return buildDayLog(day.pair, day.travelDate, { snapshot, dictionary, polls }, Number.POSITIVE_INFINITY);
}
