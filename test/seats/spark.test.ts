import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import type { Availability } from '../../src/seats/schema.ts';
import { planSeatCode } from '../../src/seats/seat-code.ts';
import { arrangeSpark } from '../../src/seats/spark.ts';

const OPENING = parseInstant('2021-01-11T14:00') as Instant;
const at = (hours: number) => OPENING + hours * HOUR_MS;

function course(points: readonly [hours: number, availability: Availability][]) {
  return {
    seconds: Uint32Array.from(points, ([hours]) => at(hours) / 1_000),
    codes: Uint8Array.from(points, ([, availability]) => planSeatCode(availability, null, () => 0)),
  };
}

const count = (n: number): Availability => ({ kind: 'count', count: n });
const PLENTY: Availability = { kind: 'plenty' };
const NONE: Availability = { kind: 'none' };

describe('the course of an offer beside its number', () => {
  it('is a level from each change on, plenty drawn as one above what is counted', () => {
    const seen = course([
      [0, PLENTY],
      [3, count(20)],
      [4.5, count(2)],
      [5, NONE],
    ]);
    expect(arrangeSpark(seen, { from: at(0), until: at(6), gaps: [] })).toEqual([
      [0, 21],
      [3, 20],
      [4.5, 2],
      [5, 0],
    ]);
  });

  it('has a gap where nobody looked, and goes on with what was found after it', () => {
    const seen = course([
      [0, PLENTY],
      [6, count(3)],
    ]);
    const gaps = [{ from: at(2), to: at(6), reason: 'not-polled' }];
    expect(arrangeSpark(seen, { from: at(0), until: at(7), gaps })).toEqual([
      [0, 21],
      [2, null],
      [6, 3],
    ]);
  });

  it('ends in a gap while nobody looks', () => {
    const gaps = [{ from: at(2), to: null, reason: 'not-polled' }];
    const points = arrangeSpark(course([[0, PLENTY]]), { from: at(0), until: at(9), gaps });
    expect(points.at(-1)).toEqual([2, null]);
  });

  it('shows what has no number as no level', () => {
    const seen = course([
      [-2, { kind: 'notOnSale' }],
      [1, count(4)],
      [2, { kind: 'suspended' }],
    ]);
    expect(arrangeSpark(seen, { from: at(0), until: at(3), gaps: [] })).toEqual([
      [0, null],
      [1, 4],
      [2, null],
    ]);
  });

  it('knows nothing after the time asked about', () => {
    expect(
      arrangeSpark(
        course([
          [0, PLENTY],
          [5, NONE],
        ]),
        { from: at(0), until: at(4), gaps: [] },
      ),
    ).toEqual([[0, 21]]);
  });

  it('keeps a sell-out of minutes however long the course', () => {
    const long = Array.from({ length: 300 }, (_, place): [number, Availability] => [
      place,
      count(1 + (place % 20)),
    ]);
    long.splice(151, 0, [150.4, NONE]);
    const points = arrangeSpark(course(long), { from: at(0), until: at(300), gaps: [] });
    expect(points.length).toBeLessThanOrEqual(61);
    expect(points.some(([hours, level]) => level === 0 && Math.abs(hours - 150) <= 6)).toBe(true);
  });

  it('never rises above what was seen, is in order, and is short', () => {
    const any = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 20 })), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(any, (drawn) => {
        const points = drawn
          .sort(([a], [b]) => a - b)
          .map(([hours, n]): [number, Availability] => [hours, count(n)]);
        const spark = arrangeSpark(course(points), { from: at(0), until: at(401), gaps: [] });
        expect(spark.length).toBeLessThanOrEqual(61);
        expect(spark.map(([hours]) => hours)).toEqual(spark.map(([hours]) => hours).sort((a, b) => a - b));
        const levels = new Set([null, ...drawn.map(([, n]) => n)]);
        for (const [, level] of spark) expect(levels.has(level)).toBe(true);
      }),
    );
  });
});
