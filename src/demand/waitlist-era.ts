/**
 * The waitlist (候补) began as a pilot on 2018-12-27 and takes returned seats first since: fewer reappear on screen, so
 * "came back" counts are not comparable with seasons before (METHODS.md 3, CGTN; section 4, trap 7).
 */
const FIRST_SEASON_WITH_WAITLIST = 2019;

export function hasWaitlist(season: number): boolean {
  return season >= FIRST_SEASON_WITH_WAITLIST;
}
