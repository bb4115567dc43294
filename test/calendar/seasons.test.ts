import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../../src/calendar/china-time.ts';
import { newYearDayOf } from '../../src/calendar/new-year.ts';
import { SEASONS } from '../../src/calendar/seasons.data.ts';
import { isInChunyun, isSeasonKnown, seasonOf } from '../../src/calendar/seasons.ts';

describe('the Spring Festival season', () => {
  it.each(SEASONS)(
    'of $season has 40 days: 15 before New Year’s Day and 25 from it on',
    ({ season, first, last }) => {
      expect(daysBetween(first, last)).toBe(39);
      expect(newYearDayOf(season)).toBe(addDays(first, 15));
    },
  );

  it.each(SEASONS)('of $season begins on its first day and ends on its last, sources named', (row) => {
    expect(isInChunyun(addDays(row.first, -1))).toBeNull();
    expect(isInChunyun(row.first)?.season).toBe(row.season);
    expect(isInChunyun(row.last)?.season).toBe(row.season);
    expect(isInChunyun(addDays(row.last, 1))).toBeNull();
    expect(row.sources.length).toBeGreaterThan(0);
  });

  it.each([
    [2015, '2015-02-04', '2015-03-15'],
    [2020, '2020-01-10', '2020-02-18'],
    [2021, '2021-01-28', '2021-03-08'],
    [2026, '2026-02-02', '2026-03-13'],
  ])('of %d was announced as %s to %s', (year, first, last) => {
    expect(seasonOf(year)).toMatchObject({ first, last, certainty: 'high' });
  });

  it('of 2027 follows the rule and says that nobody has announced it', () => {
    expect(seasonOf(2027)).toMatchObject({ first: '2027-01-22', certainty: 'low' });
    expect(seasonOf(2027)?.note).toMatch(/not announced/i);
  });

  it('is unknown, not absent, in years outside the table', () => {
    expect(isSeasonKnown('2011-02-03')).toBe(false);
    expect(isSeasonKnown('2012-07-01')).toBe(true);
    expect(isSeasonKnown('2028-01-26')).toBe(false);
    expect(seasonOf(2028)).toBeNull();
  });
});
