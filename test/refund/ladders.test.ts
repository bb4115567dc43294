import { describe, expect, it } from 'vitest';
import { ask, clock, type Extra, quoteTable } from './ask.ts';

const window: Extra = { also: { channel: 'window' } };
describe('the ladders, at the second before, at and after each boundary', () => {
  const d11 = '2011-09-30 12:00';
  const d13 = '2014-03-20 12:00';
  const d14 = '2015-02-17 09:00';
  const d21 = '2021-02-11 10:00';
  quoteTable([
    [
      '20 % on the last day of the flat fee of old',
      '2011-09-24 23:59',
      '2011-09-24 12:00',
      '20% FLAT_20',
      window,
    ],
    ['20 % in its last second', d11, '2011-09-24 23:59:59', '20% FLAT_20', window],
    ['5 % in the first second of 25 September 2011', d11, '2011-09-25 00:00', '5% FLAT_2011', window],
    ['5 % to the last second before departure', d11, '2011-09-30 11:59:59', '5% FLAT_2011', window],
    ['2013: more than 48 hours', d13, '2014-03-18 11:59:59', '5% LADDER_2013'],
    ['2013: exactly 48 hours', d13, '2014-03-18 12:00', '5% LADDER_2013'],
    ['2013: a second less', d13, '2014-03-18 12:00:01', '10% LADDER_2013'],
    ['2013: exactly 24 hours', d13, '2014-03-19 12:00', '10% LADDER_2013'],
    ['2013: a second less than 24', d13, '2014-03-19 12:00:01', '20% LADDER_2013'],
    ['2013: far ahead is not free', '2014-12-30 12:00', '2014-12-02 23:59:59', '5% LADDER_2013', window],
    ['2014: the same a second later is', '2014-12-30 12:00', '2014-12-03 00:00', '0% LADDER_2014', window],
    ['2014: a second more than 360 hours', d14, '2015-02-02 08:59:59', '0% LADDER_2014'],
    ['2014: exactly 360 hours is charged', d14, '2015-02-02 09:00', '5% LADDER_2014'],
    ['2014: a second less', d14, '2015-02-02 09:00:01', '5% LADDER_2014'],
    ['2014: exactly 48 hours', d14, '2015-02-15 09:00', '5% LADDER_2014'],
    ['2014: a second less than 48', d14, '2015-02-15 09:00:01', '10% LADDER_2014'],
    ['2014: exactly 24 hours', d14, '2015-02-16 09:00', '10% LADDER_2014'],
    ['2014: a second less than 24', d14, '2015-02-16 09:00:01', '20% LADDER_2014'],
    ['2021: a second more than 192 hours', d21, '2021-02-03 09:59:59', '0% LADDER_2021'],
    ['2021: exactly 192 hours is free', d21, '2021-02-03 10:00', '0% LADDER_2021'],
    ['2021: a second less is not', d21, '2021-02-03 10:00:01', '5% LADDER_2021'],
    ['2021: exactly 48 hours', d21, '2021-02-09 10:00', '5% LADDER_2021'],
    ['2021: a second less than 48', d21, '2021-02-09 10:00:01', '10% LADDER_2021'],
    ['2021: exactly 24 hours', d21, '2021-02-10 10:00', '10% LADDER_2021'],
    ['2021: a second less than 24', d21, '2021-02-10 10:00:01', '20% LADDER_2021'],
    ['2021: the last second', d21, '2021-02-11 09:59:59', '20% LADDER_2021'],
    ['2021: the second of departure', d21, '2021-02-11 10:00', 'refused TRAIN_DEPARTED'],
    ['2021: the second after', d21, '2021-02-11 10:00:01', 'refused TRAIN_DEPARTED'],
    ['today', '2027-02-05 10:00', '2027-01-28 10:00:01', '5% LADDER_2021'],
  ]);
});

describe('the newspaper of 13 January 2021', () => {
  const eve = '2021-02-11 10:00';
  quoteTable([
    [
      'a ticket for New Year’s Eve at 23:50 on the 12th online: the night is open',
      eve,
      '2021-01-12 23:50',
      '0% LADDER_2014',
    ],
    ['the same on the 14th: the 8-day ladder', eve, '2021-01-14 23:50', '0% LADDER_2021'],
    [
      'a ticket 10 days ahead costs 5 % on the 13th',
      '2021-01-23 10:00',
      '2021-01-13 10:00',
      '5% LADDER_2014',
    ],
    ['and nothing on the 14th', '2021-01-24 10:00', '2021-01-14 10:00', '0% LADDER_2021'],
    [
      '10 minutes before departure online is allowed',
      '2021-01-12 12:00',
      '2021-01-12 11:50',
      '20% LADDER_2014',
    ],
    ['and was refused on 29 December', '2020-12-29 12:00', '2020-12-29 11:50', 'refused ONLINE_CLOSED'],
    [
      '23:50 was shut on 29 December',
      '2021-01-20 10:00',
      '2020-12-29 23:50',
      'refused OUTSIDE_SERVICE_HOURS',
    ],
  ]);
});

describe('the next dearer step', () => {
  it.each([
    ['2021-01-13 23:59:59', '2021-01-23 12:00:01', 0.1],
    ['2021-01-14 00:00:00', '2021-01-17 12:00:01', 0.05],
    ['2021-01-24 12:00:01', '2021-01-25 12:00:00', null],
  ])('at %s is %s: cheaper stretches in between are passed over', (time, next, rate) => {
    const quote = ask({ departure: '2021-01-25 12:00', bought: '2021-01-08 10:00', at: time });
    expect([clock(quote.next?.at ?? null), quote.next?.rate]).toEqual([next, rate]);
  });
});

describe('outside every row', () => {
  it.each([
    ['online before the fee of 2011', { departure: '2011-09-24 20:00', at: '2011-09-24 12:00' }],
    ['a window before 2011', { departure: '2010-12-31 20:00', at: '2010-12-31 12:00', ...window }],
  ])('%s: no rule known, not a guess', (_, asked) => {
    expect(() => ask(asked)).toThrow(expect.objectContaining({ type: 'no-rule-known' }));
  });
});
