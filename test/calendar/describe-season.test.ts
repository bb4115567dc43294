import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calendar/china-time.ts';
import { describeSeason } from '../../src/calendar/describe-season.ts';
import { HOLIDAYS } from '../../src/calendar/holidays.data.ts';
import { firstSaleDay } from '../../src/calendar/presale.ts';
import { REPORTED_OPENINGS } from '../../src/calendar/reported-openings.data.ts';
import { seasonAnswer } from '../../src/calendar/season-schema.ts';
import { SEASONS } from '../../src/calendar/seasons.data.ts';
import { weekdayOf } from '../../src/calendar/weekday.ts';

/** METHODS.md 1 and 3: window, weekday of New Year's Day, holiday days, sale of the first day and of the eve. */
const TABLE = [
  [2013, '2013-01-26', '2013-03-06', '周日', 7, '2013-01-07', '2013-01-21'],
  [2014, '2014-01-16', '2014-02-24', '周五', 7, '2013-12-28', '2014-01-11'],
  [2015, '2015-02-04', '2015-03-15', '周四', 7, '2014-12-07', '2014-12-21'],
  [2016, '2016-01-24', '2016-03-03', '周一', 7, '2015-11-26', '2015-12-10'],
  [2017, '2017-01-13', '2017-02-21', '周六', 7, '2016-12-15', '2016-12-29'],
  [2018, '2018-02-01', '2018-03-12', '周五', 7, '2018-01-03', '2018-01-17'],
  [2019, '2019-01-21', '2019-03-01', '周二', 7, '2018-12-23', '2019-01-06'],
  [2020, '2020-01-10', '2020-02-18', '周六', 10, '2019-12-12', '2019-12-26'],
  [2021, '2021-01-28', '2021-03-08', '周五', 7, '2020-12-30', '2021-01-13'],
  [2022, '2022-01-17', '2022-02-25', '周二', 7, '2022-01-03', '2022-01-17'],
  [2023, '2023-01-07', '2023-02-15', '周日', 7, '2022-12-24', '2023-01-07'],
  [2024, '2024-01-26', '2024-03-05', '周六', 8, '2024-01-12', '2024-01-26'],
  [2025, '2025-01-14', '2025-02-22', '周三', 8, '2024-12-31', '2025-01-14'],
  [2026, '2026-02-02', '2026-03-13', '周二', 9, '2026-01-19', '2026-02-02'],
  [2027, '2027-01-22', '2027-03-02', '周六', undefined, '2027-01-08', '2027-01-22'],
] as const;

describe('a season', () => {
  it.each(TABLE)('of %d runs from %s to %s', (year, first, last, weekday, days, firstSale, eveSale) => {
    const season = describeSeason(year);
    expect([season?.window.first.date, season?.window.last.date, season?.window.days]).toEqual([
      first,
      last,
      40,
    ]);
    expect(season?.newYearDay.weekday.zh).toBe(weekday);
    expect(season?.newYearEve.date).toBe(addDays(season?.newYearDay.date ?? '', -1));
    expect([season?.newYearDay.chunyunDay, season?.newYearEve.chunyunDay]).toEqual([16, 15]);
    expect(season?.holiday?.days).toBe(days);
    expect(season?.saleOpenings.firstDay?.firstSaleDay).toBe(firstSale);
    expect(season?.saleOpenings.newYearEve?.firstSaleDay).toBe(eveSale);
  });

  it('that was not announced says so, and has no holiday yet', () => {
    const season = describeSeason(2027);
    expect(season?.basis).toBe('by rule, not announced');
    expect(season?.newYearDay.date).toBe('2027-02-06');
    expect(season?.holiday).toBeNull();
    expect(season?.window).toMatchObject({
      certainty: 'low',
      note: expect.stringContaining('Not announced'),
    });
    expect(season?.saleOpenings.firstDay).toMatchObject({ basis: 'by rule', certainty: 'low' });
    for (const { season: year } of SEASONS.slice(0, -1))
      expect(describeSeason(year)?.basis).toBe('announced');
  });

  it('of 2021 sold its way out 30 days ahead and its way back 15', () => {
    const eras = describeSeason(2021)?.presaleEras.map((era) => [
      era.presaleDays,
      era.travelFirst,
      era.travelLast,
      era.saleFirst,
      era.saleLast,
    ]);
    expect(eras).toEqual([
      [30, '2021-01-28', '2021-02-11', '2020-12-30', '2021-01-13'],
      [15, '2021-02-12', '2021-03-08', '2021-01-29', '2021-02-22'],
    ]);
  });

  it('of 2012 does not know how its first days were sold', () => {
    const season = describeSeason(2012);
    expect(season?.saleOpenings.firstDay).toBeNull();
    expect(season?.presaleEras[0]).toMatchObject({
      presaleDays: null,
      travelFirst: '2012-01-08',
      saleFirst: null,
    });
    expect(season?.newYearDay.weekday.en).toBe('Monday');
  });

  it('has every day of its window in just one presale era', () => {
    for (const { season, first, last } of SEASONS) {
      const eras = describeSeason(season)?.presaleEras ?? [];
      expect([eras[0]?.travelFirst, eras.at(-1)?.travelLast]).toEqual([first, last]);
      for (const [at, era] of eras.slice(1).entries()) {
        expect(era.travelFirst).toBe(addDays(eras[at]!.travelLast, 1));
      }
    }
  });

  it('has a source for each of its facts, and is of the schema that is published', () => {
    for (const { season: year } of SEASONS) {
      const season = describeSeason(year);
      expect(seasonAnswer.strict().safeParse(season).error, String(year)).toBeUndefined();
      const { window, newYearDay, newYearEve, holiday, presaleEras, saleOpenings } = season!;
      const facts = [window, newYearDay, newYearEve, holiday, saleOpenings.firstDay, saleOpenings.newYearEve];
      for (const fact of facts) if (fact !== null) expect(fact.sources.length).toBeGreaterThan(0);
      for (const era of presaleEras) expect(era.sources.length > 0).toBe(era.presaleDays !== null);
    }
  });

  it('is null for a year outside the table', () => {
    expect([describeSeason(2011), describeSeason(2028)]).toEqual([null, null]);
  });
});

describe('the tables beside each other', () => {
  it('report the very sale days that the presale rule gives', () => {
    for (const { season, firstDay, newYearEve } of REPORTED_OPENINGS) {
      const { window, newYearEve: eve } = describeSeason(season)!;
      if (firstDay !== null) expect(firstSaleDay(window.first.date, 'online')?.firstSaleDay).toBe(firstDay);
      if (newYearEve !== null) expect(firstSaleDay(eve.date, 'online')?.firstSaleDay).toBe(newYearEve);
    }
  });

  it('have every holiday inside its season, around New Year’s Day', () => {
    for (const { season, first, last } of HOLIDAYS) {
      const { window, newYearDay } = describeSeason(season)!;
      expect(first >= window.first.date && last <= window.last.date).toBe(true);
      expect(first <= newYearDay.date && newYearDay.date <= last).toBe(true);
    }
  });
});

describe('the weekday', () => {
  it.each([
    ['2021-02-12', '周五', 'Friday', 5],
    ['2027-02-06', '周六', 'Saturday', 6],
    ['2000-01-02', '周日', 'Sunday', 7],
    ['1999-12-27', '周一', 'Monday', 1],
  ])('of %s is %s', (date, zh, en, iso) => {
    expect(weekdayOf(date)).toEqual({ zh, en, iso });
  });
});
