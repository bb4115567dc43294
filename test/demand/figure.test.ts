import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCanonicalJson } from '../../src/demand/canonical-json.ts';
import { FIGURE_ID, type Figure, planFigureId, planQueryKey } from '../../src/demand/figure.ts';
import { findDifference } from '../../src/demand/first-difference.ts';
import { parseScope, planScopeText } from '../../src/demand/scope-text.ts';
import { usualIntervalOf } from '../../src/demand/usual-interval.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const input = (season: number, contentHash = '0'.repeat(64)) => ({
  season,
  knownUntil: null,
  watches: 1,
  polls: 2,
  contentHash,
});
const KNOWN: Pick<Figure, 'query' | 'methodVersion' | 'inputs'> = {
  query: { season: 2021, baseline: 2020, scope: { kind: 'national' } },
  methodVersion: '1',
  inputs: { season: input(2021), baseline: input(2020) },
};

describe('a scope', () => {
  it.each([
    ['national', { kind: 'national' }],
    ['TNV', { kind: 'station', telecode: 'TNV' }],
    ['TNV-HGH', { kind: 'pair', from: 'TNV', to: 'HGH' }],
    ['TNV-SJP-HGH', { kind: 'corridor', stations: ['TNV', 'SJP', 'HGH'] }],
  ] as const)('%s is read and written alike', (text, scope) => {
    expect(parseScope(text)).toEqual(scope);
    expect(planScopeText(parseScope(text)!)).toBe(text);
  });

  it.each(['', 'tnv', 'TN', 'TNV-', 'TNV-TNV', 'National', 'TNV HGH'])('"%s" is none', (text) => {
    expect(parseScope(text)).toBeNull();
  });
});

describe('canonical JSON', () => {
  it('has one text a value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(planCanonicalJson(turned)).toBe(planCanonicalJson(value));
        expect(JSON.parse(planCanonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('has no text for what is no number', () => {
    expect(() => planCanonicalJson({ ratio: Number.NaN })).toThrow(RangeError);
    expect(() => planCanonicalJson([Number.POSITIVE_INFINITY])).toThrow(RangeError);
  });
});

describe('the id of a figure', () => {
  it('is 80 bits of its question, method and inputs, and changes with each of them', () => {
    const ids = [
      KNOWN,
      { ...KNOWN, methodVersion: '2' },
      { ...KNOWN, query: { ...KNOWN.query, baseline: 2019 } },
      { ...KNOWN, inputs: { ...KNOWN.inputs, season: input(2021, '1'.repeat(64)) } },
    ].map((one) => planFigureId(one, sha256));
    for (const id of ids) expect(id).toMatch(FIGURE_ID);
    expect(new Set(ids).size).toBe(ids.length);
    expect(planQueryKey(KNOWN.query)).toBe('2021/2020/national');
  });
});

describe('the first difference', () => {
  it('is none between equal values, and where a value was changed otherwise', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(findDifference(value, structuredClone(value))).toBeNull();
      }),
    );
    expect(findDifference({ b: 1, a: [1, { c: 2 }] }, { a: [1, { c: 3 }], b: 2 })).toEqual({
      path: 'a.1.c',
      frozen: 2,
      recomputed: 3,
    });
    expect(findDifference([1], [1, 2])).toEqual({ path: '1', frozen: undefined, recomputed: 2 });
    expect(findDifference({}, [])?.path).toBe('(all)');
  });
});

describe('the usual interval of a day', () => {
  const planned = (minutes: readonly number[]) => ({
    polls: {
      seconds: Uint32Array.from(minutes, (minute) => minute * 60),
      plannedAt: Float64Array.from(minutes, (minute) => minute * 60_000),
    },
    failed: [],
  });

  it.each([
    ['every hour, but more often at the opening', [0, 30, 60, 120, 180, 240, 300, 360], 60],
    ['every five minutes: never less than our own', [0, 5, 10, 15, 20, 25], 10],
    ['every three hours: never more than an hour', [0, 180, 360, 540], 60],
    ['one poll alone', [7], 10],
    ['nothing', [], 10],
  ])('%s', (_, minutes, expected) => {
    expect(usualIntervalOf(planned(minutes))).toBe(expected);
  });

  it('counts polls that failed: they were planned', () => {
    const failed = [20, 40].map((minute) => ({
      plannedAt: minute * 60_000,
      observedAt: minute * 60_000,
      outcome: 'failed' as const,
      sign: 'timeout',
      detail: null,
    }));
    expect(usualIntervalOf({ ...planned([0, 60]), failed })).toBe(20);
  });
});
