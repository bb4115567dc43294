import { addDays, type CivilDate, daysBetween } from './china-time.ts';
import { HOLIDAYS } from './holidays.data.ts';
import { NEW_YEAR_SOURCES } from './new-year.data.ts';
import { chunyunDay, newYearDayOf } from './new-year.ts';
import { firstSaleDay } from './presale.ts';
import { arrangePresaleEras } from './presale-eras.ts';
import { REPORTED_OPENINGS } from './reported-openings.data.ts';
import type { SeasonAnswer } from './season-schema.ts';
import type { SeasonRow } from './seasons.data.ts';
import { seasonOf } from './seasons.ts';
import { weekdayOf } from './weekday.ts';

/** Everything the tables know of the season of a year; null for a year without a row in seasons.data.ts. */
export function describeSeason(year: number): SeasonAnswer | null {
  const season = seasonOf(year);
  const newYearDay = newYearDayOf(year);
  if (season === null || newYearDay === null) return null;
  const eve = addDays(newYearDay, -1);
  return {
    season: year,
    basis: season.certainty === 'low' ? 'by rule, not announced' : 'announced',
    window: { ...describeStretch(season), ...sourcesOf(season) },
    newYearDay: describeFestivalDay(newYearDay),
    newYearEve: describeFestivalDay(eve),
    holiday: describeHoliday(year),
    presaleEras: arrangePresaleEras(season.first, season.last),
    saleOpenings: {
      firstDay: describeOpening(season, season.first, 'firstDay'),
      newYearEve: describeOpening(season, eve, 'newYearEve'),
    },
  };
}

function describeDay(date: CivilDate) {
  return { date, weekday: weekdayOf(date) };
}

function describeStretch({ first, last }: { first: CivilDate; last: CivilDate }) {
  return { first: describeDay(first), last: describeDay(last), days: daysBetween(first, last) + 1 };
}

function describeFestivalDay(date: CivilDate): SeasonAnswer['newYearDay'] {
  // Inside every season by its rule: New Year's Day is day 16.
  const day = chunyunDay(date)!;
  return { ...describeDay(date), chunyunDay: day, certainty: 'high', sources: [...NEW_YEAR_SOURCES] };
}

function describeHoliday(year: number): SeasonAnswer['holiday'] {
  const holiday = HOLIDAYS.find(({ season }) => season === year);
  return holiday === undefined ? null : { ...describeStretch(holiday), ...sourcesOf(holiday) };
}

/**
 * A report of the time names the day; where none was found the presale rule does (a test holds both together). That of
 * a season that was not announced is a guess by two rules.
 */
function describeOpening(
  season: SeasonRow,
  travelDate: CivilDate,
  which: 'firstDay' | 'newYearEve',
): SeasonAnswer['saleOpenings']['firstDay'] {
  const ruled = firstSaleDay(travelDate, 'online');
  if (ruled === null) return null;
  const { rule: _rule, ...opening } = ruled;
  const row = REPORTED_OPENINGS.find((one) => one.season === season.season);
  const reported = row?.[which] === ruled.firstSaleDay;
  return {
    travelDate,
    ...opening,
    weekday: weekdayOf(ruled.firstSaleDay),
    basis: reported ? 'reported' : 'by rule',
    certainty: reported ? 'high' : season.certainty === 'low' ? 'low' : opening.certainty,
    sources: reported && row !== undefined ? [...row.sources, ...opening.sources] : opening.sources,
  };
}

function sourcesOf({ certainty, sources, note }: Pick<SeasonRow, 'certainty' | 'sources' | 'note'>) {
  return { certainty, sources: [...sources], ...(note === undefined ? {} : { note }) };
}
