import {
  addDays,
  type CivilDate,
  civilDateOf,
  DAY_MS,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  startOfDay,
} from './china-time.ts';
import { type OpenHours, SERVICE_HOURS_ROWS, type ServiceHoursRow } from './service-hours.data.ts';

export type { OpenHours };

const CHINA_OFFSET_MS = 8 * HOUR_MS;
const MINUTES_A_DAY = 24 * 60;
const TUESDAY_CLOSES = 23 * 60 + 30;

/** All rows, oldest first. */
export const SERVICE_HOURS: readonly ServiceHoursRow[] = Object.values(SERVICE_HOURS_ROWS);

/**
 * Whether 12306 is under maintenance at an instant by rows of service hours (the real one's are `SERVICE_HOURS`;
 * a source that never closes has none). False on a day that no row covers: nothing is known against asking.
 */
export function isUnderMaintenance(rows: readonly ServiceHoursRow[], at: Instant): boolean {
  const row = hoursOn(rows, civilDateOf(at));
  if (row === null) return false;
  return !isOpen(row.sale, at) || (row.tuesdayNightClosed && isTuesdayNight(at, row.sale.opens));
}

/**
 * Milliseconds of maintenance between two instants, Tuesday nights included; none on days that no row covers. Goes
 * from one change of the hours to the next, so any stretch may be asked.
 */
export function maintenanceMs(rows: readonly ServiceHoursRow[], from: Instant, to: Instant): number {
  let closed = 0;
  for (let day = civilDateOf(from - DAY_MS); startOfDay(day) < to; day = addDays(day, 1)) {
    const row = hoursOn(rows, day);
    if (row === null) continue;
    const start = startOfDay(day);
    const isTuesday = row.tuesdayNightClosed && isTuesdayNight(start + DAY_MS - 1, 0);
    const closes = isTuesday ? Math.min(row.sale.closes, TUESDAY_CLOSES) : row.sale.closes;
    const next = hoursOn(rows, addDays(day, 1)) ?? row;
    const opens = MINUTES_A_DAY + next.sale.opens;
    const overlap = Math.min(to, start + opens * MINUTE_MS) - Math.max(from, start + closes * MINUTE_MS);
    closed += Math.max(0, overlap);
  }
  return closed;
}

/** Both ends belong to the open hours, to the second; hours that run past midnight cover the small hours too. */
export function isOpen({ opens, closes }: OpenHours, at: Instant): boolean {
  const minutes = msOfDay(at) / MINUTE_MS;
  return (minutes >= opens && minutes <= closes) || minutes + MINUTES_A_DAY <= closes;
}

/** Milliseconds since midnight in China, to the millisecond: hours end within a minute. */
function msOfDay(at: Instant): number {
  return (((at + CHINA_OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS;
}

/** After Tuesday 23:30 and before Wednesday's opening. 1970-01-01 was a Thursday. */
export function isTuesdayNight(at: Instant, opens: number): boolean {
  const weekday = (Math.floor((at + CHINA_OFFSET_MS) / DAY_MS) + 4) % 7;
  const minutes = msOfDay(at) / MINUTE_MS;
  return (weekday === 2 && minutes > TUESDAY_CLOSES) || (weekday === 3 && minutes < opens);
}

function hoursOn(rows: readonly ServiceHoursRow[], day: CivilDate): ServiceHoursRow | null {
  return rows.find((row) => row.from <= day && (row.to === null || day <= row.to)) ?? null;
}
