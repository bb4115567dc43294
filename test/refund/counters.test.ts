import { describe, expect, it } from 'vitest';
import { ask, clock, type Extra, quoteTable } from './ask.ts';

const window: Extra = { also: { channel: 'window' } };
const group: Extra = { also: { product: 'group' } };
const cash: Extra = { also: { payment: 'cash' } };
const fulfilled: Extra = { bought: '2021-04-05 10:00', also: { waitlisted: true } };
describe('online cut-offs', () => {
  quoteTable([
    ['2 hours: exactly', '2015-05-05 14:00', '2015-05-05 12:00', '20% LADDER_2014'],
    ['2 hours: a second late', '2015-05-05 14:00', '2015-05-05 12:00:01', 'refused ONLINE_CLOSED'],
    ['30 minutes: exactly', '2015-05-06 14:00', '2015-05-06 13:30', '20% LADDER_2014'],
    ['30 minutes: a second late', '2015-05-06 14:00', '2015-05-06 13:30:01', 'refused ONLINE_CLOSED'],
    ['25 minutes: exactly', '2020-12-29 14:00', '2020-12-29 13:35', '20% LADDER_2014'],
    ['25 minutes: a second late', '2020-12-29 14:00', '2020-12-29 13:35:01', 'refused ONLINE_CLOSED'],
    ['a window takes it still', '2020-12-29 14:00', '2020-12-29 13:59:59', '20% LADDER_2014', window],
    ['since 2020-12-30 to the last second', '2020-12-30 14:00', '2020-12-30 13:59:59', '20% LADDER_2014'],
    [
      'a train at 00:10 that night: shut by cut-off before midnight',
      '2020-12-30 00:10',
      '2020-12-29 23:59:59',
      'refused ONLINE_CLOSED',
    ],
    ['and open after it', '2020-12-30 00:10', '2020-12-30 00:00', '20% LADDER_2014'],
  ]);

  it('says that the window is open still, and next is the departure', () => {
    const quote = ask({ departure: '2020-12-29 14:00', at: '2020-12-29 13:40' });
    expect(quote.reason.zh).toContain('窗口');
    expect([clock(quote.next?.at ?? null), quote.next?.rate]).toEqual(['2020-12-29 14:00:00', null]);
    expect(quote.ladder.at(-1)?.channels).toEqual(['window']);
    expect(clock(quote.onlineUntil)).toBe('2020-12-29 13:35:00');
  });
});

describe('service hours of online refunds', () => {
  quoteTable([
    ['2014: 06:59:59', '2014-03-20 12:00', '2014-03-10 06:59:59', 'refused OUTSIDE_SERVICE_HOURS'],
    ['2014: 07:00', '2014-03-20 12:00', '2014-03-10 07:00', '5% LADDER_2013'],
    ['2014: 23:00', '2014-03-20 12:00', '2014-03-10 23:00', '5% LADDER_2013'],
    ['2014: 23:00:01', '2014-03-20 12:00', '2014-03-10 23:00:01', 'refused OUTSIDE_SERVICE_HOURS'],
    ['2020: 05:59:59', '2020-10-20 12:00', '2020-10-10 05:59:59', 'refused OUTSIDE_SERVICE_HOURS'],
    ['2020: 06:00', '2020-10-20 12:00', '2020-10-10 06:00', '5% LADDER_2014'],
    ['2020: 23:30', '2020-10-20 12:00', '2020-10-10 23:30', '5% LADDER_2014'],
    ['2020: 23:30:01', '2020-10-20 12:00', '2020-10-10 23:30:01', 'refused OUTSIDE_SERVICE_HOURS'],
    ['the last shut second', '2021-01-05 12:00', '2020-12-29 23:59:59', 'refused OUTSIDE_SERVICE_HOURS'],
    ['the first open midnight', '2021-01-05 12:00', '2020-12-30 00:00', '5% LADDER_2014'],
    ['at a window nobody asks', '2020-10-20 12:00', '2020-10-10 03:00', '5% LADDER_2014', window],
  ]);

  it('says when it opens again', () => {
    const asked = { departure: '2020-10-20 12:00', at: '2020-10-10 23:45' };
    expect(clock(ask(asked).opensAt)).toBe('2020-10-11 06:00:00');
    expect(clock(ask({ ...asked, at: '2020-10-10 03:00' }).opensAt)).toBe('2020-10-10 06:00:00');
    expect(clock(ask({ departure: '2021-01-05 12:00', at: '2020-12-29 23:45' }).opensAt)).toBe(
      '2020-12-30 00:00:00',
    );
    expect(ask(asked).next?.rate).toBe(0.1);
  });
});

