import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, type Instant, MINUTE_MS, parseInstant } from '../../src/calendar/china-time.ts';
import { arrangeTrend, quantileOfF } from '../../src/seats/burn-rate.ts';
import type { Availability } from '../../src/seats/schema.ts';
import { planSeatCode } from '../../src/seats/seat-code.ts';

const NOW = parseInstant('2021-01-12T18:00') as Instant;

/** What an offer was, so many hours before NOW: a number of seats or another state. */
type Point = [hoursAgo: number, state: number | 'plenty' | 'none' | 'notOnSale' | 'suspended' | 'unknown'];

function course(points: readonly Point[]) {
  const codes = points.map(([, state]) => {
    const availability: Availability =
      typeof state === 'number'
        ? { kind: 'count', count: state }
        : state === 'unknown'
          ? { kind: 'unknown', raw: null }
          : { kind: state };
    return planSeatCode(availability, false, () => 0);
  });
  return {
    seconds: Uint32Array.from(points, ([hours]) => (NOW - hours * HOUR_MS) / 1_000),
    codes: Uint8Array.from(codes),
  };
}

const trendOf = (points: readonly Point[], departure: Instant | null = null) =>
  arrangeTrend(course(points), { asOf: NOW, departure });

describe('how soon an offer runs out', () => {
  it('is its seats over the pace at which they went', () => {
    const trend = trendOf([
      [20, 'plenty'],
      [5, 20],
      [4, 18],
      [3, 16],
      [2, 14],
      [1, 12],
      [0, 10],
    ]);
    expect(trend).toMatchObject({ kind: 'runsOut', seatsPerHour: 2 });
    if (trend.kind !== 'runsOut') return;
    expect(trend.inHours).toBeCloseTo(5.25, 2);
    expect(trend.lower).toBeLessThan(trend.inHours);
    expect(trend.upper).toBeGreaterThan(trend.inHours);
  });

  it.each<[string, Point[], string]>([
    [
      'more than 20 are counted by nobody',
      [
        [5, 18],
        [1, 'plenty'],
      ],
      'plenty',
    ],
    [
      'none is left',
      [
        [5, 3],
        [1, 'none'],
      ],
      'gone',
    ],
    ['nobody has seen it', [], 'unknown'],
    [
      '12306 says what nobody knows',
      [
        [5, 4],
        [1, 'unknown'],
      ],
      'unknown',
    ],
    ['it is not on sale', [[5, 'notOnSale']], 'notOnSale'],
    [
      'the train does not run',
      [
        [5, 4],
        [1, 'suspended'],
      ],
      'suspended',
    ],
    [
      'it has just begun to be counted',
      [
        [9, 'plenty'],
        [1, 20],
        [0.5, 19],
      ],
      'tooFewPoints',
    ],
    [
      'a single group went',
      [
        [9, 'plenty'],
        [8, 20],
        [0.5, 12],
      ],
      'tooFewPoints',
    ],
    [
      'it has stood for long',
      [
        [30, 'plenty'],
        [11, 14],
      ],
      'risingOrFlat',
    ],
    [
      'as many come back as go',
      [
        [6, 9],
        [5, 7],
        [4, 9],
        [3, 7],
        [2, 8],
        [1, 9],
      ],
      'risingOrFlat',
    ],
    [
      'chance alone might bring the fall',
      [
        [6, 9],
        [5, 4],
        [4, 9],
        [3, 3],
        [2, 8],
        [1, 6],
        [0.5, 8],
      ],
      'risingOrFlat',
    ],
    [
      'it was gone and has come back',
      [
        [6, 9],
        [5, 6],
        [4, 3],
        [3, 'none'],
        [2, 5],
        [1, 4],
      ],
      'tooFewPoints',
    ],
  ])('is not said where %s', (_why, points, reason) => {
    expect(trendOf(points)).toEqual({ kind: 'none', reason });
  });

  const FALLING: Point[] = [
    [8, 20],
    [6, 18],
    [4, 16],
    [2, 14],
  ];

  it('is not said where the train leaves before', () => {
    expect(trendOf(FALLING, NOW + 3 * HOUR_MS)).toEqual({ kind: 'none', reason: 'notBeforeDeparture' });
    expect(trendOf(FALLING, NOW - MINUTE_MS)).toEqual({ kind: 'none', reason: 'departed' });
  });

  it('has no upper end where that lies after the departure', () => {
    const open = trendOf(FALLING);
    if (open.kind !== 'runsOut' || open.upper === null)
      throw new Error(`expected an end, got ${JSON.stringify(open)}`);
    const middle = NOW + ((open.inHours + open.upper) / 2) * HOUR_MS;
    expect(trendOf(FALLING, middle)).toEqual({ ...open, upper: null });
  });

  it('hangs on nothing that was seen before the counting began, nor after the time asked about', () => {
    const late = course([...FALLING, [-1, 'none']]);
    expect(arrangeTrend(late, { asOf: NOW, departure: null })).toEqual(trendOf(FALLING));
    expect(trendOf([[30, 3], [29, 'none'], [28, 'plenty'], ...FALLING])).toEqual(trendOf(FALLING));
  });

  const anyState = fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 1, max: 20 }) },
    fc.constantFrom(
      'plenty' as const,
      'none' as const,
      'notOnSale' as const,
      'suspended' as const,
      'unknown' as const,
    ),
  );
  const anyCourse = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 3_000 }), anyState), { maxLength: 40 })
    .map((points) =>
      points.sort(([a], [b]) => b - a).map(([minutes, state]): Point => [minutes / 60, state]),
    );

  it('is never negative, and lies within its interval', () => {
    fc.assert(
      fc.property(anyCourse, fc.option(fc.integer({ min: 1, max: 5_000 })), (points, minutes) => {
        const departure = minutes === null ? null : NOW + minutes * MINUTE_MS;
        const trend = trendOf(points, departure);
        if (trend.kind === 'none') return;
        expect(trend.lower).toBeGreaterThanOrEqual(0);
        expect(trend.inHours).toBeGreaterThanOrEqual(trend.lower);
        if (trend.upper !== null) expect(trend.upper).toBeGreaterThanOrEqual(trend.inHours);
        expect(trend.seatsPerHour).toBeGreaterThan(0);
        if (departure !== null) expect(NOW + trend.inHours * HOUR_MS).toBeLessThanOrEqual(departure + 20_000);
      }),
    );
  });

  it('is never said of what never fell', () => {
    const rising = anyCourse.map((points) => {
      const counts = points
        .flatMap(([, state]) => (typeof state === 'number' ? [state] : []))
        .sort((a, b) => a - b);
      let next = 0;
      return points.map(
        ([hours, state]): Point => [hours, typeof state === 'number' ? (counts[next++] as number) : 'plenty'],
      );
    });
    // A fall out of plenty is censored: by how much it fell, nobody knows.
    fc.assert(
      fc.property(rising, (points) => {
        expect(trendOf(points).kind).toBe('none');
      }),
    );
  });
});

