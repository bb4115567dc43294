import { describe, expect, it } from 'vitest';
import { ask, bought, clock, type Extra, quoteTable, rebooked, WEST_KOWLOON } from './ask.ts';

const window: Extra = { also: { channel: 'window' } };
const cash: Extra = { also: { payment: 'cash' } };
const hongKong: Extra = { also: { product: 'hongKong' } };
const fromKowloon: Extra = { also: { product: 'hongKong', from: WEST_KOWLOON } };
describe('Hong Kong West Kowloon', () => {
  const old = '2019-06-30 10:00';
  const now = '2025-06-30 10:00';
  quoteTable([
    ['2018: exactly 15 days', old, '2019-06-15 10:00', '5% HK_2018', hongKong],
    ['2018: a second less', old, '2019-06-15 10:00:01', '30% HK_2018', hongKong],
    ['2018: exactly 48 hours', old, '2019-06-28 10:00', '30% HK_2018', hongKong],
    ['2018: a second less than 48', old, '2019-06-28 10:00:01', '50% HK_2018', hongKong],
    ['2018: exactly 30 minutes at a mainland station', old, '2019-06-30 09:30', '50% HK_2018', hongKong],
    ['2018: a second less', old, '2019-06-30 09:30:01', 'refused HONG_KONG_TOO_LATE', hongKong],
    ['2018: exactly 60 minutes from West Kowloon', old, '2019-06-30 09:00', '50% HK_2018', fromKowloon],
    [
      '2018: a second less from West Kowloon',
      old,
      '2019-06-30 09:00:01',
      'refused HONG_KONG_TOO_LATE',
      fromKowloon,
    ],
    [
      '2018: at the window no later',
      old,
      '2019-06-30 09:30:01',
      'refused HONG_KONG_TOO_LATE',
      { also: { product: 'hongKong', channel: 'window' } },
    ],
    ['2024: exactly 8 days', now, '2025-06-22 10:00', '5% HK_2024', hongKong],
    ['2024: a second less', now, '2025-06-22 10:00:01', '30% HK_2024', hongKong],
    ['2024: exactly 45 minutes from West Kowloon', now, '2025-06-30 09:15', '50% HK_2024', fromKowloon],
    [
      '2024: a second less from West Kowloon',
      now,
      '2025-06-30 09:15:01',
      'refused HONG_KONG_TOO_LATE',
      fromKowloon,
    ],
    [
      'rebooked: not refundable',
      now,
      '2025-06-20 10:00',
      'refused REBOOKED_NOT_REFUNDABLE',
      { ...rebooked('2025-06-18 10:00', '2025-06-25 10:00'), ...hongKong },
    ],
    [
      'no waiver of the mainland covers it',
      '2021-01-20 10:00',
      '2021-01-19 20:00',
      '50% HK_2018',
      { bought: '2021-01-05 10:00', ...hongKong },
    ],
  ]);

  it('drops the fraction of a yuan and knows no minimum', () => {
    expect(ask({ departure: old, at: '2019-06-20 10:00', fare: '215', ...hongKong }).feeFen).toBe(6_400);
    expect(ask({ departure: old, at: '2019-06-10 10:00', fare: '15', ...hongKong }).feeFen).toBe(0);
  });

  it('knows no rule before the line opened', () => {
    const asked = { departure: '2018-09-22 10:00', at: '2018-09-20 10:00', ...hongKong };
    expect(() => ask(asked)).toThrow(expect.objectContaining({ type: 'no-rule-known' }));
  });
});

