import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CivilDate, DAY_MS, daysBetween, startOfDay } from '../../src/calendar/china-time.ts';
import { PRESALE_ROWS } from '../../src/calendar/presale.data.ts';
import { firstSaleDay, lastTravelDateOnSale, type SaleChannel } from '../../src/calendar/presale.ts';

const anyDate = fc
  .integer({ min: 0, max: daysBetween('2012-01-01', '2027-12-31') })
  .map((days) => addDays('2012-01-01', days));
const anyChannel = fc.constantFrom<SaleChannel>('online', 'window');

describe('the first sale day', () => {
  // Published examples: vectors.json X01 to X09 (S27, S29, S03, S01, S30) and presale_by_year.csv.
  it.each<[CivilDate, CivilDate, number]>([
    ['2013-01-26', '2013-01-07', 20],
    ['2013-02-09', '2013-01-21', 20],
    ['2014-01-16', '2013-12-28', 20],
    ['2014-12-30', '2014-12-01', 30],
    ['2015-02-04', '2014-12-07', 60],
    ['2015-02-18', '2014-12-21', 60],
    ['2016-01-24', '2015-11-26', 60],
    ['2018-02-01', '2018-01-03', 30],
    ['2019-01-21', '2018-12-23', 30],
    ['2020-01-10', '2019-12-12', 30],
    ['2021-01-28', '2020-12-30', 30],
    ['2021-02-11', '2021-01-13', 30],
    ['2021-02-12', '2021-01-29', 15],
    ['2022-01-17', '2022-01-03', 15],
    ['2023-01-07', '2022-12-24', 15],
    ['2024-01-26', '2024-01-12', 15],
    ['2025-01-14', '2024-12-31', 15],
    ['2026-02-02', '2026-01-19', 15],
  ])('of %s was %s, by a window of %d days that counts the sale day', (travelDate, day, presaleDays) => {
    expect(firstSaleDay(travelDate, 'online')).toMatchObject({ firstSaleDay: day, presaleDays });
  });

  it('is that of the day whose window jumped over the date, while the window grew from 20 to 60 days', () => {
    const jumped = ['2014-12-19', '2014-12-20', '2014-12-31', '2015-01-06', '2015-01-07', '2015-02-03'];
    expect(jumped.map((date) => firstSaleDay(date, 'online')?.firstSaleDay)).toEqual([
      '2014-11-30',
      '2014-12-01',
      '2014-12-02',
      '2014-12-02',
      '2014-12-03',
      '2014-12-06',
    ]);
  });

  it('leaves nothing newly sold in November 2016, when the window shrank from 60 to 30 days', () => {
    expect(firstSaleDay('2016-12-29', 'online')?.firstSaleDay).toBe('2016-10-31');
    expect(firstSaleDay('2016-12-30', 'online')).toMatchObject({
      firstSaleDay: '2016-12-01',
      certainty: 'medium',
    });
  });

  it('keeps that of dates on sale before the window shrank to 5 days in April 2022', () => {
    expect(firstSaleDay('2022-04-20', 'online')?.firstSaleDay).toBe('2022-04-06');
    expect(firstSaleDay('2022-04-21', 'online')).toMatchObject({
      firstSaleDay: '2022-04-17',
      presaleDays: 5,
    });
    expect(firstSaleDay('2022-06-04', 'online')?.firstSaleDay).toBe('2022-05-31');
    expect(firstSaleDay('2022-06-05', 'online')?.firstSaleDay).toBe('2022-06-01');
    expect(firstSaleDay('2022-06-16', 'online')?.firstSaleDay).toBe('2022-06-02');
  });

  it.each<[CivilDate, CivilDate]>([
    ['2014-12-30', '2014-12-02'],
    ['2015-02-04', '2014-12-09'],
    ['2020-01-10', '2019-12-14'],
    ['2021-02-11', '2021-01-15'],
    ['2021-02-12', '2021-01-29'],
  ])('of %s at a station window was %s', (travelDate, day) => {
    expect(firstSaleDay(travelDate, 'window')?.firstSaleDay).toBe(day);
  });

  it.each(['2011-06-01', '2012-01-11', '2013-01-12', '2013-01-25', '2028-01-15', '2040-02-12'])(
    'of %s is not known, and not guessed',
    (travelDate) => {
      expect(firstSaleDay(travelDate, 'online')).toBeNull();
    },
  );

  it('is of medium certainty inside 2020 and after the last reading, and says why', () => {
    for (const date of ['2020-07-01', '2027-02-05']) {
      const answer = firstSaleDay(date, 'online');
      expect(answer?.certainty).toBe('medium');
      expect(answer?.note).toBeTruthy();
    }
  });

  it('is never after the travel date and never earlier than that of the day before', () => {
    fc.assert(
      fc.property(anyDate, anyChannel, (date, channel) => {
        const answer = firstSaleDay(date, channel);
        const before = firstSaleDay(addDays(date, -1), channel);
        if (answer === null) return;
        expect(answer.firstSaleDay <= date).toBe(true);
        expect(answer.sources.length).toBeGreaterThan(0);
        if (before !== null) expect(before.firstSaleDay <= answer.firstSaleDay).toBe(true);
      }),
    );
  });
});