describe('12306 shut for the night, and the train leaves before it opens', () => {
  const night = { departure: '2019-02-01 01:28', at: '2019-02-01 01:01' };

  it('says to go to a window, and of no opening after the train has left', () => {
    const quote = ask(night);
    expect([quote.allowed, quote.reasonCode, quote.opensAt]).toEqual([false, 'OUTSIDE_SERVICE_HOURS', null]);
    expect(quote.reason.en).toContain('will not reopen online before departure');
    expect(quote.reason.zh).toContain('车站窗口');
    expect(ask({ ...night, also: { channel: 'window' } }).allowed).toBe(true);
  });

  it('does not offer another refusal as another reading', () => {
    // By the 30 minutes too nothing is taken online at this second.
    expect(ask(night).doubts).toEqual([]);
  });

  it('ends online at the last open second, in onlineUntil and the ladder alike', () => {
    const quote = ask(night);
    expect(clock(quote.onlineUntil)).toBe('2019-01-31 23:30:00');
    expect(quote.ladder.map(({ to, channels }) => [clock(to), channels])).toEqual([
      ['2019-01-17 01:27:59', ['online', 'window']],
      ['2019-01-30 01:28:00', ['online', 'window']],
      ['2019-01-31 01:28:00', ['online', 'window']],
      ['2019-01-31 23:30:00', ['online', 'window']],
      ['2019-02-01 01:27:59', ['window']],
    ]);
  });

  it.each([
    ['a train after the opening, the cut-off before it', '2019-02-01 06:20', '2019-01-31 23:30:00'],
    ['a cut-off at the very opening', '2019-02-01 06:25', '2019-02-01 06:00:00'],
    ['refunds run all night since 2020-12-30', '2021-02-01 01:28', '2021-02-01 01:27:59'],
  ])('%s', (_what, departure, until) => {
    const quote = ask({ departure, at: departure.replace(/ .*/, ' 01:00') });
    expect(clock(quote.onlineUntil)).toBe(until);
    expect(quote.opensAt === null).toBe(until !== '2019-02-01 06:00:00');
  });
});

describe('the last second online', () => {
  it.each([
    [
      'a late train: until it really leaves',
      { departure: '2021-02-11 10:00', at: '2021-02-11 10:30', actual: '2021-02-11 12:00' },
      '2021-02-11 11:59:59',
    ],
    [
      'a suspended train: 30 days after its travel date',
      { departure: '2024-07-10 10:00', at: '2024-07-09 10:00', also: { suspended: true } },
      '2024-08-09 23:59:59',
    ],
    [
      'a train of Hong Kong',
      { departure: '2019-06-30 10:00', at: '2019-06-20 10:00', also: { product: 'hongKong' as const } },
      '2019-06-30 09:30:00',
    ],
    [
      'a group: 48 hours before',
      { departure: '2021-04-10 10:00', at: '2021-04-07 10:00', ...group },
      '2021-04-08 10:00:00',
    ],
    [
      'cash, before it was taken online',
      {
        departure: '2020-02-20 10:00',
        at: '2020-02-19 10:00',
        also: { payment: 'cash' as const, channel: 'window' as const },
      },
      null,
    ],
  ])('%s', (_what, asked, until) => {
    expect(clock(ask(asked).onlineUntil)).toBe(until);
  });
});

describe('group, cash, waitlist', () => {
  quoteTable([
    ['a group at exactly 48 hours', '2021-04-10 10:00', '2021-04-08 10:00', '5% LADDER_2021', group],
    ['a second less', '2021-04-10 10:00', '2021-04-08 10:00:01', 'refused GROUP_TOO_LATE', group],
    [
      'cash online the day before it was allowed',
      '2020-03-10 10:00',
      '2020-02-27 23:00',
      'refused CASH_AT_WINDOW_ONLY',
      cash,
    ],
    ['cash online from 28 February 2020', '2020-03-10 10:00', '2020-02-28 06:00', '5% LADDER_2014', cash],
    [
      'cash at a window before',
      '2020-03-10 10:00',
      '2020-02-27 23:00',
      '5% LADDER_2014',
      { also: { payment: 'cash', channel: 'window' } },
    ],
    [
      'a waitlist order before it is fulfilled',
      '2021-04-10 10:00',
      '2021-04-05 09:59:59',
      '0% WAITLIST_CANCEL',
      fulfilled,
    ],
    ['a waitlist order once fulfilled', '2021-04-10 10:00', '2021-04-05 10:00', '5% LADDER_2021', fulfilled],
  ]);

  it('tells who paid cash where the money is', () => {
    const quote = ask({ departure: '2021-03-10 10:00', at: '2021-02-28 06:00', ...cash });
    expect(quote.notes.map(({ code }) => code)).toContain('MONEY_AT_STATION');
  });

  it('has no next step for a group that is too late, and 48 hours less a second before', () => {
    const departure = '2021-04-10 10:00';
    expect(ask({ departure, at: '2021-04-09 10:00', ...group }).next).toBeNull();
    const next = ask({ departure, at: '2021-04-07 10:00', ...group }).next;
    expect([clock(next?.at ?? null), next?.rate]).toEqual(['2021-04-08 10:00:01', null]);
  });
});
