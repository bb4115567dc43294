import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MatchedCell } from '../../src/demand/comparison-input.ts';
import { type Comparison, comparisonSchema } from '../../src/demand/comparison-schema.ts';
import type { TimeOnSale } from '../../src/demand/headline-schema.ts';
import { compareCells, ORDINARY, spellOf, worldCells } from './compare-world.ts';

const TOY = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/reference/synthetic_ticket_toy.json'), 'utf8'),
);

function timeOnSale({ headline }: Comparison): TimeOnSale {
  if (headline.kind !== 'timeOnSale') throw new Error(`expected a ratio, got ${JSON.stringify(headline)}`);
  return headline;
}

/** The same cells with the seasons' places changed. */
function swapped(cells: readonly MatchedCell[]): MatchedCell[] {
  return cells.map(({ matchedBy, season, baseline }) => ({ matchedBy, season: baseline, baseline: season }));
}

describe('the toy of the reference files (METHODS.md 5.4)', () => {
  /** Its four routes 25 times over, so that the minimum data is met: means and ratio stay what they are. */
  const copies = 25;
  const cells = Array.from({ length: copies * 4 }, (_, route): MatchedCell => {
    const name = 'ABCD'[route % 4];
    const side = (toyYear: number, season: number) =>
      TOY.data
        .filter((one: { route: string; year: number }) => one.route === name && one.year === toyYear)
        .map((one: { left: number; right: number | null }) =>
          spellOf(season, {
            route,
            offset: -5,
            lower: one.left,
            upper: one.right ?? one.left,
            gone: one.right !== null,
          }),
        );
    return { matchedBy: 'trainCode', season: side(2027, 2019), baseline: side(2026, 2018) };
  });
  const comparison = compareCells(cells, {
    season: { year: 2019 },
    baseline: { year: 2018 },
    input: { horizonHours: TOY.tau },
  });

  it('gives its restricted means at midpoints, and the ratio of right ends as the right bound', () => {
    const headline = timeOnSale(comparison);
    expect(headline.tauHours).toBe(TOY.tau);
    expect(headline.seasonHours).toBeCloseTo(TOY.rmst_mid['2027'], 4);
    expect(headline.baselineHours).toBeCloseTo(TOY.rmst_mid['2026'], 4);
    expect(headline.ratio).toBeCloseTo(TOY.rmst_mid['2027'] / TOY.rmst_mid['2026'], 6);
    expect(headline.bounds.allRight).toBeCloseTo(TOY.ratio_upper, 6);
  });

  it('gives its share gone within a day in the heatmap', () => {
    const percents = (side: 'season' | 'baseline') => {
      const { gonePercent, subjects } = comparison.heatmap[side];
      const gone = gonePercent.flatMap((row, route) =>
        row.map((one, at) => ((one ?? 0) * subjects[route]![at]!) / 100),
      );
      return gone.reduce((sum, one) => sum + one, 0) / subjects.flat().reduce((sum, one) => sum + one, 0);
    };
    expect(percents('season')).toBeCloseTo(TOY.share_sold_out_by_24h['2027'], 6);
    expect(percents('baseline')).toBeCloseTo(TOY.share_sold_out_by_24h['2026'], 6);
  });
});