describe('the last travel date on sale', () => {
  it.each<[CivilDate, CivilDate]>([
    ['2014-11-30', '2014-12-19'],
    ['2014-12-01', '2014-12-30'],
    ['2021-01-12', '2021-02-10'],
    ['2021-01-13', '2021-02-11'],
    ['2021-01-14', '2021-02-11'],
    ['2021-01-28', '2021-02-11'],
    ['2021-01-29', '2021-02-12'],
    ['2022-04-07', '2022-04-20'],
    ['2022-04-17', '2022-04-21'],
    ['2022-06-01', '2022-06-15'],
  ])('on %s is %s, from its first second to its last', (day, last) => {
    expect(lastTravelDateOnSale(startOfDay(day), 'online')).toBe(last);
    expect(lastTravelDateOnSale(startOfDay(day) + DAY_MS - 1, 'online')).toBe(last);
  });

  it('is not known before the table, after it, or in its gap', () => {
    for (const day of ['2011-12-31', '2013-01-03', '2028-01-01']) {
      expect(lastTravelDateOnSale(startOfDay(day), 'online')).toBeNull();
    }
  });

  it('agrees with the first sale day: a date is on sale from that day on, and not before', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 75 }), anyChannel, (saleDay, ahead, channel) => {
        const last = lastTravelDateOnSale(startOfDay(saleDay), channel);
        const travelDate = addDays(saleDay, ahead);
        const first = firstSaleDay(travelDate, channel);
        if (last === null || first === null) return;
        expect(travelDate <= last).toBe(first.firstSaleDay <= saleDay);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the table of presale windows', () => {
  it('has rows in order that never overlap, each with a source', () => {
    for (const [index, row] of PRESALE_ROWS.entries()) {
      expect(row.from <= row.until, row.id).toBe(true);
      expect(row.sources.length, row.id).toBeGreaterThan(0);
      const next = PRESALE_ROWS[index + 1];
      if (next !== undefined) expect(row.until < next.from, next.id).toBe(true);
    }
    expect(new Set(PRESALE_ROWS.map(({ id }) => id)).size).toBe(PRESALE_ROWS.length);
  });

  it('leaves out only the first days of January 2013 for 12306', () => {
    const gaps = PRESALE_ROWS.slice(1).flatMap((row, index) => {
      const begins = addDays(PRESALE_ROWS[index]!.until, 1);
      return begins === row.from ? [] : [[begins, addDays(row.from, -1)]];
    });
    expect(gaps).toEqual([['2013-01-01', '2013-01-06']]);
  });
});
