import { describe, expect, it } from 'vitest';
import { type Asked, ask, bought, type Extra, quoteTable, rebooked, station } from './ask.ts';

const group: Extra = { also: { product: 'group' } };
const cashW3: Extra = { bought: '2020-01-20 10:00', also: { payment: 'cash', channel: 'window' } };

describe('the Spring Festival rule and rebook-then-refund', () => {
  quoteTable([
    [
      'rebooked to the first day of the rush',
      '2021-01-28 00:00',
      '2021-01-20 00:00',
      '20% CHUNYUN_20',
      rebooked('2021-01-16 10:00', '2021-01-25 10:00'),
    ],
    [
      'rebooked to the day before',
      '2021-01-27 23:59',
      '2021-01-19 23:59',
      '0% LADDER_2021',
      rebooked('2021-01-16 10:00', '2021-01-25 10:00'),
    ],
    [
      'rebooked to its last minute',
      '2021-03-08 23:59',
      '2021-02-20 10:00',
      '20% CHUNYUN_20',
      rebooked('2021-01-16 10:00', '2021-01-25 10:00'),
    ],
    [
      'rebooked to the day after',
      '2021-03-09 00:00',
      '2021-02-20 10:00',
      '0% LADDER_2021',
      rebooked('2021-01-16 10:00', '2021-01-25 10:00'),
    ],
    [
      'another destination counts too',
      '2021-02-05 10:00',
      '2021-01-20 10:00',
      '20% CHUNYUN_20',
      rebooked('2021-01-16 10:00', '2021-01-25 10:00', 'destination'),
    ],
    [
      'before 3 December 2014 it did not exist',
      '2014-02-10 10:00',
      '2014-02-05 10:00',
      '5% LADDER_2013',
      rebooked('2014-02-04 10:00', '2014-02-08 10:00'),
    ],
    ['never rebooked: the ladder', '2021-02-05 10:00', '2021-01-20 10:00', '0% LADDER_2021'],
    [
      '2026 too',
      '2026-02-12 10:00',
      '2026-02-01 10:00',
      '20% CHUNYUN_20',
      rebooked('2026-01-30 10:00', '2026-02-11 10:00'),
    ],
    [
      '5 %: rebooked with exactly 48 hours left',
      '2021-04-18 10:00',
      '2021-04-09 10:00',
      '5% REBOOK_5',
      rebooked('2021-04-08 10:00', '2021-04-10 10:00'),
    ],
    [
      'free: with a second less (2021 text)',
      '2021-04-18 10:00',
      '2021-04-09 10:00',
      '0% LADDER_2021',
      rebooked('2021-04-08 10:00:01', '2021-04-10 10:00'),
    ],
    [
      '5 %: with less than 48 hours (2024 text)',
      '2024-04-18 10:00',
      '2024-04-09 10:00',
      '5% REBOOK_5',
      rebooked('2024-04-08 10:00:01', '2024-04-10 10:00'),
    ],
    [
      'free: rebooked with 8 days left',
      '2021-04-18 10:00',
      '2021-04-03 10:00',
      '0% LADDER_2021',
      rebooked('2021-04-02 10:00', '2021-04-10 10:00'),
    ],
    [
      '5 %: with a second less than 8 days',
      '2021-04-18 10:00',
      '2021-04-03 10:00',
      '5% REBOOK_5',
      rebooked('2021-04-02 10:00:01', '2021-04-10 10:00'),
    ],
    [
      '5 %: with exactly 15 days left (2015 text)',
      '2016-06-30 10:00',
      '2016-06-10 10:00',
      '5% REBOOK_5',
      rebooked('2016-06-01 10:00', '2016-06-16 10:00'),
    ],
    [
      'free: with a second more',
      '2016-06-30 10:00',
      '2016-06-10 10:00',
      '0% LADDER_2014',
      rebooked('2016-06-01 09:59:59', '2016-06-16 10:00'),
    ],
    [
      'free: before 10 June 2015',
      '2015-06-30 10:00',
      '2015-06-09 22:00',
      '0% LADDER_2014',
      rebooked('2015-06-08 10:00', '2015-06-12 10:00'),
    ],
    [
      '5 %: from that day',
      '2015-06-30 10:00',
      '2015-06-10 08:00',
      '5% REBOOK_5',
      rebooked('2015-06-08 10:00', '2015-06-12 10:00'),
    ],
    [
      'rebooked after departure: not refundable',
      '2024-02-11 10:00',
      '2024-02-10 22:00',
      'refused REBOOKED_NOT_REFUNDABLE',
      rebooked('2024-02-10 20:00', '2024-02-10 10:00'),
    ],
    [
      'rebooked at the very second of departure: the same',
      '2024-02-11 10:00',
      '2024-02-10 22:00',
      'refused REBOOKED_NOT_REFUNDABLE',
      rebooked('2024-02-10 10:00', '2024-02-10 10:00'),
    ],
  ]);

  it('says how far it is believed in 2026', () => {
    const asked = {
      departure: '2026-02-12 10:00',
      ...rebooked('2026-01-30 10:00', '2026-02-11 10:00'),
    };
    expect(ask({ ...asked, at: '2026-02-01 10:00' }).confidence).toBe('medium');
  });
});

