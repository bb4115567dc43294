import { addDays, type CivilDate } from '../calendar/china-time.ts';
import { knownNewYearDay } from '../calendar/new-year.ts';
import { weekdayOf } from '../calendar/weekday.ts';
import { type DailyVolume, dailyVolume } from './daily-volumes.ts';
import { changePercent } from './percent.ts';
import type { VolumesAnswer } from './volumes-schema.ts';

export type AlignedDay = VolumesAnswer['days'][number];
type SeasonDay = AlignedDay['season'];

/** Offsets of the 40 days of a season from New Year's Day, both included. */
export const FIRST_OFFSET = -15;
export const LAST_OFFSET = 24;

/** From the eve to the end of the return the festival itself makes the day, whatever its weekday (METHODS.md 4). */
const FESTIVAL = { first: -1, last: 8 };

/**
 * The 40 days of two seasons side by side by days from New Year's Day, as the Ministry of Transport aligns them, with
 * the change where both have an actual or a derived figure. A forecast never makes a change.
 * Throws RangeError for a year without a known New Year's Day.
 */
export function alignDays(season: number, baseline: number): AlignedDay[] {
  const [top, base] = [knownNewYearDay(season), knownNewYearDay(baseline)];
  return Array.from({ length: LAST_OFFSET - FIRST_OFFSET + 1 }, (_, index) => {
    const lunarOffset = FIRST_OFFSET + index;
    const day = { season: describeDay(top, lunarOffset), baseline: describeDay(base, lunarOffset) };
    const isFestival = FESTIVAL.first <= lunarOffset && lunarOffset <= FESTIVAL.last;
    return {
      lunarOffset,
      chunyunDay: index + 1,
      ...day,
      change: changeOf(day.season, day.baseline),
      comparable: isFestival || day.season.weekday.iso === day.baseline.weekday.iso,
    };
  });
}

/** The figure that may be compared: the actual one, else the derived one; null when there is neither. */
export function levelOf({ actual, derived }: DailyVolume): { passengers10k: number; basis: Basis } | null {
  if (actual !== null) return { passengers10k: actual.passengers10k, basis: 'actual' };
  return derived === null ? null : { passengers10k: derived.passengers10k, basis: 'derived' };
}

export type Basis = 'actual' | 'derived';

/** A change is as good as the weaker of its two levels. */
export function weaker(a: Basis, b: Basis): Basis {
  return a === 'actual' && b === 'actual' ? 'actual' : 'derived';
}

function changeOf(season: SeasonDay, baseline: SeasonDay): AlignedDay['change'] {
  const [top, base] = [levelOf(season), levelOf(baseline)];
  if (top === null || base === null) return null;
  return {
    percent: changePercent(top.passengers10k, base.passengers10k),
    basis: weaker(top.basis, base.basis),
  };
}

function describeDay(newYear: CivilDate, lunarOffset: number): SeasonDay {
  const date = addDays(newYear, lunarOffset);
  return { date, weekday: weekdayOf(date), ...dailyVolume(date) };
}
