import { describe, expect, it } from 'vitest';
import { type Asked, ask, clock, type Extra } from './ask.ts';

type Row = [what: string, asked: Asked, first: [from: string | null, rule: string | null]];

const waitlisted: Extra = { bought: '2019-01-10 10:00', also: { waitlisted: true } };

describe('the first step of a ladder', () => {
  it.each<Row>([
    [
      'begins at the purchase',
      { departure: '2026-02-11 10:00', at: '2026-02-10 10:00', bought: '2026-02-01 10:00' },
      ['2026-02-01 10:00:00', 'LADDER_2021'],
    ],
    [
      'begins with the rules where the purchase is claimed to be older',
      { departure: '2026-02-11 10:00', at: '2026-02-10 10:00', bought: '1990-01-01 00:00' },
      ['2011-01-01 00:00:00', 'FLAT_20'],
    ],
    [
      'of Hong Kong begins with the line',
      {
        departure: '2026-02-11 10:00',
        at: '2026-02-10 10:00',
        bought: '1990-01-01 00:00',
        also: { product: 'hongKong' },
      },
      ['2018-09-23 00:00:00', 'HK_2018'],
    ],
    [
      'of a ticket under the travel-date key is the earlier rule, before such tickets could be out',
      { departure: '2013-09-05 10:00', at: '2013-09-04 10:00', bought: '2013-06-30 10:00' },
      ['2013-06-30 10:00:00', 'FLAT_2011'],
    ],
    [
      'of the first train under that key is its ladder, refunded before its first day',
      { departure: '2013-09-05 10:00', at: '2013-08-20 10:00', bought: '2013-08-17 10:00' },
      ['2013-08-17 10:00:00', 'LADDER_2013'],
    ],
    [
      'of a suspended train begins with the rule of suspension',
      {
        departure: '2018-07-10 10:00',
        at: '2018-07-09 10:00',
        bought: '2018-06-20 10:00',
        also: { suspended: true },
      },
      ['2018-07-01 00:00:00', 'SUSPENSION'],
    ],
    [
      'of a waitlist order begins with the waitlist',
      { departure: '2019-01-20 10:00', at: '2019-01-11 10:00', ...waitlisted },
      ['2018-12-27 00:00:00', 'WAITLIST_CANCEL'],
    ],
    [
      'reaches back to the sale where no purchase is told',
      { departure: '2026-02-11 10:00', at: '2026-02-10 10:00' },
      [null, 'LADDER_2021'],
    ],
  ])('%s', (_what, asked, first) => {
    const [step] = ask(asked).ladder;
    expect([clock(step?.from ?? null), step?.outcome.rule?.id]).toEqual(first);
  });

  it('names no rule before its first day, however old the ticket is said to be', () => {
    const asked = { departure: '2026-02-11 10:00', at: '2026-02-10 10:00', bought: '1990-01-01 00:00' };
    for (const product of ['domestic', 'hongKong'] as const) {
      for (const { from, outcome } of ask({ ...asked, also: { product } }).ladder) {
        expect((clock(from) ?? '') >= (outcome.rule?.from ?? '')).toBe(true);
      }
    }
  });
});
