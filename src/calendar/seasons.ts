import type { CivilDate } from './china-time.ts';
import { SEASONS, type SeasonRow } from './seasons.data.ts';

/** Years of the first and the last season in the table. */
export const KNOWN_SEASONS = { first: SEASONS[0]!.season, last: SEASONS[SEASONS.length - 1]!.season };

/**
 * The Spring Festival season a day lies in, or null for a day outside all of them. Null says "not in a season"
 * only for the years the table covers: ask `isSeasonKnown` first where the difference matters.
 * A season of certainty `low` follows the rule but was not announced (seasons.data.ts).
 */
export function isInChunyun(date: CivilDate): SeasonRow | null {
  return SEASONS.find((row) => row.first <= date && date <= row.last) ?? null;
}

/** The season of a year, or null outside the table. */
export function seasonOf(year: number): SeasonRow | null {
  return SEASONS.find((row) => row.season === year) ?? null;
}

/** Whether the season of this day's year is in the table, so that "not in a season" is a fact. */
export function isSeasonKnown(date: CivilDate): boolean {
  const year = Number(date.slice(0, 4));
  return KNOWN_SEASONS.first <= year && year <= KNOWN_SEASONS.last;
}
