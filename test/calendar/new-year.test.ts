import { describe, expect, it } from 'vitest';
import { addDays, startOfDay } from '../../src/calendar/china-time.ts';
import { NEW_YEAR_DAYS } from '../../src/calendar/new-year.data.ts';
import { chunyunDay, lunarOffset, newYearDayOf } from '../../src/calendar/new-year.ts';
import { SEASONS } from '../../src/calendar/seasons.data.ts';

describe('New Year’s Day', () => {
  it('is in the table once a year from 2000 to 2040, between 20 January and 21 February', () => {
    expect(NEW_YEAR_DAYS.map((day) => Number(day.slice(0, 4)))).toEqual(
      Array.from({ length: 41 }, (_, index) => 2000 + index),
    );
    for (const day of NEW_YEAR_DAYS)
      expect(day.slice(5) >= '01-20' && day.slice(5) <= '02-21', day).toBe(true);
  });

  it.each([
    [2021, '2021-02-12'],
    [2026, '2026-02-17'],
    [2027, '2027-02-06'],
    [2030, '2030-02-03'],
  ])('of %d is %s', (year, day) => {
    expect(newYearDayOf(year)).toBe(day);
  });

  it('is not asked of Node’s own calendar, which is a day off in 2027 and 2030', () => {
    const calendar = new Intl.DateTimeFormat('en-u-ca-chinese', {
      timeZone: 'Asia/Shanghai',
      month: 'numeric',
      day: 'numeric',
    });
    const isNewYear = (day: string): boolean => calendar.format(startOfDay(day)) === '1/1';
    const disputed = NEW_YEAR_DAYS.filter((day) => !isNewYear(day));
    const icu = Number(process.versions.icu?.split('.')[0]);
    // Later ICUs may have mended it (unicode-org/icu PR 4070); then nothing is disputed, and the table stands.
    expect(disputed).toEqual(icu <= 78 || disputed.length > 0 ? ['2027-02-06', '2030-02-03'] : []);
  });

  it('is null outside the table', () => {
    expect(newYearDayOf(1999)).toBeNull();
    expect(newYearDayOf(2041)).toBeNull();
    expect(lunarOffset('1999-01-01')).toBeNull();
    expect(lunarOffset('2042-01-01')).toBeNull();
  });
});

describe('the lunar offset', () => {
  it.each([
    ['2021-02-12', 0],
    ['2021-02-11', -1],
    ['2020-12-30', -44],
    ['2027-02-05', -1],
    ['2021-03-08', 24],
  ])('of %s is %d', (date, offset) => {
    expect(lunarOffset(date)).toBe(offset);
  });

  it('is the day of the season less 16, on all of its 40 days', () => {
    for (const { first } of SEASONS) {
      for (let day = 1; day <= 40; day += 1) {
        const date = addDays(first, day - 1);
        expect(chunyunDay(date)).toBe(day);
        expect(lunarOffset(date)).toBe(day - 16);
      }
      expect(chunyunDay(addDays(first, -1))).toBeNull();
    }
  });
});
