import { describe, expect, it } from 'vitest';
import type { MatchedCell } from '../../src/demand/comparison-input.ts';
import type { Comparison } from '../../src/demand/comparison-schema.ts';
import type { Missing } from '../../src/demand/headline-schema.ts';
import type { Seen } from '../../src/demand/spell.ts';
import { compareCells, ORDINARY, type Setting, type World, worldCells } from './compare-world.ts';

type Result = { kind: string } | Missing;

/** What a result lacks, as `rule needed/have`; nothing when it is a figure. */
function lacks(result: Result): string[] {
  return 'missing' in result
    ? result.missing.map(({ what, needed, have }) => `${what} ${needed}/${have}`)
    : [];
}

/** Offers of every `every`th cell are seen so at all leads in the season. */
function seenAs(cells: MatchedCell[], every: number, seen: Seen): MatchedCell[] {
  return cells.map((cell, at) =>
    at % every === 0
      ? { ...cell, season: cell.season.map((spell) => ({ ...spell, atLead: [seen, seen, seen] })) }
      : cell,
  );
}

const CLOSE = { meanHours: 1, pollMinutes: 1 };
const WIDE = { meanHours: 0.001, pollMinutes: 45 };

const compare = (world: Partial<World>, setting: Setting = {}): Comparison =>
  compareCells(worldCells({ ...ORDINARY, ...world }), setting);

describe('minimum data of the headline (METHODS.md 5.2)', () => {
  it.each<[string, Partial<World>, Setting, string[]]>([
    ['20 routes, 200 offers, 30 sell-outs', { routes: 20, perRoute: 10 }, {}, []],
    ['19 routes', { routes: 19, perRoute: 12 }, {}, []],
    ['10 routes', { routes: 10, perRoute: 20 }, {}, []],
    ['9 routes', { routes: 9, perRoute: 30 }, {}, ['routes 10/9']],
    ['one pair', { routes: 1, perRoute: 300 }, {}, ['routes 10/1']],
    ['199 offers', { routes: 199, perRoute: 1 }, {}, ['subjectsSeason 200/199', 'subjectsBaseline 200/199']],
    ['80 % of the cells kept', {}, { basket: { cells: 360, keptCells: 288 } }, []],
    ['79.9 % kept', {}, { basket: { cells: 1000, keptCells: 799 } }, ['keptShare 80/79.9']],
    ['79.99 % kept', {}, { basket: { cells: 10_000, keptCells: 7_999 } }, ['keptShare 80/79.9']],
  ])('%s', (_name, world, setting, missing) => {
    expect(lacks(compare(world, setting).headline)).toEqual(missing);
  });

  it('asks for 30 sell-outs in each season', () => {
    const cells = worldCells({ ...ORDINARY, meanHours: 1e6 });
    const withEvents = (count: number): MatchedCell[] =>
      cells.map((cell, at) => {
        const gone = { event: true, lower: 5, upper: 5.1 };
        return at < count ? { ...cell, season: cell.season.map((one) => ({ ...one, ...gone })) } : cell;
      });
    expect(lacks(compareCells(withEvents(29)).headline)).toEqual([
      'eventsSeason 30/29',
      'eventsBaseline 30/0',
    ]);
  });

  it.each([
    [10, true],
    [19, true],
    [20, false],
    [24, false],
  ])('calls %i routes a small sample: %s', (routes, smallSample) => {
    const { headline, warnings, sentence } = compare({ routes, perRoute: 24 });
    expect(headline).toMatchObject({ kind: 'timeOnSale', smallSample });
    expect(warnings.some(({ code }) => code === 'small-sample')).toBe(smallSample);
    expect(sentence.en.includes('small sample')).toBe(smallSample);
    expect(sentence.zh.includes('样本较少')).toBe(smallSample);
  });
});

