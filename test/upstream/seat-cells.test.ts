import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Availability } from '../../src/seats/schema.ts';
import { parseSeatToken } from '../../src/upstream/seat-cells.ts';
import { buildRow, describeSeats, NO_SEATS, readRow, seatOf } from './support/rows.ts';

const seats = (changes: Record<number, string>) =>
  describeSeats(readRow(buildRow({ ...NO_SEATS, ...changes })));

describe('a seat token', () => {
  it.each<[string, Availability]>([
    ['有', { kind: 'plenty' }],
    ['无', { kind: 'none' }],
    ['0', { kind: 'none' }],
    ['*', { kind: 'notOnSale' }],
    ['1', { kind: 'count', count: 1 }],
    ['20', { kind: 'count', count: 20 }],
    ['21', { kind: 'plenty' }],
    ['330', { kind: 'plenty' }],
  ])('%s', (token, availability) => {
    expect(parseSeatToken(token)).toEqual(availability);
  });

  it.each([
    '候补',
    '--',
    '售完?',
    '無',
    '无 ',
    ' 无',
    '００',
    '00',
    '05',
    '-1',
    '1.0',
    '12345',
    'null',
    '有票',
    '**',
    '\uFFFD',
  ])('"%s" is a word nobody has listed: unknown, with the word', (token) => {
    expect(parseSeatToken(token)).toEqual({ kind: 'unknown', raw: token });
  });

  it('says none for 无 and 0 only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 8 }), (token) => {
        expect(parseSeatToken(token).kind === 'none').toBe(token === '无' || token === '0');
      }),
    );
  });
});

describe('the classes of a row', () => {
  it('leaves out what is not on the train', () => {
    expect(seats({ 30: '有', 31: '8', 32: '无', 34: 'O0M090', 35: 'OM9' })).toEqual([
      '9 none',
      'M count 8',
      'O plenty',
    ]);
  });

  it.each([
    ['9', 32],
    ['P', 25],
    ['D', 20],
    ['M', 31],
    ['O', 30],
    ['S', 30],
    ['6', 21],
    ['A', 21],
    ['4', 23],
    ['I', 23],
    ['F', 23],
    ['F', 33],
    ['3', 28],
    ['J', 28],
    ['5', 27],
    ['2', 24],
    ['7', 24],
    ['8', 24],
    ['1', 29],
    ['H', 22],
    ['G', 22],
    ['E', 22],
    ['Q', 22],
    ['Q', 20],
  ])('knows class %s in column %i by its code', (code, column) => {
    expect(seats({ [column]: '7', 35: code })).toEqual([`${code} count 7`]);
  });

  it('reads sleeper and seat of a moving-sleeper train as they were in 2017 and are in 2025', () => {
    expect(seats({ 30: '有', 33: '有', 34: 'O0F0', 35: 'OF' })).toEqual(['O plenty', 'F plenty']);
    expect(seats({ 23: '无', 30: '有', 34: 'O0F0', 35: 'OF' })).toEqual(['O plenty', 'F none']);
  });

  it('reads first and second class sleeper where a conventional train has soft and hard sleeper', () => {
    const row = readRow(
      buildRow({
        ...NO_SEATS,
        23: '有',
        26: '有',
        28: '3',
        30: '有',
        34: 'O0J0I0W0',
        35: 'OJIO',
        39: 'O032500021J052000003I087200021O032503034',
      }),
    );
    expect(describeSeats(row)).toEqual(['O plenty', 'I plenty', 'J count 3', 'W plenty']);
    expect(row.seats.map((seat) => seat.priceFen)).toEqual([32_500, 87_200, 52_000, 32_500]);
  });

  it('takes the first class of a column where the row names no classes at all', () => {
    const cells = Object.fromEntries(Array.from({ length: 14 }, (_, place) => [20 + place, '3']));
    expect(seats(cells).map((text) => text.charAt(0))).toEqual([...'9PDMO64F3521HW']);
  });

  it('is unknown where a cell is filled that no named class explains', () => {
    expect(seats({ 25: '无', 26: '无', 32: '5', 34: '90', 35: '9' })).toEqual([
      '9 count 5',
      'P unknown 无',
      'W unknown 无',
    ]);
  });

  it('is unknown where a named class has no cell', () => {
    expect(seats({ 32: '5', 34: '90M0W0', 35: '9M9' })).toEqual([
      '9 count 5',
      'M unknown null',
      'W unknown null',
    ]);
  });

  it('trusts columns of one class only, where a code is new', () => {
    expect(seats({ 29: '3', 28: '无', 34: 'Z0', 35: 'Z' })).toEqual(['3 unknown 无', '1 count 3']);
  });
});

describe('two classes in one column', () => {
  const shared = (token: string, prices: string) => seats({ 30: token, 35: 'OS', 39: prices });

  it('are told apart by their own counts', () => {
    expect(shared('有', 'O009500021S015000003')).toEqual(['O plenty', 'S count 3']);
    expect(shared('3', 'O009500000S015000003')).toEqual(['O none', 'S count 3']);
    expect(shared('无', 'O009500000S015000000')).toEqual(['O none', 'S none']);
  });

  it('are unknown where counts and column contradict each other', () => {
    expect(shared('无', 'O009500000S015000003')).toEqual(['O unknown 无', 'S unknown 无']);
    expect(shared('有', 'O009500000S015000000')).toEqual(['O unknown 有', 'S unknown 有']);
  });

  it('are both not on sale, or both unknown, when the column says so', () => {
    expect(shared('*', 'O009500000S015000000')).toEqual(['O notOnSale', 'S notOnSale']);
    expect(shared('候补', 'O009500000S015000000')).toEqual(['O unknown 候补', 'S unknown 候补']);
  });

  it('are the first class, and unknown for the other, without counts', () => {
    expect(shared('5', '')).toEqual(['O count 5', 'S unknown 5']);
    expect(shared('有', 'S015000003')).toEqual(['O unknown 有', 'S count 3']);
  });
});

describe('a class alone in its column', () => {
  it('is what the column says, as the page shows it, even where field 39 counts otherwise', () => {
    const row = readRow(buildRow({ ...NO_SEATS, 30: '无', 35: 'O', 39: 'O009500007' }));
    expect(seatOf(row, 'O')).toMatchObject({ availability: { kind: 'none' }, priceFen: 9_500 });
  });

  it('has the price of standing room from the item that counts from 3000', () => {
    const row = readRow(buildRow({ 39: '3008750014401325000210041500211003003066' }));
    expect(seatOf(row, '1')?.priceFen).toBe(4_150);
    expect(seatOf(row, 'W')?.priceFen).toBe(3_000);
  });
});