describe('the waivers of 2020 to 2022', () => {
  const w5Train = '2021-01-20 10:00';
  const w5At = '2021-01-19 20:00';
  const w5 = { departure: w5Train, at: w5At };
  quoteTable([
    [
      'W2: bought a second before 24 January',
      '2020-02-01 10:00',
      '2020-01-31 12:00',
      '0% W2',
      bought('2020-01-23 23:59:59'),
    ],
    [
      'between W2 and W3: charged',
      '2020-02-01 10:00',
      '2020-01-27 23:00',
      '5% LADDER_2014',
      bought('2020-01-24 00:00'),
    ],
    ['until W3 covers it', '2020-02-01 10:00', '2020-01-28 06:00', '0% W3', bought('2020-01-24 00:00')],
    [
      'W3: bought at midnight after the cut-off',
      '2020-02-01 10:00',
      '2020-01-31 12:00',
      '20% LADDER_2014',
      bought('2020-01-28 00:00'),
    ],
    [
      'W4: bought by 5 February 24:00',
      '2020-02-20 10:00',
      '2020-02-20 09:00',
      '0% W4',
      bought('2020-02-05 23:59:59'),
    ],
    ['W4: after it', '2020-02-20 10:00', '2020-02-20 09:00', '20% LADDER_2014', bought('2020-02-06 00:00')],
    [
      'cash under W3 after departure, at a window',
      '2020-02-01 10:00',
      '2020-03-25 23:59:59',
      '0% W3',
      cashW3,
    ],
    ['cash under W3: over', '2020-02-01 10:00', '2020-03-26 00:00', 'refused TRAIN_DEPARTED', cashW3],
    [
      'electronic under W3 after departure',
      '2020-02-01 10:00',
      '2020-02-01 10:00',
      'refused TRAIN_DEPARTED',
      bought('2020-01-20 10:00'),
    ],
    [
      'W2: a train of the last day on sale at its cut-off',
      '2020-02-21 10:00',
      '2020-02-20 12:00',
      '0% W2',
      bought('2020-01-23 23:59:59'),
    ],
    [
      'W5: the day after the last on sale at its cut-off',
      '2021-02-05 10:00',
      '2021-02-04 20:00',
      '20% LADDER_2021',
      bought('2021-01-05 10:00'),
    ],
    [
      'no waiver of years ago, whatever purchase is claimed',
      '2026-02-11 10:00',
      '2026-02-10 10:00',
      '10% LADDER_2021',
      bought('2019-12-01 00:00'),
    ],
    [
      'W5: in the last second before it began',
      w5Train,
      '2021-01-06 23:59:59',
      '5% LADDER_2014',
      bought('2021-01-05 10:00'),
    ],
    ['W5: from midnight', w5Train, '2021-01-07 00:00', '0% W5', bought('2021-01-05 10:00')],
    ['W5: bought in the last second', w5Train, w5At, '0% W5', bought('2021-01-06 23:59:59')],
    ['W5: bought a second later', w5Train, w5At, '20% LADDER_2021', bought('2021-01-07 00:00')],
    [
      'W5: rebooked by the cut-off, into the rush',
      '2021-02-01 10:00',
      '2021-01-25 10:00',
      '0% W5',
      { bought: '2021-01-05 10:00', ...rebooked('2021-01-06 20:00', '2021-01-30 10:00') },
    ],
    [
      'W5: rebooked after it',
      '2021-02-01 10:00',
      '2021-01-25 10:00',
      '20% CHUNYUN_20',
      { bought: '2021-01-05 10:00', ...rebooked('2021-01-07 00:00', '2021-01-30 10:00') },
    ],
    [
      'W6: Hebei to Beijing',
      w5Train,
      w5At,
      '0% W6',
      { bought: '2021-01-08 10:00', also: { from: station('石家庄'), to: station('北京西', 'BXP', '北京') } },
    ],
    [
      'W6: not the other way',
      w5Train,
      w5At,
      '20% LADDER_2021',
      { bought: '2021-01-08 10:00', also: { from: station('北京西', 'BXP', '北京'), to: station('石家庄') } },
    ],
    [
      'W9: bought in the last second',
      '2022-03-20 10:00',
      '2022-03-19 20:00',
      '0% W9',
      bought('2022-03-14 23:59:59'),
    ],
    [
      'W9: bought a second later',
      '2022-03-20 10:00',
      '2022-03-19 20:00',
      '20% LADDER_2021',
      bought('2022-03-15 00:00'),
    ],
    [
      'civil aviation’s cut-off of 27 January 2021 is no railway’s',
      '2021-02-05 10:00',
      '2021-02-04 20:00',
      '20% LADDER_2021',
      bought('2021-01-26 10:00'),
    ],
    [
      'a group is free too, 48 hours ahead',
      '2021-01-20 10:00',
      '2021-01-18 10:00',
      '0% W5',
      { bought: '2021-01-05 10:00', ...group },
    ],
  ]);

  it('asks for the purchase time where it would matter, and only there', () => {
    const codes = (asked: Asked) => ask(asked).notes.map(({ code }) => code);
    expect(codes(w5)).toContain('PURCHASE_TIME_MISSING');
    expect(codes({ departure: '2021-02-11 10:00', at: '2021-02-10 20:00' })).not.toContain(
      'PURCHASE_TIME_MISSING',
    );
  });
});
