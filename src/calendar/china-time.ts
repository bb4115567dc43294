/**
 * Instants and civil dates in China time.
 *
 * China has kept UTC+8 without daylight saving since 1992, which is before every rule and record here,
 * so civil arithmetic is plain arithmetic on a fixed offset.
 */

/** Milliseconds since the Unix epoch, always a whole number. */
export type Instant = number;

/** A day in China time, `YYYY-MM-DD`. */
export type CivilDate = string;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
export const CHINA_ZONE = 'UTC+8';

const CHINA_OFFSET_MS = 8 * HOUR_MS;
const CIVIL_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** True for a real day of the calendar written `YYYY-MM-DD`; 2021-02-29 and 2021-2-9 are not. */
export function isCivilDate(text: string): boolean {
  if (!CIVIL_DATE.test(text)) return false;
  // Date.parse takes 30 February for 2 March: written back, it is another day. (Asked for every row of an answer,
  // where luxon would be most of the parser's time.)
  const start = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(start) && new Date(start).toISOString().startsWith(text);
}

/** The instant a day begins in China. Takes a valid `CivilDate`; throws RangeError otherwise. */
export function startOfDay(date: CivilDate): Instant {
  const start = Date.parse(`${date}T00:00:00+08:00`);
  if (Number.isNaN(start)) throw new RangeError(`expected a date as YYYY-MM-DD, got "${date}"`);
  return start;
}

/** The China-time day an instant falls on. */
export function civilDateOf(at: Instant): CivilDate {
  return new Date(at + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}

/** `days` may be negative. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return civilDateOf(startOfDay(date) + days * DAY_MS);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / DAY_MS);
}

/** Minutes since midnight in China time, 0 to 1439. */
export function minuteOfDay(at: Instant): number {
  return Math.floor(((((at + CHINA_OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS);
}

/** The instant of `HH:MM` on a day in China; `24:00` is the next midnight. */
export function instantAt(date: CivilDate, time: string): Instant {
  const [hours, minutes] = time.split(':').map(Number);
  return startOfDay(date) + (hours ?? Number.NaN) * HOUR_MS + (minutes ?? Number.NaN) * MINUTE_MS;
}

/** ISO 8601 to the second with +08:00, as every answer of the API writes it. */
export function formatInstant(at: Instant): string {
  return `${new Date(at + CHINA_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** ISO 8601 with an optional offset. An unencoded "+08:00" in a query string arrives as " 08:00". */
const INSTANT = /^(\d{4})(-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(\.\d{1,3})?(?:Z|([+ -])(\d{2}):?(\d{2}))?$/;
const FIRST_YEAR = 1990;
const LAST_YEAR = 2099;
/** No clock on earth is farther from UTC. */
const LARGEST_OFFSET_MINUTES = 14 * 60;

/**
 * Reads ISO 8601 text (`2021-02-09T12:50`, `2021-02-09 12:50:00`, with or without an offset; without one it
 * is China time; `24:00` is the next midnight). A date alone is refused: a deadline needs a time. Null when the
 * text is no such instant, names a day, time or offset that does not exist, or a year before 1990 or after 2099.
 */
export function parseInstant(text: string): Instant | null {
  const match = INSTANT.exec(text.trim());
  if (match === null) return null;
  const [, year = '', day, time = '', second = ':00', fraction = '', sign, hours = '', minutes = ''] = match;
  if (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return null;
  const offset = offsetOf(text, sign, Number(hours), Number(minutes));
  if (offset === null) return null;
  const iso = `${year}${day}T${time}${second}${fraction}`;
  const at = Date.parse(`${iso}Z`);
  if (Number.isNaN(at)) return null;
  // Date.parse takes 30 February for 2 March: written back, it is another day.
  const isReal = time === '24:00' ? isCivilDate(`${year}${day}`) : new Date(at).toISOString().startsWith(iso);
  return isReal ? at - offset : null;
}

/** Milliseconds east of UTC; null for an offset that does not exist. */
function offsetOf(text: string, sign: string | undefined, hours: number, minutes: number): number | null {
  if (sign === undefined) return text.trim().endsWith('Z') ? 0 : CHINA_OFFSET_MS;
  const offset = hours * 60 + minutes;
  if (minutes > 59 || offset > LARGEST_OFFSET_MINUTES) return null;
  return (sign === '-' ? -offset : offset) * MINUTE_MS;
}
