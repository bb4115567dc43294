import { describe, expect, it } from 'vitest';
import { parseYpInfo, priceOf } from '../../src/upstream/yp-info.ts';
import { describeRecorded, readPriceVectors } from './support/recorded.ts';

describe('field 39', () => {
  it.each([
    ['O009500000', { code: 'O', priceFen: 9_500, standing: false, count: 0 }],
    ['M015000000', { code: 'M', priceFen: 15_000, standing: false, count: 0 }],
    ['9032900000', { code: '9', priceFen: 32_900, standing: false, count: 0 }],
    ['3008750014', { code: '3', priceFen: 8_750, standing: false, count: 14 }],
    ['1004150021', { code: '1', priceFen: 4_150, standing: false, count: 21 }],
    ['1004153000', { code: '1', priceFen: 4_150, standing: true, count: 0 }],
    ['1002153330', { code: '1', priceFen: 2_150, standing: true, count: 330 }],
    ['W004150007', { code: 'W', priceFen: 4_150, standing: true, count: 7 }],
    ['9999999999', { code: '9', priceFen: 999_990, standing: true, count: 6_999 }],
    ['O000000005', { code: 'O', priceFen: null, standing: false, count: 5 }],
  ])('%s is one class, its price in fen and its count', (text, item) => {
    expect(parseYpInfo(text)).toEqual([item]);
  });

  it('is empty where the answer withholds it', () => {
    expect(parseYpInfo('')).toEqual([]);
  });

  it.each(['O00950000', 'O0095000000', 'o009500000', 'O0095o0000', 'O009500000 ', '候补'])(
    'cannot be read from "%s"',
    (text) => {
      expect(parseYpInfo(text)).toBeNull();
    },
  );

  it('states no price where two items of a class differ', () => {
    expect(priceOf(parseYpInfo('O009500000O009600000') ?? [])).toBeNull();
    expect(priceOf(parseYpInfo('O009500000O009500003') ?? [])).toBe(9_500);
    expect(priceOf([])).toBeNull();
  });
});

describeRecorded('field 39 as recorded', () => {
  it('reads all 91 recorded cells of 24 rows as the page shows them', () => {
    const vectors = readPriceVectors();
    const cells = vectors.flatMap(({ field39, decoded }) => {
      const items = parseYpInfo(field39) ?? [];
      expect(items).toHaveLength(decoded.length);
      return decoded.map((cell, index) => ({ cell, item: items[index] }));
    });
    expect(vectors).toHaveLength(24);
    expect(cells).toHaveLength(91);
    for (const { cell, item } of cells) {
      expect(item).toEqual({
        code: cell.seat_code,
        priceFen: Math.round(cell.price_yuan * 100),
        standing: cell.standing,
        count: cell.count_capped,
      });
      if (cell.row_value === '*') expect(item?.count).toBe(0);
      else expect(shownFor(item?.count ?? Number.NaN)).toBe(cell.row_value);
    }
  });
});

/** What the page shows for a count (PROTOCOL.md 2.2). */
function shownFor(count: number): string {
  if (count === 0) return '无';
  return count > 20 ? '有' : String(count);
}
