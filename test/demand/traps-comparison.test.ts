import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../src/calendar/china-time.ts';
import type { MatchedCell } from '../../src/demand/comparison-input.ts';
import { ComparisonTable } from '../../src/demand/comparison-table.ts';
import type { Spell } from '../../src/demand/spell.ts';
import { compareTimeOnSale, type TimeOnSaleResult } from '../../src/demand/time-on-sale.ts';
import { compareCells, ORDINARY, randomOf, spellOf, worldCells } from './compare-world.ts';

/** What would be printed without a guard: every cell, over so many hours, however the seasons were sold or watched. */
function naive(cells: readonly MatchedCell[], tauHours: number): TimeOnSaleResult {
  const table = new ComparisonTable();
  const { length } = cells;
  table.add({ kept: cells, cells: length, keptCells: length, extraTrains: { season: 0, baseline: 0 } });
  const view = table.view();
  return compareTimeOnSale(view, { kept: new Uint8Array(view.cells).fill(1), tauHours, keptShare: 1 });
}

const codesOf = (cells: readonly MatchedCell[], season: number, baseline: number): string[] =>
  compareCells(cells, { season: { year: season }, baseline: { year: baseline } }).warnings.map(
    ({ code }) => code,
  );

/** 24 routes of 12 offers, each made from one random draw that both seasons share. */
function pairedCells(make: (draw: number, at: number) => { season: Spell; baseline: Spell }): MatchedCell[] {
  const random = randomOf(7);
  return Array.from({ length: 24 * 12 }, (_, at) => {
    const { season, baseline } = make(random(), at);
    return { matchedBy: 'trainCode', season: [season], baseline: [baseline] };
  });
}

/** Traps of METHODS.md section 4 that the comparison has to keep out of; those of spells and volumes are theirs. */
describe('trap 4: presale windows', () => {
  /** After the eve, 2021 sold 15 days ahead and 2020 sold 30: the same tickets go at the same time before departure. */
  const cells = pairedCells((draw, at) => {
    const leadHours = 20 + draw * 280;
    const sell = (season: number, windowDays: number): Spell => {
      const offer = { route: at % 24, service: at, offset: 5, lower: 0, upper: 0, gone: true };
      const spell = spellOf(season, offer);
      const hour = (spell.departure - spell.saleOpensAt) / HOUR_MS - leadHours;
      const state = (lead: number) => (lead < leadHours ? 'gone' : 'onSale');
      expect(Math.round((spell.departure - spell.saleOpensAt) / HOUR_MS / 24)).toBe(windowDays - 1);
      return { ...spell, lower: hour - 0.05, upper: hour + 0.05, atLead: [168, 72, 24].map(state) };
    };
    return { season: sell(2021, 15), baseline: sell(2020, 30) };
  });

  it('without the guard: tickets last far less, and it is all the window', () => {
    const fallen = naive(cells, 672);
    expect(fallen).toMatchObject({ kind: 'timeOnSale', clear: true });
    expect(fallen.kind === 'timeOnSale' && fallen.percent).toBeLessThan(-50);
  });

  it('with it: the departure clock leads, no time-on-sale ratio is given, and nothing has changed', () => {
    const { headline, comparablePart, tauHours, warnings } = compareCells(cells, {
      season: { year: 2021 },
      baseline: { year: 2020 },
    });
    expect(headline).toMatchObject({
      kind: 'soldOutShare',
      leadHours: 72,
      differencePoints: 0,
      clear: false,
    });
    expect([comparablePart, tauHours]).toEqual([null, null]);
    expect(warnings.map(({ code }) => code)).toContain('presale-windows-differ');
  });

  it('the dates sold equally far ahead, up to the eve, are compared as such and do not lead', () => {
    const both = worldCells({
      ...ORDINARY,
      season: 2021,
      baseline: 2020,
      offsets: [-5, -1, 0, 5],
      perRoute: 48,
    });
    const { headline, comparablePart, days, n } = compareCells(both, {
      season: { year: 2021 },
      baseline: { year: 2020 },
    });
    expect(days.map(({ lunarOffset, samePresale }) => [lunarOffset, samePresale])).toEqual([
      [-5, true],
      [-1, true],
      [0, false],
      [5, false],
    ]);
    expect(headline.kind).toBe('soldOutShare');
    expect(comparablePart).toMatchObject({ presaleDays: 30, fromOffset: -5, toOffset: -1 });
    expect(comparablePart?.timeOnSale).toMatchObject({ kind: 'timeOnSale', tauHours: 312, routes: 24 });
    expect(n.season.subjects).toBe(24 * 48);
  });
});

describe('trap 5: early and late New Year', () => {
  it('is said where the calendar moved by ten days, and only there', () => {
    expect(codesOf(worldCells(ORDINARY), 2026, 2025)).toContain('early-or-late-new-year');
    const near = worldCells({ ...ORDINARY, season: 2024, baseline: 2021 });
    expect(codesOf(near, 2024, 2021)).not.toContain('early-or-late-new-year');
  });
});

describe('trap 6: supply', () => {
  const cells = worldCells({ ...ORDINARY, factor: 1 });
  /** Extra trains last far longer than the ordinary ones. */
  const extra = worldCells({ ...ORDINARY, perRoute: 6, factor: 20, seed: 3 });

  it('without the guard: extra trains in the basket make tickets last longer', () => {
    expect(naive([...cells, ...extra], 312)).toMatchObject({ kind: 'timeOnSale', clear: true });
  });

  it('with it: they are counted apart and move nothing', () => {
    const basket = { extraTrains: { season: extra.length, baseline: 0 } };
    const counted = compareCells(cells, { basket });
    expect(counted.headline).toEqual(compareCells(cells).headline);
    expect(counted.headline).toMatchObject({ clear: false });
    expect(counted.n.season.extraTrains).toBe(144);
    expect(counted.warnings.find(({ code }) => code === 'supply')?.en).toContain('144 offers in 2026');
  });
});

