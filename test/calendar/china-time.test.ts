import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  CHINA_ZONE,
  civilDateOf,
  DAY_MS,
  daysBetween,
  formatInstant,
  instantAt,
  isCivilDate,
  minuteOfDay,
  parseInstant,
  startOfDay,
} from '../../src/calendar/china-time.ts';

const instants = fc
  .integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) })
  .map((ms) => ms - (ms % 1_000));
const chinaOf = (at: number) => DateTime.fromMillis(at, { zone: CHINA_ZONE });

describe('civil dates in China', () => {
  it.each(['2021-02-09', '2024-02-29', '2000-02-29', '2021-12-31'])('%s is a day', (text) => {
    expect(isCivilDate(text)).toBe(true);
  });

  it.each([
    '2021-02-29',
    '2100-02-29',
    '2021-2-9',
    '2021-13-01',
    '2021-00-10',
    '2021-04-31',
    '2021-02-09T00',
    '',
    'x',
  ])('%j is none', (text) => {
    expect(isCivilDate(text)).toBe(false);
  });

  it('agree with luxon about every instant: day, minute of the day and the way back', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const china = chinaOf(at);
        expect(civilDateOf(at)).toBe(china.toISODate());
        expect(minuteOfDay(at)).toBe(china.hour * 60 + china.minute);
        expect(startOfDay(civilDateOf(at))).toBe(china.startOf('day').toMillis());
        expect(parseInstant(formatInstant(at))).toBe(at);
      }),
    );
  });

  it('are counted: adding days and taking the difference are each other’s way back', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -500, max: 500 }), (at, days) => {
        const date = civilDateOf(at);
        expect(addDays(date, days)).toBe(chinaOf(at).plus({ days }).toISODate());
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  it('begin at midnight in China, whatever the machine thinks', () => {
    expect(new Date(startOfDay('2021-02-09')).toISOString()).toBe('2021-02-08T16:00:00.000Z');
    expect(instantAt('2021-02-09', '24:00')).toBe(startOfDay('2021-02-09') + DAY_MS);
  });
});

describe('an instant as text', () => {
  it.each([
    ['2021-02-09T12:50', '2021-02-09T12:50:00+08:00'],
    ['2021-02-09 12:50:30', '2021-02-09T12:50:30+08:00'],
    ['2021-02-09T12:50:00Z', '2021-02-09T20:50:00+08:00'],
    ['2021-02-09T12:50:00-05:00', '2021-02-10T01:50:00+08:00'],
    // As an unencoded plus arrives in a query string.
    ['2021-02-09T12:50:00 08:00', '2021-02-09T12:50:00+08:00'],
  ])('%s is %s', (text, expected) => {
    expect(formatInstant(parseInstant(text) as number)).toBe(expected);
  });

  it.each([
    '2021-02-09',
    '2021-02-29T12:00',
    '2021-02-09T25:00',
    '2021-02-09T12:60',
    '12:50',
    'now',
    '',
    '1612846200',
  ])('%j is none', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});
