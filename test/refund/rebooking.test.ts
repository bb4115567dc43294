import { describe, expect, it } from 'vitest';
import type { RebookingQuote } from '../../src/refund/rebooking.ts';
import { clock } from './ask.ts';
import { type Extra, rebook } from './ask-rebooking.ts';

function gist({ changePercent, reasonCode, rule }: RebookingQuote): string {
  return changePercent === null ? `refused ${reasonCode}` : `${changePercent}% ${rule.id}`;
}

type Row = [what: string, original: string, to: string, time: string, gist: string, extra?: Extra];

const window: Extra = { channel: 'window' };
const destination: Extra = { kind: 'destination' };

describe('rebooking while 12306 is shut', () => {
  it('says when it opens again, if that is in time', () => {
    const quote = rebook('2024-02-10 10:00', '2024-02-10 20:00', '2024-02-10 03:00');
    expect(clock(quote.opensAt)).toBe('2024-02-10 05:00:00');
    expect(quote.reason.en).toContain('Opens again at 2024-02-10 05:00:00.');
  });

  it.each([
    ['both trains leave before it opens', '2024-02-10 04:30', '2024-02-10 04:50', '2024-02-10 03:00'],
    ['the new train leaves before it opens', '2024-02-10 10:00', '2024-02-10 04:50', '2024-02-10 03:00'],
    [
      'the day on which it could be rebooked is over',
      '2024-03-05 10:00',
      '2024-03-06 10:00',
      '2024-03-05 23:40',
    ],
  ])('sends to a window where %s', (_what, original, to, time) => {
    const quote = rebook(original, to, time);
    expect([quote.reasonCode, quote.opensAt]).toEqual(['OUTSIDE_SERVICE_HOURS', null]);
    expect(quote.reason.en).toContain('will not reopen online');
    expect(quote.reason.zh).toContain('车站窗口');
  });
});

