import type { DayLog } from '../../seats/day-log.ts';
import { arrangeColumns } from '../seat-log/columns.ts';
import { buildDayLog } from '../seat-log/day-log.ts';
import { parseFailure } from '../seat-log/failures.ts';
import type { ArchivedDay } from './archived-day.ts';
import { restoreDay } from './restore-day.ts';

/** The day as SeatLog.readDay gives it; null where every poll failed. */
export function dayLogOf(day: ArchivedDay): DayLog | null {
  const { snapshot, dictionary } = restoreDay(day);
  if (dictionary === null) return null;
  const columns = arrangeColumns(snapshot.polls, dictionary.absent.length);
  const failed = snapshot.failed.map(parseFailure);
  return buildDayLog(day.pair, day.travelDate, { columns, dictionary, failed }, Number.POSITIVE_INFINITY);
}
