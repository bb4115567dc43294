import { describe, expect, it } from 'vitest';
import { type Asked, ask, clock, station, WEST_KOWLOON } from './ask.ts';

function doubt(asked: Asked) {
  const found = ask(asked).doubts[0];
  return found === undefined ? null : [found.id, clock(found.from), clock(found.to), found.otherFeeFen];
}

const hongKong = { product: 'hongKong' as const };

describe('OPEN-1: are 8 days 192 hours or calendar days?', () => {
  const departure = '2021-02-11 10:00';
  const open = ['OPEN-1', '2021-02-03 10:00:01', '2021-02-04 23:59:59', 0];

  it.each([
    ['at exactly 192 hours every reading is free', '2021-02-03 10:00:00', null],
    ['a second later they part', '2021-02-03 10:00:01', open],
    ['on day D-7', '2021-02-04 12:00:00', open],
    ['in its last second', '2021-02-04 23:59:59', open],
    ['from D-6 00:00 every reading charges 5 %', '2021-02-05 00:00:00', null],
    ['within 48 hours nobody doubts', '2021-02-10 00:00:00', null],
  ])('%s', (_, at, expected) => {
    expect(doubt({ departure, at })).toEqual(expected);
  });

  it.each([
    [
      'a waiver makes it free under both',
      { departure: '2021-01-25 10:00', at: '2021-01-18 10:00', bought: '2021-01-05 10:00' },
    ],
    [
      'a ticket rebooked late pays 5 % under both',
      {
        departure: '2021-04-18 10:00',
        at: '2021-04-10 12:00',
        rebooked: { at: '2021-04-09 10:00', original: '2021-04-12 10:00' },
      },
    ],
    [
      'the 15-day ladder is 360 hours: the railway said so',
      { departure: '2020-12-20 10:00', at: '2020-12-06 12:00' },
    ],
  ])('%s', (_, asked) => {
    expect(doubt(asked)).toBeNull();
  });
});