/** Numerical Recipes' mulberry32: the same draws everywhere. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A sale from 20 seats on: groups buy, single seats come back; when it was first gone, in hours, and its course. */
function simulate(
  random: () => number,
  { buysPerHour, largest, backPerHour }: { buysPerHour: number; largest: number; backPerHour: number },
) {
  const points: [hours: number, left: number][] = [[0, 20]];
  let left = 20;
  let hours = 0;
  while (left > 0 && hours < 400) {
    hours += -Math.log(1 - random()) / (buysPerHour + backPerHour);
    const isBack = random() < backPerHour / (buysPerHour + backPerHour);
    left = isBack ? Math.min(20, left + 1) : Math.max(0, left - 1 - Math.floor(random() * largest));
    points.push([hours, left]);
  }
  return { points, gone: hours };
}

describe('the interval', () => {
  it.each([
    ['single sales', { buysPerHour: 1.5, largest: 1, backPerHour: 0 }],
    ['groups of one to three', { buysPerHour: 0.8, largest: 3, backPerHour: 0 }],
    ['groups of one or two with returns', { buysPerHour: 1.6, largest: 2, backPerHour: 0.4 }],
  ])('holds the sell-out in about 80 of 100 simulated sales: %s', (_kind, market) => {
    const random = draws(20210112);
    let inside = 0;
    let said = 0;
    for (let run = 0; run < 1_500; run++) {
      const { points, gone } = simulate(random, market);
      const at = 3 + 5 * random();
      if (gone <= at) continue;
      const seen = points.filter(([hours]) => hours <= at).map(([hours, left]): Point => [at - hours, left]);
      const trend = trendOf(seen);
      if (trend.kind === 'none') continue;
      said += 1;
      if (gone - at >= trend.lower && gone - at <= (trend.upper ?? Number.POSITIVE_INFINITY)) inside += 1;
    }
    expect(said).toBeGreaterThan(500);
    expect(inside / said).toBeGreaterThan(0.72);
    expect(inside / said).toBeLessThan(0.9);
  });

  // scipy.stats.f.ppf(0.9, d1, d2) and (0.1, d1, d2), rounded; also in tables of the F distribution (upper 10 %).
  it.each([
    [10, 10, 2.323, 0.43],
    [4, 20, 2.249, 0.26],
    [20, 8, 2.425, 0.5],
  ])('takes the F distribution with %i and %i degrees as tables give it', (d1, d2, upper, lower) => {
    expect(quantileOfF(1.2816, d1, d2) / upper).toBeCloseTo(1, 1);
    expect(quantileOfF(-1.2816, d1, d2) / lower).toBeCloseTo(1, 1);
  });
});
