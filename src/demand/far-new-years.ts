import { type CivilDate, daysBetween } from '../calendar/china-time.ts';

/** New Year's Days further apart in the calendar than this move students' travel out of the season, or into it. */
const FAR_DAYS = 10;

/**
 * How many days later in the calendar New Year's Day came in the one season (negative: earlier) than in the other;
 * null where that is near enough. Trap 5 of METHODS.md section 4: students go home before the 40 days begin when New
 * Year is late, as the Ministry of Transport said of 2018.
 */
export function farNewYears(season: CivilDate, baseline: CivilDate): number | null {
  const sameYear = `${season.slice(0, 4)}${baseline.slice(4)}`;
  const later = daysBetween(sameYear, season);
  return Math.abs(later) < FAR_DAYS ? null : later;
}