describe('other readings', () => {
  it.each<[string, Asked, unknown]>([
    [
      '2013: by travel date or by date of the refund',
      { fare: '100', departure: '2013-09-01 20:00', at: '2013-08-31 22:00', also: { channel: 'window' } },
      ['LADDER_2013_KEY', '2013-08-31 20:00:01', '2013-08-31 23:59:59', 500],
    ],
    [
      '2013: from 1 September nobody doubts',
      { fare: '100', departure: '2013-09-01 20:00', at: '2013-09-01 00:00', also: { channel: 'window' } },
      null,
    ],
    [
      '2013: where both charge 5 % it does not matter',
      { fare: '100', departure: '2013-09-05 20:00', at: '2013-08-31 22:00', also: { channel: 'window' } },
      null,
    ],
    [
      '2018: between 30 and 25 minutes, refused',
      { departure: '2018-06-10 12:00', at: '2018-06-10 11:32' },
      ['OPEN-3', '2018-06-10 11:30:01', '2018-06-10 11:35:00', 11_050],
    ],
    [
      '2019: between 30 and 25 minutes, allowed',
      { departure: '2019-06-10 12:00', at: '2019-06-10 11:32' },
      ['OPEN-3', '2019-06-10 11:30:01', '2019-06-10 11:35:00', null],
    ],
    ['2016: 30 minutes are sure', { departure: '2016-06-10 12:00', at: '2016-06-10 11:32' }, null],
    [
      '2014 at 06:30: may have been open',
      { departure: '2014-06-20 12:00', at: '2014-06-10 06:30' },
      ['OPEN-3', '2014-06-10 06:00:00', '2014-06-10 06:59:59', 2_750],
    ],
    [
      '2017 at 06:30: may have been shut',
      { departure: '2017-06-20 12:00', at: '2017-06-10 06:30' },
      ['OPEN-3', '2017-06-10 06:00:00', '2017-06-10 06:59:59', null],
    ],
    [
      '2017 at 23:15: may have been open',
      { departure: '2017-06-20 12:00', at: '2017-06-10 23:15' },
      ['OPEN-3', '2017-06-10 23:00:01', '2017-06-10 23:30:00', 2_750],
    ],
    ['2020 at 23:15: open', { departure: '2020-06-20 12:00', at: '2020-06-10 23:15' }, null],
    [
      'a fare below 2 yuan before 2021',
      { fare: '1.50', departure: '2020-06-20 12:00', at: '2020-06-20 10:00' },
      ['SMALL_FARE', null, '2020-06-20 11:59:59', 50],
    ],
    [
      'a fare below 2 yuan since',
      { fare: '1.50', departure: '2021-06-20 12:00', at: '2021-06-20 10:00' },
      null,
    ],
    [
      'a rebooking after a waiver’s cut-off',
      {
        departure: '2021-02-05 10:00',
        bought: '2021-01-05 10:00',
        at: '2021-01-25 10:00',
        rebooked: { at: '2021-01-10 10:00', original: '2021-01-30 10:00' },
      },
      ['W5', '2021-01-10 10:00:00', '2021-02-05 09:59:59', 0],
    ],
    [
      'W1: the 16 stations are not at hand',
      { departure: '2020-01-23 10:00', bought: '2020-01-10 10:00', at: '2020-01-22 12:00' },
      ['W1', '2020-01-21 00:00:00', '2020-01-23 09:59:59', 0],
    ],
    [
      'W6: the stations were not given',
      { departure: '2021-01-20 10:00', bought: '2021-01-08 10:00', at: '2021-01-19 20:00' },
      ['W6', '2021-01-09 00:00:00', '2021-01-20 09:59:59', 0],
    ],
    [
      'W6: they were, and are not Hebei to Beijing',
      {
        departure: '2021-01-20 10:00',
        bought: '2021-01-08 10:00',
        at: '2021-01-19 20:00',
        also: { to: station('太原') },
      },
      null,
    ],
    [
      'W7: whom August 2021 freed was not found',
      { departure: '2021-08-10 10:00', at: '2021-08-09 20:00' },
      ['W7', '2021-08-01 00:00:00', '2021-08-10 09:59:59', 0],
    ],
    [
      'W8: to Beijing in November 2021',
      {
        departure: '2021-11-10 10:00',
        bought: '2021-11-01 10:00',
        at: '2021-11-09 20:00',
        also: { to: station('北京南', 'VNP', '北京') },
      },
      ['W8', '2021-11-03 00:00:00', '2021-11-10 09:59:59', 0],
    ],
    [
      'W8: not to Taiyuan',
      {
        departure: '2021-11-10 10:00',
        bought: '2021-11-01 10:00',
        at: '2021-11-09 20:00',
        also: { to: station('太原') },
      },
      null,
    ],
    [
      'Hong Kong: 15 calendar days',
      { fare: '215', departure: '2019-06-30 10:00', at: '2019-06-16 10:00', also: hongKong },
      ['HONG_KONG_DAYS', '2019-06-15 10:00:01', '2019-06-16 23:59:59', 1_000],
    ],
    [
      'Hong Kong: 8 calendar days',
      { fare: '215', departure: '2025-06-30 10:00', at: '2025-06-23 10:00', also: hongKong },
      ['HONG_KONG_DAYS', '2025-06-22 10:00:01', '2025-06-23 23:59:59', 1_000],
    ],
    [
      'Hong Kong: which version in 2023',
      { fare: '215', departure: '2023-06-30 10:00', at: '2023-06-20 10:00', also: hongKong },
      ['HONG_KONG_VERSION', '2023-06-15 10:00:01', '2023-06-22 10:00:00', 1_000],
    ],
    [
      'Hong Kong: 50 minutes from West Kowloon in 2023',
      {
        fare: '215',
        departure: '2023-06-30 10:00',
        at: '2023-06-30 09:10',
        also: { ...hongKong, from: WEST_KOWLOON },
      },
      ['HONG_KONG_VERSION', '2023-06-30 09:00:01', '2023-06-30 09:15:00', 10_700],
    ],
    [
      'Hong Kong: in 2020 the old version is sure',
      { fare: '215', departure: '2020-01-30 10:00', at: '2020-01-20 10:00', also: hongKong },
      null,
    ],
    [
      'a late train: free is implied only',
      { departure: '2021-06-10 10:00', actual: '2021-06-10 12:00', at: '2021-06-10 11:00' },
      ['LATE_TRAIN_FREE', '2021-06-10 10:00:00', '2021-06-10 11:59:59', 11_050],
    ],
    ['an ordinary ticket of today', { departure: '2027-02-05 10:00', at: '2027-02-04 10:00' }, null],
  ])('%s', (_, asked, expected) => {
    expect(doubt(asked)).toEqual(expected);
  });

  it('says in both languages what the other reading is and why', () => {
    const [found] = ask({ departure: '2021-02-11 10:00', at: '2021-02-04 10:00' }).doubts;
    expect(found?.otherReading.zh).toContain('日历日');
    expect(found?.why.en).toContain('calendar');
    expect(found?.sources).toContain('S15');
  });

  it('tells of a rule of low confidence', () => {
    const quote = ask({ departure: '2019-06-10 12:00', at: '2019-06-10 11:40' });
    expect([quote.rule.id, quote.confidence]).toEqual(['ONLINE_25_MIN', 'low']);
    expect(quote.notes.map(({ code }) => code)).toContain('LOW_CONFIDENCE');
  });

  it('asks for the first train where it decides between free and 5 %', () => {
    const quote = ask({
      departure: '2021-04-18 10:00',
      at: '2021-04-06 10:00',
      rebooked: { at: '2021-04-05 10:00' },
    });
    expect(quote.notes.map(({ code }) => code)).toEqual(['ORIGINAL_DEPARTURE_MISSING']);
  });

  it('says that the dates of a coming rush are not announced', () => {
    const quote = ask({
      departure: '2027-02-05 10:00',
      at: '2027-01-20 10:00',
      rebooked: { at: '2027-01-19 10:00' },
    });
    expect(quote.notes.map(({ code }) => code)).toContain('SEASON_NOT_ANNOUNCED');
  });
});