describe('rebooking, by the version in force when it is done', () => {
  const d14 = '2015-01-16 10:00';
  const d21 = '2021-01-28 09:00';
  const d24 = '2024-02-10 10:00';
  it.each<Row>([
    [
      'before 2013: any train, before departure',
      '2013-08-20 10:00',
      '2013-08-25 10:00',
      '2013-08-20 09:00',
      '0% REBOOK_OLD',
    ],
    [
      'before 2013: not after',
      '2013-08-20 10:00',
      '2013-08-20 18:00',
      '2013-08-20 10:30',
      'refused TOO_LATE',
      window,
    ],
    [
      '2013: after departure the same day, at a window',
      '2013-09-20 10:00',
      '2013-09-20 18:00',
      '2013-09-20 11:00',
      '0% REBOOK_2013',
      window,
    ],
    ['2014: a second more than 48 hours', d14, '2015-01-18 10:00', '2015-01-14 09:59:59', '0% REBOOK_2014'],
    [
      '2014: exactly 48 hours, another day',
      d14,
      '2015-01-17 10:00',
      '2015-01-14 10:00',
      'refused SAME_DAY_ONLY',
    ],
    [
      '2014: exactly 48 hours, the last minute of the day',
      d14,
      '2015-01-16 23:59',
      '2015-01-14 10:00',
      '0% REBOOK_2014',
    ],
    ['2014: the last day on sale', d14, '2015-03-14 10:00', '2015-01-14 09:59', '0% REBOOK_2014'],
    ['2014: the day after it', d14, '2015-03-15 10:00', '2015-01-14 09:59', 'refused NOT_ON_SALE_YET'],
    ['2014: an earlier day within 48 hours', d14, '2015-01-15 10:00', '2015-01-14 12:00', '0% REBOOK_2014'],
    [
      'after departure online, the day before it was allowed',
      '2021-01-27 09:00',
      '2021-01-27 15:00',
      '2021-01-27 09:10',
      'refused AT_STATION_ONLY',
    ],
    [
      'after departure at a window that day',
      '2021-01-27 09:00',
      '2021-01-27 15:00',
      '2021-01-27 09:10',
      '0% REBOOK_2014',
      window,
    ],
    [
      'after departure online since 28 January 2021',
      d21,
      '2021-01-28 15:00',
      '2021-01-28 09:10',
      '0% REBOOK_2014',
    ],
    [
      'not if paid in cash',
      d21,
      '2021-01-28 15:00',
      '2021-01-28 09:10',
      'refused AT_STATION_ONLY',
      { payment: 'cash' },
    ],
    [
      'at the second of departure it is after',
      d21,
      '2021-01-29 15:00',
      '2021-01-28 09:00',
      'refused SAME_DAY_ONLY',
    ],
    [
      'after departure to the next day: not before 2024',
      d21,
      '2021-01-29 15:00',
      '2021-01-28 09:10',
      'refused SAME_DAY_ONLY',
    ],
    [
      'the last day of the free rules',
      '2024-01-16 10:00',
      '2024-01-17 10:00',
      '2024-01-14 10:00',
      'refused SAME_DAY_ONLY',
    ],
    ['2024: exactly 48 hours to a later day', d24, '2024-02-15 10:00', '2024-02-08 10:00', '0% REBOOK_2024'],
    ['2024: a second less', d24, '2024-02-15 10:00', '2024-02-08 10:00:01', '5% REBOOK_2024'],
    ['2024: exactly 24 hours', d24, '2024-02-15 10:00', '2024-02-09 10:00', '5% REBOOK_2024'],
    ['2024: a second less than 24', d24, '2024-02-15 10:00', '2024-02-09 10:00:01', '15% REBOOK_2024'],
    ['2024: the same day is free', d24, '2024-02-10 23:59', '2024-02-10 09:59:59', '0% REBOOK_2024'],
    ['2024: after departure the same day', d24, '2024-02-10 20:00', '2024-02-10 10:00', '0% REBOOK_2024'],
    ['2024: after departure to a later day', d24, '2024-02-11 00:00', '2024-02-10 10:00', '40% REBOOK_2024'],
    [
      '2024: until the last second of the day',
      d24,
      '2024-02-11 10:00',
      '2024-02-10 23:59:59',
      '40% REBOOK_2024',
    ],
    ['2024: not at 24:00', d24, '2024-02-11 10:00', '2024-02-11 00:00', 'refused TOO_LATE'],
    [
      'once only',
      d24,
      '2024-02-15 10:00',
      '2024-02-01 10:00',
      'refused ALREADY_REBOOKED',
      { alreadyRebooked: true },
    ],
    ['beyond the 15 days on sale', d24, '2024-02-16 10:00', '2024-02-01 10:00', 'refused NOT_ON_SALE_YET'],
    ['at 01:00 it is open still', d24, '2024-02-10 20:00', '2024-02-10 01:00', '0% REBOOK_2024'],
    [
      'at 01:00:01 it is shut',
      d24,
      '2024-02-10 20:00',
      '2024-02-10 01:00:01',
      'refused OUTSIDE_SERVICE_HOURS',
    ],
    [
      'on a Tuesday at 23:30:01 it is shut',
      '2024-03-06 20:00',
      '2024-03-06 21:00',
      '2024-03-05 23:30:01',
      'refused OUTSIDE_SERVICE_HOURS',
    ],
    [
      'on a Wednesday at 00:30 too',
      '2024-03-06 20:00',
      '2024-03-06 21:00',
      '2024-03-06 00:30',
      'refused OUTSIDE_SERVICE_HOURS',
    ],
    [
      'on a Thursday at 00:30 it is open',
      '2024-03-07 20:00',
      '2024-03-07 21:00',
      '2024-03-07 00:30',
      '0% REBOOK_2024',
    ],
    [
      'destination: before 10 June 2015',
      '2015-06-20 10:00',
      '2015-06-21 10:00',
      '2015-06-09 10:00',
      'refused DESTINATION_NOT_OFFERED',
      destination,
    ],
    [
      'destination: from that day',
      '2015-06-20 10:00',
      '2015-06-21 10:00',
      '2015-06-10 10:00',
      '0% CHANGE_DESTINATION',
      destination,
    ],
    [
      'destination: exactly 48 hours',
      d24,
      '2024-02-10 20:00',
      '2024-02-08 10:00',
      '0% CHANGE_DESTINATION',
      destination,
    ],
    [
      'destination: a second less',
      d24,
      '2024-02-10 20:00',
      '2024-02-08 10:00:01',
      'refused DESTINATION_TOO_LATE',
      destination,
    ],
    [
      'destination: no groups',
      d24,
      '2024-02-10 20:00',
      '2024-02-08 10:00',
      'refused DESTINATION_NOT_FOR_GROUPS',
      { ...destination, product: 'group' },
    ],
  ])('%s', (_what, original, to, time, expected, extra) => {
    expect(gist(rebook(original, to, time, extra))).toBe(expected);
  });
});