describe('minimum data of the secondary measures (METHODS.md 5.3)', () => {
  const lead = (comparison: Comparison, leadHours: number) =>
    comparison.secondary.soldOutAtLead.find((one) => one.leadHours === leadHours)!.result;
  const ordinary = () => worldCells(ORDINARY);

  it.each<[string, MatchedCell[], string[]]>([
    ['all observed', ordinary(), []],
    ['one in ten not observed', seenAs(ordinary(), 11, 'unobserved'), []],
    ['one in five not observed', seenAs(ordinary(), 5, 'unobserved'), ['observedShareSeason 90/79.8']],
    ['9 routes', worldCells({ ...ORDINARY, routes: 9 }), ['routes 10/9']],
    [
      '49 offers',
      worldCells({ ...ORDINARY, routes: 49, perRoute: 1 }),
      ['subjectsSeason 50/49', 'subjectsBaseline 50/49'],
    ],
    ['50 offers', worldCells({ ...ORDINARY, routes: 50, perRoute: 1 }), []],
  ])('S1: %s', (_name, cells, missing) => {
    expect(lacks(lead(compareCells(cells), 72))).toEqual(missing);
  });

  it('S1 leaves the unobserved out of its base, and out of the sold out', () => {
    const result = lead(compareCells(seenAs(ordinary(), 12, 'unobserved')), 72);
    expect(result).toMatchObject({ kind: 'soldOutShare', season: { soldOut: 0, observed: 264, due: 288 } });
  });

  it('S1 in a running season counts a cell in neither season before its moment has come', () => {
    const cells = worldCells({ ...ORDINARY, perRoute: 24 });
    const departures = [...new Set(cells.map(({ season }) => season[0]!.departure))].sort((a, b) => a - b);
    const half = departures[departures.length / 2 - 1]!;
    const observedUntil = half - 72 * 3_600_000 + 30 * 60_000;
    const result = lead(compareCells(cells, { season: { observedUntil } }), 72);
    expect(result).toMatchObject({ season: { due: 288 }, baseline: { due: 288 } });
  });

  it('S2 asks for 30 sell-outs, and says "within" below the time between polls', () => {
    const few = compare({ routes: 5, perRoute: 5, factor: 1, meanHours: 1e6 });
    expect(lacks(few.secondary.medianTime)).toEqual(['eventsSeason 30/0', 'eventsBaseline 30/0']);
    const hot = compare({ meanHours: 0.01, pollMinutes: 5 }, { season: { coverage: coverage(5) } });
    expect(hot.secondary.medianTime).toMatchObject({
      season: { withinPollGapMinutes: 5 },
      baseline: { withinPollGapMinutes: null },
    });
    const cold = compare({ meanHours: 900 });
    expect(cold.secondary.medianTime).toMatchObject({ baseline: { hours: null, upperHours: null } });
  });

  it.each<[string, number, number | null, Partial<World>, string[]]>([
    ['5 minutes by polls 2.5 minutes apart', 5, 2.5, CLOSE, []],
    ['5 minutes by polls 3 minutes apart', 5, 3, CLOSE, ['openingGapMinutes 2.5/3']],
    ['30 minutes by polls 15 minutes apart', 30, 15, CLOSE, []],
    ['polls of unknown distance', 60, null, CLOSE, ['openingGapMinutes 30/null']],
    ['all gone in the first 45 minutes, unknown when', 30, 10, WIDE, ['boundsPoints 5/100']],
  ])('S3: %s', (_name, minutes, gap, world, missing) => {
    const setting = { season: { coverage: coverage(gap) }, baseline: { coverage: coverage(gap) } };
    const { result } = compare(world, setting).secondary.goneWithin.find((one) => one.minutes === minutes)!;
    expect(lacks(result)).toEqual(missing);
  });

  it('S4 asks for 90 % of the hours to be observed', () => {
    const cells = ordinary().map((cell) => ({
      ...cell,
      season: cell.season.map((spell) => ({ ...spell, onSaleHours: 100, observedHours: 280 })),
    }));
    expect(lacks(compareCells(cells).secondary.hoursOnSale)).toEqual(['observedShareSeason 90/89.7']);
  });

  it('a class has the minimum of the headline; a route has hours from 20 offers, and never a ratio', () => {
    const { byClass, byRoute } = compare({
      perRoute: 40,
      classes: ['O', 'O', 'O', 'O', 'O', 'O', 'O', '9'],
    }).breakdown;
    expect(byClass.map(({ seatClass, timeOnSale }) => [seatClass, timeOnSale.kind])).toEqual([
      ['9', 'missing'],
      ['O', 'timeOnSale'],
    ]);
    expect(byRoute).toHaveLength(24);
    expect(byRoute.every(({ seasonHours, tooFew }) => seasonHours !== null && !tooFew)).toBe(true);
    const few = compare({ perRoute: 19 }).breakdown.byRoute;
    expect(few.every(({ seasonHours, tooFew }) => seasonHours === null && tooFew)).toBe(true);
  });
});

function coverage(openingGapMinutes: number | null) {
  return { goodShare24h: 1, goodShare: 1, openingGapMinutes, thinned: false };
}
