import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterJackknife, columnJackknife } from '../../src/demand/cluster-jackknife.ts';
import { clusteredMeanCount } from '../../src/demand/clustered-mean-count.ts';
import { curvesSchema } from '../../src/demand/comparison-charts-schema.ts';
import { ComparisonTable } from '../../src/demand/comparison-table.ts';
import { arrangeCurves, readingHours } from '../../src/demand/curve-bands.ts';
import { placeSubjects } from '../../src/demand/placed-subjects.ts';
import { meanCumulativeCount, type WatchedStretch } from '../../src/demand/recurrent-events.ts';
import { restrictedMean } from '../../src/demand/restricted-mean.ts';
import { riskTable } from '../../src/demand/risk-table.ts';
import { jackknifeShares } from '../../src/demand/share-jackknife.ts';
import { CoverageTally } from '../../src/demand/side-coverage.ts';
import { curveOf, survivalAt, survivalCurve } from '../../src/demand/survival-curve.ts';
import { turnbull } from '../../src/demand/turnbull.ts';
import { turnbullRange } from '../../src/demand/turnbull-range.ts';
import { compareCells, ORDINARY, spellOf, worldCells } from './compare-world.ts';

const watched = fc.record({
  stop: fc.integer({ min: 1, max: 30 }),
  events: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 6 }),
});

describe('the mean count by cluster', () => {
  it('with every subject its own cluster is the mean cumulative count of the reference files', () => {
    fc.assert(
      fc.property(
        fc.array(watched, { minLength: 2, maxLength: 20 }),
        fc.integer({ min: 1, max: 30 }),
        (subjects, until) => {
          const seen = subjects.map(({ stop, events }) => ({
            stop,
            events: events.filter((one) => one <= stop).sort((a, b) => a - b),
          }));
          const stretches = seen.flatMap(({ stop, events }, at): WatchedStretch[] => {
            const cuts = [0, ...events, ...(events.at(-1) === stop ? [] : [stop])];
            return cuts
              .slice(1)
              .map((cut, i) => ({ id: `${at}`, start: cuts[i]!, stop: cut, event: i < events.length }));
          });
          const last = meanCumulativeCount(stretches)
            .filter(({ time }) => time <= until)
            .at(-1);
          const ends = seen.map((_, at) =>
            seen.slice(0, at + 1).reduce((sum, { events }) => sum + events.length, 0),
          );
          const ours = clusteredMeanCount(
            {
              stop: Int32Array.from(seen, ({ stop }) => stop),
              cluster: Int32Array.from(seen.keys()),
              events: Uint16Array.from(seen.flatMap(({ events }) => events)),
              end: Int32Array.from(ends),
            },
            Int32Array.from(seen.keys()),
            until,
          );
          expect(ours?.mean).toBeCloseTo(last?.mean ?? 0, 10);
          // Its error counts what has happened up to its last step only; ours too, since nothing happens after it.
          expect(ours?.standardError).toBeCloseTo(last?.standardError ?? 0, 10);
        },
      ),
    );
  });

  it('says nothing of one cluster', () => {
    const columns = {
      stop: Int32Array.of(5, 5),
      cluster: Int32Array.of(3, 3),
      events: Uint16Array.of(2),
      end: Int32Array.of(1, 1),
    };
    expect(clusteredMeanCount(columns, Int32Array.of(0, 1), 5)).toBeNull();
  });
});