describe('a comparison', () => {
  const cells = worldCells(ORDINARY);
  const comparison = compareCells(cells);

  it('has the shape that is published', () => {
    expect(comparisonSchema.parse(comparison)).toEqual(comparison);
  });

  it('finds a ratio that the seasons were made with inside its interval', () => {
    const { lowerRatio, upperRatio, ratio, bounds } = timeOnSale(comparison);
    expect(lowerRatio).toBeLessThan(0.55);
    expect(upperRatio).toBeGreaterThan(0.55);
    expect(bounds.lowest).toBeLessThanOrEqual(ratio);
    expect(bounds.highest).toBeGreaterThanOrEqual(ratio);
  });

  it('turns its ratio, bounds and interval over when the seasons change places', () => {
    const other = timeOnSale(
      compareCells(swapped(cells), { season: { year: 2025 }, baseline: { year: 2026 } }),
    );
    const one = timeOnSale(comparison);
    expect(other.ratio).toBeCloseTo(1 / one.ratio, 5);
    expect(other.lowerRatio).toBeCloseTo(1 / one.upperRatio, 5);
    expect(other.upperRatio).toBeCloseTo(1 / one.lowerRatio, 5);
    expect(other.bounds.allLeft).toBeCloseTo(1 / one.bounds.allLeft, 5);
    expect(other.seasonHours).toBe(one.baselineHours);
    expect(other.standardError).toBe(one.standardError);
    expect(other.clear).toBe(one.clear);
  });

  it('does not move when both seasons are shifted by a day', () => {
    const later = compareCells(worldCells({ ...ORDINARY, offsets: [-9, -4, 0, 7] }));
    expect(later.headline).toEqual(comparison.headline);
    expect(later.secondary).toEqual(comparison.secondary);
    expect(later.breakdown).toEqual(comparison.breakdown);
    expect(later.curves).toEqual(comparison.curves);
    expect(later.heatmap.season).toEqual(comparison.heatmap.season);
  });

  it('is the same to the byte in whatever order its cells come, and in another time zone', () => {
    const text = JSON.stringify(comparison);
    const before = process.env.TZ;
    try {
      for (const zone of ['America/New_York', 'Asia/Kolkata']) {
        process.env.TZ = zone;
        expect(JSON.stringify(compareCells(worldCells(ORDINARY)))).toBe(text);
      }
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
    fc.assert(
      fc.property(
        fc.shuffledSubarray(cells, { minLength: cells.length, maxLength: cells.length }),
        (shuffled) => {
          expect(JSON.stringify(compareCells(shuffled))).toBe(text);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('says "no clear change" of equal seasons', () => {
    const equal = cells.map((cell) => ({ ...cell, season: cell.baseline }));
    const headline = timeOnSale(compareCells(equal));
    expect(headline).toMatchObject({ ratio: 1, percent: 0, clear: false, lowerRatio: 1, upperRatio: 1 });
  });

  it('gives no figure of a season without data, never 0', () => {
    const empty = compareCells([], { season: { provenances: [] } });
    expect(empty.headline.kind).toBe('missing');
    expect(empty.curves).toBeNull();
    expect(empty.breakdown).toEqual({ byClass: [], byRoute: [] });
    expect(empty.secondary.soldOutAtLead.map(({ result }) => result.kind)).toEqual([
      'missing',
      'missing',
      'missing',
    ]);
    for (const one of [empty.secondary.medianTime, empty.secondary.hoursOnSale, empty.secondary.reopenings]) {
      expect(one.kind).toBe('missing');
    }
    expect(empty.sentence.en).toMatch(/^There is no figure for 2026 against 2025/);
    expect(empty.sentence.en).not.toMatch(/less|longer|change/);
  });

  it('refuses a cell that one season lacks, and a year without a New Year’s Day', () => {
    const [cell] = cells;
    expect(() => compareCells([{ ...cell!, baseline: [] }])).toThrow(/spells of both seasons/);
    expect(() => compareCells(cells, { season: { year: 2077 } })).toThrow(/known New Year's Day, got 2077/);
  });
});

describe('how much of a sale is compared', () => {
  const oneDay = (season: number, baseline: number, offsets: number[], setting = {}) =>
    compareCells(worldCells({ ...ORDINARY, season, baseline, offsets }), {
      season: { year: season },
      baseline: { year: baseline },
      ...setting,
    });

  it.each([
    [2026, 2025, 312, 312],
    [2026, 2025, 168, 168],
    [2019, 2018, 672, 672],
    [2019, 2018, 312, 312],
  ])('of %i beside %i with spells up to %i h: %i h', (season, baseline, horizonHours, tauHours) => {
    const comparison = oneDay(season, baseline, [-5], { input: { horizonHours } });
    expect(comparison.tauHours).toBe(tauHours);
    expect(comparison.tauReason.en).toMatch(/^Presale of (15|30) days/);
  });

  it('in a running season is the largest whole day that 80 % of the cells are observed to in both', () => {
    const offsets = [-10, -9, -8, -7, -6];
    const cells = worldCells({ ...ORDINARY, offsets, perRoute: 20 });
    const newest = Math.max(...cells.map(({ season }) => season[0]!.saleOpensAt));
    const observedUntil = newest + (3 * 24 + 5) * 3_600_000;
    const comparison = compareCells(cells, { season: { observedUntil } });
    // Openings 77, 101, 125, 149 and 173 h ago: four of five are observed to 101 h, which is four whole days.
    expect(comparison.tauHours).toBe(96);
    expect(comparison.n.season.subjects).toBe(24 * 16);
    expect(comparison.warnings.map(({ code }) => code)).toContain('partial-season');
    expect(comparison.secondary.hoursOnSale.kind).toBe('missing');
    expect(comparison.sentence.en).toContain('in the first 4 days');
    // The fifth is in no mean, and that is said; but a day of it was seen, so the heatmap knows it.
    expect(comparison.sentence.en).toContain('travel dates on sale for less than 4 days left out');
    expect(comparison.sentence.zh).toContain('开售不足4天的乘车日未计入');
    const warning = comparison.warnings.find(({ code }) => code === 'partial-season');
    expect(warning?.en).toContain(`${24 * 4} matched cells (travel dates at -6 to -6 days`);
    expect(comparison.heatmap.season.subjects.every((row) => row.every((known) => known > 0))).toBe(true);
  });

  it('before a whole day is observed is nothing, and says so', () => {
    const cells = worldCells({ ...ORDINARY, offsets: [-10] });
    const observedUntil = cells[0]!.season[0]!.saleOpensAt + 20 * 3_600_000;
    const { headline, tauHours } = compareCells(cells, { season: { observedUntil } });
    expect(tauHours).toBeNull();
    expect(headline).toMatchObject({
      kind: 'missing',
      missing: [{ what: 'observedHours', needed: 24, have: 20 }],
    });
  });

  it('leaves cells with a late entry in either season out of the headline, and counts them', () => {
    const cells = worldCells({ ...ORDINARY, perRoute: 13 });
    const late = cells.map((cell, at) =>
      at % 13 === 0 ? { ...cell, baseline: cell.baseline.map((spell) => ({ ...spell, entry: 3 })) } : cell,
    );
    const comparison = compareCells(late);
    expect(comparison.n.baseline.lateEntries).toBe(24);
    expect(comparison.n.season.subjects).toBe(24 * 12);
    expect(comparison.warnings.map(({ code }) => code)).toContain('late-entries');
  });
});

describe('polls too far apart', () => {
  it('give the range that the intervals allow, and an interval that holds it', () => {
    const cells = worldCells({ ...ORDINARY, meanHours: 20, pollMinutes: 480 });
    const comparison = compareCells(cells);
    const { headline } = comparison;
    if (headline.kind !== 'timeOnSaleRange') throw new Error(`got ${headline.kind}`);
    expect(headline.lowestRatio).toBeLessThan(headline.highestRatio);
    expect(headline.lowerPercent).toBeLessThanOrEqual(headline.lowestPercent);
    expect(headline.upperPercent).toBeGreaterThanOrEqual(headline.highestPercent);
    expect(headline.seasonHours.lowest).toBeLessThan(headline.seasonHours.highest);
    expect(comparison.warnings.map(({ code }) => code)).toContain('polls-far-apart');
    expect(comparisonSchema.parse(comparison)).toEqual(comparison);
  });

  it('give no ratio to a mean that may be 0', () => {
    const gone = { lower: 0, upper: 24, gone: true } as const;
    const cells = Array.from({ length: 24 * 12 }, (_, at): MatchedCell => {
      const offer = { route: at % 24, service: Math.floor(at / 24), offset: -5, ...gone };
      return { matchedBy: 'trainCode', season: [spellOf(2026, offer)], baseline: [spellOf(2025, offer)] };
    });
    expect(compareCells(cells).headline).toMatchObject({
      kind: 'missing',
      missing: [{ what: 'boundsPercent' }],
    });
  });
});
