import { describe, expect, it } from 'vitest';
import { planLonger, planNeighbours, stretchOf } from '../../src/seats/alternatives.ts';
import { arrangeGlance, type GlanceTrain } from '../../src/seats/glance.ts';
import { compareRunOut, hoursLeft, type StockRow } from '../../src/seats/low-stock.ts';
import type { Availability } from '../../src/seats/schema.ts';

const STOPS = ['AAA', 'BBB', null, 'CCC', 'DDD', 'EEE'];
const cityOf = (telecode: string) => (telecode === 'BBX' ? 'BBB' : telecode);

describe('a longer stretch of the same train', () => {
  it('is found by the stops in their order', () => {
    expect(stretchOf(STOPS, 'BBB', 'DDD')).toEqual({ from: 1, to: 4 });
    expect([stretchOf(STOPS, 'DDD', 'BBB'), stretchOf(STOPS, 'XXX', 'DDD')]).toEqual([null, null]);
  });

  it('is looked for in the pairs whose cities the train calls at so', () => {
    const watch = (from: string, to: string) => ({ pair: { from, to }, travelDate: '2021-02-09' });
    const watches = [
      watch('BBX', 'EEE'),
      watch('AAA', 'DDD'),
      watch('CCC', 'EEE'),
      watch('BBB', 'CCC'),
      watch('XXX', 'EEE'),
    ];
    const asked = { from: 1, to: 4 };
    expect(planLonger(watches, STOPS, asked, cityOf).map(({ pair }) => `${pair.from}-${pair.to}`)).toEqual([
      'BBX-EEE',
      'AAA-DDD',
    ]);
  });

  it('has its nearest neighbours named at both ends, stops without a telecode left out', () => {
    expect(planNeighbours(STOPS, { from: 3, to: 4 }, 2)).toEqual([
      { from: 'BBB', to: 'DDD' },
      { from: 'CCC', to: 'EEE' },
    ]);
  });
});

const seat = (seatClass: string, availability: Availability) => ({ class: seatClass, availability });
const PLENTY: Availability = { kind: 'plenty' };
const NONE: Availability = { kind: 'none' };
const train = (saleState: GlanceTrain['saleState'], ...seats: GlanceTrain['seats']): GlanceTrain => ({
  saleState,
  departed: false,
  seats,
});

describe('a day at a glance', () => {
  const sold = train('soldOut', seat('O', NONE), seat('W', NONE));
  it.each<[string, GlanceTrain[], string]>([
    ['the best of its trains', [sold, train('onSale', seat('O', PLENTY))], 'plenty'],
    [
      'few where only counted seats are left',
      [sold, train('onSale', seat('O', { kind: 'count', count: 3 }))],
      'few',
    ],
    ['few where many may stand', [train('onSale', seat('O', NONE), seat('W', PLENTY))], 'few'],
    ['none where every train is gone', [sold, sold], 'none'],
    [
      'none where the rest has left',
      [sold, { ...train('unknown', seat('O', PLENTY)), departed: true }],
      'none',
    ],
    ['none where the rest does not run', [sold, train('suspended')], 'none'],
    [
      'not none where a train is not known',
      [sold, train('unknown', seat('O', { kind: 'unknown', raw: null }))],
      'unknown',
    ],
    [
      'not none where a class is not known',
      [train('onSale', seat('O', NONE), seat('M', { kind: 'unknown', raw: '?' }))],
      'unknown',
    ],
    [
      'not none where a train is still to be sold',
      [sold, train('notYetOnSale', seat('O', { kind: 'notOnSale' }))],
      'notYetOnSale',
    ],
    ['suspended where nothing runs', [train('suspended'), train('suspended')], 'suspended'],
    ['unknown without any train', [], 'unknown'],
    ['unknown when all have left', [{ ...sold, departed: true }], 'unknown'],
  ])('is %s', (_what, trains, glance) => {
    expect(arrangeGlance(trains).glance).toBe(glance);
  });

  it('counts each train once', () => {
    expect(arrangeGlance([sold, train('onSale', seat('O', PLENTY)), train('suspended')]).counts).toEqual({
      plenty: 1,
      few: 0,
      none: 1,
      other: 1,
    });
  });
});

describe('the low-stock list', () => {
  const row = (
    trainCode: string,
    availability: Availability,
    inHours?: number,
    departed = false,
  ): StockRow => ({
    trainCode,
    departed,
    departure: '2021-02-09T12:50:00+08:00',
    seats: [{ availability, trend: inHours === undefined ? { kind: 'none' } : { kind: 'runsOut', inHours } }],
  });
  const count = (n: number): Availability => ({ kind: 'count', count: n });

  it('has first what runs out first, then what is counted, then plenty, gone, unknown, and what has left', () => {
    const sorted = [
      row('G1', count(9), 1.5),
      row('G2', count(20), 8),
      row('G3', count(2)),
      row('G4', count(14)),
      row('G5', PLENTY),
      row('G6', NONE),
      row('G7', { kind: 'unknown', raw: null }),
      row('G0', count(1), 0.1, true),
    ];
    expect(
      [...sorted]
        .reverse()
        .sort(compareRunOut)
        .map(({ trainCode }) => trainCode),
    ).toEqual(sorted.map(({ trainCode }) => trainCode));
    expect(sorted.map(hoursLeft)).toEqual([1.5, 8, null, null, null, null, null, 0.1]);
  });
});