describe('the jackknife of a difference of shares', () => {
  const route = (a: number, n: number, b: number, m: number) => ({
    season: { part: a, whole: n },
    baseline: { part: b, whole: m },
  });

  it('is worked out by hand for three routes', () => {
    // Without each route: 5/20 - 8/20, 4/20 - 7/20, 3/20 - 9/20: -0.15, -0.15, -0.3; SE = √(2/3 · 0.015) = 0.1; t = 4.3027.
    const routes = [route(1, 10, 4, 10), route(2, 10, 5, 10), route(3, 10, 3, 10)];
    const compared = jackknifeShares(routes)!;
    expect(compared.difference).toBeCloseTo(-0.2, 12);
    expect(compared.upper - compared.lower).toBeCloseTo(2 * 4.302653 * 0.1, 6);
  });

  it('turns its sign when the seasons change places, and does not depend on the order', () => {
    const count = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 10, max: 30 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(count, count), { minLength: 2, maxLength: 12 }), (list) => {
        const one = jackknifeShares(list.map(([[a, n], [b, m]]) => route(a, n, b, m)))!;
        const other = jackknifeShares(list.map(([[a, n], [b, m]]) => route(b, m, a, n)).reverse())!;
        expect(other.difference).toBeCloseTo(-one.difference, 12);
        expect(other.lower).toBeCloseTo(-one.upper, 10);
      }),
    );
  });

  it('says nothing of one route, of nothing, or where one route is all of a season', () => {
    expect(jackknifeShares([route(1, 10, 2, 10)])).toBeNull();
    expect(jackknifeShares([route(0, 0, 2, 10), route(0, 0, 1, 10)])).toBeNull();
    expect(jackknifeShares([route(1, 10, 2, 10), route(0, 0, 1, 10)])).toBeNull();
  });
});

