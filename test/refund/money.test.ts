import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feeOf, formatYuan, parseYuan, roundedShare } from '../../src/refund/money.ts';

const ORDINARY = { rounding: 'halfYuan', minimumFen: 200 } as const;

describe('a fare', () => {
  it.each([
    ['553', 55_300],
    ['553.5', 55_350],
    ['553.50', 55_350],
    ['0.01', 1],
    ['100000', 10_000_000],
  ])('%s is %d fen', (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
  });

  it.each([
    '0',
    '0.00',
    '-5',
    '+5',
    '5.555',
    '1e9',
    '1e2',
    '1000000000',
    '100000.01',
    '',
    ' 5',
    '5 ',
    '.5',
    '5.',
    '5,50',
    '五',
    'NaN',
    '0x10',
  ])('%j is none', (text) => {
    expect(parseYuan(text)).toBeNull();
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (fen) => {
        expect(parseYuan(formatYuan(fen))).toBe(fen);
      }),
    );
  });
});

describe('a fee', () => {
  it.each([
    ['45', 5, 250, 'a tail of 0.25 counts as 0.5'],
    ['44.50', 5, 200, 'below 0.25 it is dropped'],
    ['55', 5, 300, 'a tail of 0.75 makes a yuan'],
    ['54.80', 5, 250, 'below 0.75 it is 0.5'],
    ['553', 5, 2_750, 'the fare of a published example'],
    ['57.50', 10, 600, '5.75'],
    ['8.50', 20, 200, 'the minimum of 2 yuan'],
    ['1.99', 5, 199, 'below 2 yuan the fee is the fare'],
    ['2', 5, 200, 'a fare of 2 yuan'],
    ['100', 0, 0, 'free is free'],
  ])('of %s yuan at %d%% is %d fen: %s', (fare, percent, fen) => {
    expect(feeOf(parseYuan(fare) ?? 0, percent, ORDINARY)).toBe(fen);
  });

  it('in whole yuan drops the fraction', () => {
    expect(roundedShare(21_500, 30, 'wholeYuanDown')).toBe(6_400);
    expect(roundedShare(21_500, 50, 'wholeYuanDown')).toBe(10_700);
  });

  it('is never off by more than a quarter yuan before the minimum', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500_000 }),
        fc.constantFrom(5, 10, 15, 20, 40),
        (fen, percent) => {
          const rounded = roundedShare(fen, percent, 'halfYuan');
          expect(rounded % 50).toBe(0);
          expect(Math.abs(rounded - (fen * percent) / 100)).toBeLessThanOrEqual(25);
        },
      ),
    );
  });
});
