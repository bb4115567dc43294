import { describe, expect, it } from 'vitest';
import type { ArchivedDay } from '../../../src/store/archive/archived-day.ts';
import { hashContent, hashDay } from '../../../src/store/archive/day-hash.ts';

const DAY: ArchivedDay = {
  pair: { from: 'TNV', to: 'HGH' },
  travelDate: '2021-02-09',
  rows: [{ trainNo: '27000G186404', origin: 'TNV', destination: 'HGH', seats: ['M', 'O'] }],
  facts: [
    [
      'G1864',
      'TNV',
      'HGH',
      '2021-02-09',
      '12:50',
      null,
      520,
      1_610_344_800_000,
      null,
      '预订',
      [['O', 69_350]],
    ],
  ],
  tokens: ['候补'],
  planned: Float64Array.of(1_610_416_800_000, 1_610_417_100_123),
  observed: Uint32Array.of(1_610_416_807, 1_610_417_104),
  failures: [
    {
      observed: 1_610_417_400,
      planned: 1_610_417_390_000,
      outcome: 'failed',
      sign: 'timeout',
      detail: '8 秒',
    },
  ],
  tracks: [
    { polls: Uint32Array.of(0), values: Uint16Array.of(4) },
    { polls: Uint32Array.of(0, 1), values: Uint16Array.of(1, 255) },
    { polls: Uint32Array.of(0), values: Uint16Array.of(0) },
    { polls: Uint32Array.of(0, 1), values: Uint16Array.of(65, 80) },
    { polls: Uint32Array.of(0, 1), values: Uint16Array.of(81, 80) },
  ],
};

describe('the content hash', () => {
  it('is this very one, on every machine and in every version', () => {
    // Both from the rules of day-hash.ts written down in Python (json, struct, hashlib).
    expect(hashDay(DAY)).toBe('76f5e819211a490564fb1c2add502a6b592aa9fc5e4dba0ecbe1d9297deab6e4');
    expect(hashContent([{ key: 'TNV-HGH 2021-02-09', hash: hashDay(DAY) }])).toBe(
      '713c23b54046e0267c9fd26387418c2c7744f2379bad4826c1b70b1578558627',
    );
  });

  it.each<[string, Partial<ArchivedDay>]>([
    ['the pair', { pair: { from: 'TYV', to: 'HGH' } }],
    ['the date', { travelDate: '2021-02-10' }],
    ['a row', { rows: [{ trainNo: '27000G186404', origin: 'TYV', destination: 'HGH', seats: ['M', 'O'] }] }],
    [
      'a class',
      { rows: [{ trainNo: '27000G186404', origin: 'TNV', destination: 'HGH', seats: ['9', 'O'] }] },
    ],
    ['a token', { tokens: ['--'] }],
    ['a plan', { planned: Float64Array.of(1_610_416_800_000, 1_610_417_100_124) }],
    ['an instant', { observed: Uint32Array.of(1_610_416_807, 1_610_417_105) }],
    ['a failure', { failures: [] }],
    [
      'a value',
      { tracks: DAY.tracks.with(3, { polls: Uint32Array.of(0, 1), values: Uint16Array.of(65, 79) }) },
    ],
    ['a change', { tracks: DAY.tracks.with(3, { polls: Uint32Array.of(0), values: Uint16Array.of(65) }) }],
  ])('is another when %s is', (_, change) => {
    expect(hashDay({ ...DAY, ...change })).not.toBe(hashDay(DAY));
  });

  it('does not depend on the order in which pairs and dates come', () => {
    const days = [
      { key: 'TNV-HGH 2021-02-09', hash: 'aa' },
      { key: 'TNV-HGH 2021-02-10', hash: 'bb' },
    ];
    expect(hashContent(days.toReversed())).toBe(hashContent(days));
  });
});