describe('suspended and late trains', () => {
  const suspended: Extra = { also: { suspended: true } };
  const departure = '2024-07-10 10:00';
  quoteTable([
    ['suspended: before departure', departure, '2024-07-09 22:00', '0% SUSPENSION', suspended],
    [
      'suspended: the last second of the 30th day after',
      departure,
      '2024-08-09 23:59:59',
      '0% SUSPENSION',
      suspended,
    ],
    ['suspended: the second after', departure, '2024-08-10 00:00', 'refused SUSPENSION_OVER', suspended],
    [
      'suspended after a rebooking into the rush: no fee either',
      '2024-02-05 10:00',
      '2024-02-04 10:00',
      '0% SUSPENSION',
      { ...rebooked('2024-02-01 10:00', '2024-02-03 10:00'), ...suspended },
    ],
    [
      'late: after the time on the ticket',
      departure,
      '2024-07-10 11:59:59',
      '0% LATE_TRAIN',
      { actual: '2024-07-10 12:00' },
    ],
    [
      'late: when it has really left',
      departure,
      '2024-07-10 12:00',
      'refused TRAIN_DEPARTED',
      { actual: '2024-07-10 12:00' },
    ],
    [
      'late: before the time on the ticket the ladder holds',
      departure,
      '2024-07-10 09:00',
      '20% LADDER_2021',
      { actual: '2024-07-10 12:00' },
    ],
  ]);

  it('knows no rule for suspensions before July 2018', () => {
    expect(() => ask({ departure: '2018-06-20 10:00', at: '2018-06-19 10:00', ...suspended })).toThrow(
      expect.objectContaining({ type: 'no-rule-known' }),
    );
  });
});

describe('mistaken purchases', () => {
  const paid = '2026-02-05 10:00';
  const departure = '2026-02-06 09:00';
  const spent: Extra = { also: { mistakenPurchaseUsed: true } };
  quoteTable([
    ['exactly 30 minutes', departure, '2026-02-05 10:30', '0% MIS_PURCHASE', bought(paid)],
    ['a second more', departure, '2026-02-05 10:30:01', '20% LADDER_2021', bought(paid)],
    [
      'exactly 4 hours before departure',
      '2026-02-05 14:10',
      '2026-02-05 10:10',
      '0% MIS_PURCHASE',
      bought(paid),
    ],
    ['a second less', '2026-02-05 14:10', '2026-02-05 10:10:01', '20% LADDER_2021', bought(paid)],
    [
      'bought a second before the rule',
      '2026-02-02 09:00',
      '2026-01-19 00:10',
      '0% LADDER_2021',
      bought('2026-01-18 23:59:59'),
    ],
    [
      'travel the day before it covers',
      '2026-02-01 23:59',
      '2026-01-31 10:10',
      '10% LADDER_2021',
      bought('2026-01-31 10:00'),
    ],
    [
      'travel on the first day it covers',
      '2026-02-02 00:00',
      '2026-01-31 10:10',
      '0% MIS_PURCHASE',
      bought('2026-01-31 10:00'),
    ],
    ['at a window', departure, '2026-02-05 10:10', '20% LADDER_2021', { ...bought(paid), ...window }],
    ['paid in cash', departure, '2026-02-05 10:10', '20% LADDER_2021', { ...bought(paid), ...cash }],
    [
      'from the waitlist',
      departure,
      '2026-02-05 10:10',
      '20% LADDER_2021',
      { ...bought(paid), also: { waitlisted: true } },
    ],
    ['spent today', departure, '2026-02-05 10:10', '20% LADDER_2021', { ...bought(paid), ...spent }],
    [
      'rebooked',
      '2026-03-20 09:00',
      '2026-03-18 09:10',
      '10% LADDER_2021',
      { bought: '2026-03-18 09:00', ...rebooked('2026-03-18 09:05', '2026-03-20 08:00') },
    ],
    ['to Hong Kong', departure, '2026-02-05 10:10', '0% MIS_PURCHASE', { ...bought(paid), ...hongKong }],
    [
      'free anyway: by the ladder, the allowance stays',
      '2026-02-20 09:00',
      '2026-02-05 10:10',
      '0% LADDER_2021',
      bought(paid),
    ],
  ]);

  it('names the last free second as a step, and the dearer one after it', () => {
    const quote = ask({ departure, ...bought(paid), at: '2026-02-05 10:10' });
    expect([clock(quote.next?.at ?? null), quote.next?.rate]).toEqual(['2026-02-05 10:30:01', 0.2]);
    expect(quote.notes.map(({ code }) => code)).toContain('MISTAKEN_PURCHASE_SPENT');
  });
});
