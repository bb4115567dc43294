import { type CivilDate, daysBetween } from './china-time.ts';
import { NEW_YEAR_DAYS } from './new-year.data.ts';
import { isInChunyun } from './seasons.ts';

/** Longer than half of any lunar year: a day further from every known New Year's Day is outside the table. */
const HALF_LUNAR_YEAR_DAYS = 193;

/** New Year's Day (正月初一) of a year; null outside 2000 to 2040. */
export function newYearDayOf(year: number): CivilDate | null {
  return NEW_YEAR_DAYS.find((day) => day.startsWith(`${year}-`)) ?? null;
}

/** The same for a year that is known to have one: throws RangeError outside 2000 to 2040. */
export function knownNewYearDay(year: number): CivilDate {
  const day = newYearDayOf(year);
  if (day === null) throw new RangeError(`expected a season with a known New Year's Day, got ${year}`);
  return day;
}

/**
 * Days from the nearest New Year's Day: 0 on it, -1 on its eve (除夕). This is how the Ministry of Transport
 * lines up the years. Null for days outside the table.
 */
export function lunarOffset(date: CivilDate): number | null {
  const offsets = NEW_YEAR_DAYS.map((day) => daysBetween(day, date));
  const nearest = offsets.reduce((best, offset) => (Math.abs(offset) < Math.abs(best) ? offset : best));
  return Math.abs(nearest) <= HALF_LUNAR_YEAR_DAYS ? nearest : null;
}

/** 1 to 40: which day of the Spring Festival season a day is; null outside the known seasons. */
export function chunyunDay(date: CivilDate): number | null {
  const season = isInChunyun(date);
  return season === null ? null : daysBetween(season.first, date) + 1;
}