describe('columns', () => {
  it('give the jackknife of the same objects; a name without a subject is no cluster', () => {
    const subject = fc.record({
      time: fc.integer({ min: 1, max: 40 }),
      event: fc.boolean(),
      cluster: fc.constantFrom('a', 'b', 'c', 'd'),
    });
    const side = fc.array(subject, { minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(side, side, (top, base) => {
        const names = ['z', 'd', 'c', 'b', 'a'];
        const columns = (list: typeof top) => ({
          time: Float64Array.from(list, ({ time }) => time),
          event: Uint8Array.from(list, ({ event }) => (event ? 1 : 0)),
          entry: null,
          cluster: Int32Array.from(list, ({ cluster }) => names.indexOf(cluster)),
        });
        const one = clusterJackknife(top, base, 20);
        const other = columnJackknife(columns(top), columns(base), names, 20);
        expect(other?.logRatio).toBe(one?.logRatio);
        expect(other?.clusters).toBe(one?.clusters);
        if (one !== null) expect(other?.standardError).toBeCloseTo(one.standardError, 12);
      }),
    );
  });
});

describe('the range that intervals allow', () => {
  /** Every 8 hours a poll, of so many offers. */
  const sideOf = (offers: number) => {
    const table = new ComparisonTable();
    const cells = worldCells({
      ...ORDINARY,
      routes: 10,
      perRoute: offers / 10,
      meanHours: 40,
      pollMinutes: 480,
    });
    const counts = { cells: offers, keptCells: offers, extraTrains: { season: 0, baseline: 0 } };
    table.add({ kept: cells, ...counts });
    return table.view().season;
  };

  it.each([300, 2_500])('of %i offers lies between all sell-outs at L and all at R', (offers) => {
    const side = sideOf(offers);
    const rows = Int32Array.from({ length: side.size }, (_, row) => row);
    const meanOf = (placing: 'lower' | 'upper') =>
      restrictedMean(curveOf(riskTable(placeSubjects(side, rows, 312, placing))), 312)!.mean;
    const range = turnbullRange(side, rows, 312)!;
    expect(range.lower).toBeLessThan(range.upper);
    expect(range.lower).toBeGreaterThanOrEqual(meanOf('lower') - 0.1);
    expect(range.upper).toBeLessThanOrEqual(meanOf('upper') + 0.1);
  });

  it('counts what is said alike as often as it is said', () => {
    const seen = [
      { left: 0, right: 2 },
      { left: 1, right: 4 },
      { left: 1, right: 4 },
      { left: 3, right: null },
    ];
    const counted = [
      { left: 0, right: 2 },
      { left: 1, right: 4, count: 2 },
      { left: 3, right: null },
    ];
    expect(turnbull(counted)).toEqual(turnbull(seen));
  });
});

describe('the curves of an answer', () => {
  it.each([24, 48, 96, 312, 672, 1392])(
    'over %i h are read at 200 fixed times at most, the last at the end',
    (tau) => {
      const hours = readingHours(tau);
      expect(hours.length).toBeLessThanOrEqual(200);
      expect(hours.at(-1)).toBe(tau);
      expect(hours).toEqual([...new Set(hours)].sort((a, b) => a - b));
    },
  );

  it('are the estimate at those times, and null where it is not known', () => {
    const season = survivalCurve([
      { time: 0, event: true },
      { time: 3, event: true },
      { time: 30, event: false },
      { time: 40, event: false },
    ]);
    const baseline = survivalCurve([{ time: 500, event: false }]);
    const curves = curvesSchema.parse(arrangeCurves({ season, baseline }, 72));
    for (const [at, hour] of curves.hours.entries()) {
      expect(curves.season.survival[at]).toBe(survivalAt(season, hour));
    }
    expect(curves.season.survival.at(-1)).toBeNull();
    expect(curves.baseline.survival.every((one) => one === 1)).toBe(true);
    expect(curves.baseline.lower.every((one) => one === null)).toBe(true);
  });
});

describe('the heatmap', () => {
  it('keeps what is not observed apart from what is not gone', () => {
    const offers = [
      { route: 0, offset: -5, lower: 3, upper: 4, gone: true },
      { route: 0, offset: -4, lower: 312, upper: 312, gone: false },
      { route: 1, offset: -5, lower: 20, upper: 30, gone: true },
    ];
    const { heatmap } = compareCells(
      offers.map((offer) => ({
        matchedBy: 'trainCode',
        season: [spellOf(2026, offer)],
        baseline: [spellOf(2025, offer)],
      })),
    );
    expect(heatmap.lunarOffsets).toEqual([-5, -4]);
    expect(heatmap.season).toEqual({
      gonePercent: [
        [100, 0],
        [null, null],
      ],
      subjects: [
        [1, 1],
        [0, 0],
      ],
    });
  });
});

describe('coverage of a season', () => {
  const opening = {
    saleOpensAt: 0,
    goodShare24h: 0.9,
    longestGap6hMinutes: 5,
    goodShare: 0.8,
    pollGapMinutes: 2,
  };

  it('is the mean of its openings and the median of their gaps, in any order', () => {
    const days = [
      { coverage: [opening], polls: { ok: 10, kept: 10 } },
      {
        coverage: [
          { ...opening, goodShare24h: 1, pollGapMinutes: 5 },
          { ...opening, pollGapMinutes: null },
        ],
        polls: { ok: 10, kept: 6 },
      },
      { coverage: [{ ...opening, pollGapMinutes: 9 }], polls: { ok: 10, kept: 10 } },
    ];
    for (const order of [days, [...days].reverse()]) {
      const tally = new CoverageTally();
      for (const day of order) tally.add(day);
      expect(tally.describe()).toEqual({
        goodShare24h: 0.925,
        goodShare: 0.8,
        openingGapMinutes: 5,
        thinned: true,
      });
    }
  });

  it('of nothing is not known', () => {
    expect(new CoverageTally().describe()).toEqual({
      goodShare24h: null,
      goodShare: null,
      openingGapMinutes: null,
      thinned: false,
    });
  });
});

describe('returns', () => {
  it('lengthen the hours on sale, not the time to first sell-out', () => {
    const cells = worldCells(ORDINARY).map((cell) => ({
      ...cell,
      season: cell.season.map((spell) => ({
        ...spell,
        onSaleHours: spell.onSaleHours + 31.2,
        reopenings: [spell.upper + 1],
      })),
    }));
    const { headline, secondary } = compareCells(cells);
    expect(headline).toEqual(compareCells(worldCells(ORDINARY)).headline);
    expect(secondary.hoursOnSale).toMatchObject({ season: { gainedByReturnsPoints: 10 } });
    // Those that go in the last hours come back after the horizon, and are not counted.
    expect(secondary.reopenings).toMatchObject({
      season: { mean: expect.closeTo(0.99, 1) },
      baseline: { mean: 0 },
    });
  });
});