describe('trap 7: the waitlist since 2019', () => {
  /** The same offers; before the waitlist, returned seats came back on screen. */
  const cells = pairedCells((draw, at) => {
    const hour = 1 + draw * 250;
    const offer = { route: at % 24, service: at, offset: -5, lower: hour, upper: hour + 0.1, gone: true };
    return {
      season: spellOf(2019, offer),
      baseline: spellOf(2018, { ...offer, reopenings: [hour + 5, hour + 20] }),
    };
  });

  it('first sell-outs compare; "came back" counts would fall to nothing and are marked as not comparable', () => {
    const comparison = compareCells(cells, { season: { year: 2019 }, baseline: { year: 2018 } });
    expect(comparison.headline).toMatchObject({ kind: 'timeOnSale', ratio: 1, clear: false });
    expect(comparison.secondary.reopenings).toMatchObject({
      season: { mean: 0 },
      baseline: { mean: 2 },
      comparable: false,
    });
    expect(comparison.warnings.map(({ code }) => code)).toContain('waitlist-since-2019');
  });

  it('between two seasons with it they are comparable', () => {
    const comparison = compareCells(cells, { season: { year: 2026 }, baseline: { year: 2025 } });
    expect(comparison.secondary.reopenings).toMatchObject({ comparable: true });
  });
});

describe('traps 8 and 9: censored seat counts, segments', () => {
  it('no count of seats enters an answer, and both are said of every comparison', () => {
    const comparison = compareCells(worldCells(ORDINARY));
    const codes = comparison.warnings.map(({ code }) => code);
    expect(codes).toContain('seat-counts-censored');
    expect(codes).toContain('segment-not-train');
    expect(JSON.stringify(comparison)).not.toMatch(/seatsLeft|"seats"/);
  });
});

describe('trap 10: an epidemic base', () => {
  it.each([
    [2024, 2023, 'epidemic-baseline'],
    [2023, 2024, 'epidemic-season'],
    [2021, 2020, 'epidemic-baseline'],
  ])('%i beside %i: %s', (season, baseline, code) => {
    expect(codesOf(worldCells({ ...ORDINARY, season, baseline }), season, baseline)).toContain(code);
  });
});

describe('trap 11: preliminary figures, here of a running season', () => {
  /** Hot dates open last. Nothing differs between the seasons; this one has been watched to the opening of the last. */
  const offsets = [-14, -12, -10, -8, -6, -4, -2];
  const cells = pairedCells((draw, at) => {
    const offset = offsets[at % offsets.length]!;
    const mean = offset < -7 ? 400 : 8;
    const hour = -Math.log(1 - draw) * mean;
    const route = Math.floor(at / 12);
    const seen =
      hour < 312 ? { lower: hour, upper: hour + 0.05, gone: true } : { lower: 312, upper: 312, gone: false };
    const offer = { route, service: at, offset, ...seen };
    return { season: spellOf(2026, offer), baseline: spellOf(2025, offer) };
  });
  const newest = Math.max(...cells.map(({ season }) => season[0]!.saleOpensAt));
  const observedUntil = newest + 2 * HOUR_MS;
  /** What is known so far: all that comes after the last poll is cut off there. */
  const running = cells.map((cell) => ({
    ...cell,
    season: cell.season.map((spell) => {
      const age = (observedUntil - spell.saleOpensAt) / HOUR_MS;
      if (spell.upper <= age) return spell;
      return { ...spell, event: false, lower: age, upper: age, censoredBy: 'lastPoll' as const };
    }),
  }));

  it('without the guard: tickets seem to last longer than in the very same season before', () => {
    const fallen = naive(running, 288);
    expect(fallen).toMatchObject({ kind: 'timeOnSale', clear: true });
    expect(fallen.kind === 'timeOnSale' && fallen.percent).toBeGreaterThan(10);
  });

  it('with it: cells are compared as far as both seasons have them, and nothing has changed', () => {
    const comparison = compareCells(running, { season: { observedUntil } });
    expect(comparison.headline).toMatchObject({ ratio: 1, clear: false });
    expect(comparison.tauHours).toBeLessThan(312);
    expect(comparison.warnings.map(({ code }) => code)).toContain('partial-season');
  });
});

describe('trap 13: outages at the peak', () => {
  /** This season the polls of hot offers failed at their opening: their cells are not well watched. */
  const cells = worldCells({ ...ORDINARY, perRoute: 16, factor: 1, seed: 5 });
  const isHot = (cell: MatchedCell): boolean => cell.season[0]!.upper < 60;
  const hot = cells.filter(isHot);
  const rest = cells.filter((cell) => !isHot(cell));

  it('without the guard: leaving out what one season lost makes its tickets last longer', () => {
    const fallen = naive(rest, 312);
    expect(fallen.kind === 'timeOnSale' && fallen.percent).toBeGreaterThan(20);
  });

  it('with it: so many lost cells give no figure, and fewer are told', () => {
    const basket = { cells: cells.length, keptCells: rest.length };
    expect(rest.length / cells.length).toBeLessThan(0.8);
    const lost = compareCells(rest, { basket });
    expect(lost.headline).toMatchObject({ kind: 'missing', missing: [{ what: 'keptShare', needed: 80 }] });
    const few = compareCells(cells, { basket: { cells: cells.length + hot.length / 8 } });
    expect(few.headline.kind).not.toBe('missing');
    expect(few.warnings.find(({ code }) => code === 'outages-at-openings')?.en).toMatch(
      /not missing at random/,
    );
  });
});
