import { addDays, type CivilDate } from '../calendar/china-time.ts';
import { newYearDayOf } from '../calendar/new-year.ts';
import type { DaysSpec, RelativeDays, WatchlistFile } from './watchlist-schema.ts';

/** The travel dates a watchlist file means on a day in China: none that has gone by, none twice, in order. */
export function resolveDays(dates: WatchlistFile['dates'], today: CivilDate): CivilDate[] {
  const specs: DaysSpec[] = Array.isArray(dates) ? dates : [dates];
  const days = specs.flatMap((spec) => (typeof spec === 'string' ? [spec] : resolveRelative(spec, today)));
  return [...new Set(days)].filter((day) => day >= today).sort();
}

function resolveRelative(spec: RelativeDays, today: CivilDate): CivilDate[] {
  if ('daysAhead' in spec) return daysFrom(today, spec.daysAhead);
  const newYear =
    spec.season === 'current' ? currentNewYear(spec.lunarOffsets[1], today) : newYearDayOf(spec.season);
  return newYear === null ? [] : daysFrom(newYear, spec.lunarOffsets);
}

/** The first New Year's Day whose days, up to `last` after it, are not all over. */
function currentNewYear(last: number, today: CivilDate): CivilDate | null {
  const year = Number(today.slice(0, 4));
  const days = [year - 1, year, year + 1].flatMap((candidate) => newYearDayOf(candidate) ?? []);
  return days.find((day) => addDays(day, last) >= today) ?? null;
}

function daysFrom(start: CivilDate, [first, last]: [number, number]): CivilDate[] {
  return Array.from({ length: last - first + 1 }, (_, index) => addDays(start, first + index));
}
