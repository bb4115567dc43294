import { describe, expect, it } from 'vitest';
import type { SeasonInput } from '../../src/demand/comparison-input.ts';
import type { Comparison } from '../../src/demand/comparison-schema.ts';
import { compareCells, ORDINARY, type Setting, type World, worldCells } from './compare-world.ts';

function compare(world: Partial<World> = {}, setting: Setting = {}): Comparison {
  const made = { ...ORDINARY, ...world };
  return compareCells(worldCells(made), {
    ...setting,
    season: { year: made.season, ...setting.season },
    baseline: { year: made.baseline, ...setting.baseline },
  });
}

const codesOf = ({ warnings }: Comparison): string[] => warnings.map(({ code }) => code);
const words = ({ warnings }: Comparison, code: string) => warnings.find((one) => one.code === code);

const SPLIT = { season: 2021, baseline: 2020, offsets: [-5, 5] };
const SYNTHETIC: Partial<SeasonInput> = { provenances: ['synthetic'] };

describe('the sentence (METHODS.md 5.2, Wording)', () => {
  it('says how much less, with the interval, the sample and the source', () => {
    const { sentence, headline } = compare();
    expect(headline).toMatchObject({ percent: -45.1, lowerPercent: -52.5, upperPercent: -36.5 });
    expect(sentence.en).toBe(
      "In the 2026 Spring Festival season, on the 24 routes we track, a ticket stayed on sale for 59.4 hours on average in the first 13 days, against 108.1 hours in 2025 (aligned by days from New Year's Day): 45.1% less (95% interval 36.5–52.5%). (Source: yupiao, polls of 12306; sample: 288 matched offers in 2026, 288 in 2025; method 1.)",
    );
    expect(sentence.zh).toBe(
      '2026年春运,在我们监测的24条线路上,车票在开售后13天内平均可买59.4小时,2025年同期(按距春节天数对齐)为108.1小时,缩短45.1%(95%区间36.5–52.5%)。(来源:余票对12306的轮询;样本:2026年288个、2025年288个匹配的车次席别;方法1)',
    );
  });

  it.each<[string, Partial<World>, RegExp, RegExp]>([
    ['longer', { factor: 3 }, /: [\d.]+% longer \(95% interval [\d.]+–[\d.]+%\)/, /,延长[\d.]+%\(95%区间/],
    ['less', { factor: 0.3 }, /: [\d.]+% less \(95% interval [\d.]+–[\d.]+%\)/, /,缩短[\d.]+%\(95%区间/],
    [
      'no clear change',
      { factor: 1, seed: 4 },
      /: no clear change \(95% interval −[\d.]+% to \+[\d.]+%\)/,
      /,无明显变化\(95%区间−[\d.]+%至\+[\d.]+%\)/,
    ],
    [
      'minutes',
      { meanHours: 0.3, pollMinutes: 0.1 },
      /stayed on sale for [\d.]+ minutes/,
      /平均可买[\d.]+分钟/,
    ],
    [
      'a range',
      { meanHours: 20, pollMinutes: 240 },
      /for [\d.]+ hours to [\d.]+ hours on average.*: [\d.]+–[\d.]+% less/,
      /[\d.]+小时至[\d.]+小时.*缩短[\d.]+–[\d.]+%/,
    ],
    [
      'what is missing',
      { routes: 4 },
      /There is no figure.*at least 10 routes \(have 4\)/,
      /需要至少10条线路,现有4/,
    ],
  ])('%s', (_name, world, en, zh) => {
    const { sentence } = compare(world);
    expect(sentence.en).toMatch(en);
    expect(sentence.zh).toMatch(zh);
  });

  it.each<[string, (cellsGone: boolean) => readonly ('gone' | 'onSale')[], RegExp, RegExp]>([
    [
      'more',
      (isSeason) => (isSeason ? ['gone', 'gone', 'gone'] : ['onSale', 'onSale', 'gone']),
      /: 100\.0 percentage points more/,
      /,高100\.0个百分点/,
    ],
    [
      'less',
      (isSeason) => (isSeason ? ['onSale', 'onSale', 'gone'] : ['gone', 'gone', 'gone']),
      /: 100\.0 percentage points less/,
      /,低100\.0个百分点/,
    ],
    [
      'no clear change',
      () => ['gone', 'gone', 'gone'],
      /: no clear change \(95% interval 0\.0 to 0\.0 points\)/,
      /,无明显变化/,
    ],
  ])('on the departure clock: %s', (_name, lead, en, zh) => {
    const cells = worldCells({ ...ORDINARY, ...SPLIT }).map((cell) => ({
      ...cell,
      season: cell.season.map((spell) => ({ ...spell, atLead: lead(true) })),
      baseline: cell.baseline.map((spell) => ({ ...spell, atLead: lead(false) })),
    }));
    const { sentence } = compareCells(cells, { season: { year: 2021 }, baseline: { year: 2020 } });
    expect(sentence.en).toMatch(
      /3 days before departure [\d.]+% of the trains and classes we track were sold out/,
    );
    expect(sentence.en).toMatch(en);
    expect(sentence.zh).toMatch(zh);
  });

  it('never says that demand rose, prints no p-value, and names a scope', () => {
    for (const factor of [0.3, 1, 3]) {
      const { sentence } = compare(
        { factor },
        {
          input: {
            scope: { kind: 'station', telecode: 'TNV' },
            scopeName: { zh: '太原南出发', en: 'from Taiyuan South' },
          },
        },
      );
      expect(`${sentence.en}${sentence.zh}`).not.toMatch(/demand|需求|p\s*[=<]|signific|显著/i);
      expect(sentence.en).toContain('(from Taiyuan South)');
      expect(sentence.zh).toContain('(太原南出发)');
    }
  });

  it.each<[string, Partial<World>]>([
    ['a ratio', {}],
    ['no clear change', { factor: 1 }],
    ['a range', { meanHours: 20, pollMinutes: 240 }],
    ['the departure clock', SPLIT],
    ['nothing', { routes: 3 }],
  ])('says in every sentence of synthetic data that it is: %s', (_name, world) => {
    for (const setting of [{ season: SYNTHETIC }, { baseline: SYNTHETIC }]) {
      const { sentence, provenance } = compare(world, setting);
      expect(provenance).toBe('synthetic');
      const en = sentence.en.split(/(?<=\.) (?=[[(A-Z])/);
      expect(en.length).toBeGreaterThan(1);
      for (const one of en) expect(one).toMatch(/synthetic/i);
      for (const one of sentence.zh.split('。')) expect(one).toContain('模拟');
    }
    expect(compare(world).sentence.en).not.toMatch(/synthetic/i);
  });
});

describe('provenance', () => {
  it.each<[SeasonInput['provenances'], SeasonInput['provenances'], string | null, boolean]>([
    [['live'], ['live'], 'live', false],
    [['live'], ['recorded'], 'recorded', true],
    [['live', 'synthetic'], ['live'], 'synthetic', true],
    [['synthetic'], ['synthetic'], 'synthetic', false],
    [[], ['recorded'], 'recorded', false],
    [[], [], null, false],
  ])('of %j and %j is %s, mixed %s', (season, baseline, provenance, isMixed) => {
    const comparison = compare({}, { season: { provenances: season }, baseline: { provenances: baseline } });
    expect(comparison.provenance).toBe(provenance);
    expect(codesOf(comparison).includes('mixed-provenance')).toBe(isMixed);
    expect(codesOf(comparison).includes('synthetic')).toBe(provenance === 'synthetic');
  });
});

describe('warnings', () => {
  it('of two ordinary seasons say only what always holds', () => {
    const comparison = compare({ season: 2025, baseline: 2024 });
    expect(codesOf(comparison)).toEqual([
      'supply',
      'early-or-late-new-year',
      'weekday-mix',
      'seat-counts-censored',
      'segment-not-train',
    ]);
    for (const { zh, en } of comparison.warnings) {
      expect(zh).toMatch(/[\u4e00-\u9fff].*。$/);
      expect(en).toMatch(/\.$/);
    }
  });

  it.each<[string, Partial<World>, Setting, RegExp]>([
    ['presale-windows-differ', SPLIT, {}, /1 travel date was sold 15 days ahead in 2021 and 30 in 2020/],
    ['epidemic-baseline', { season: 2024, baseline: 2023 }, {}, /2023: epidemic season/],
    ['epidemic-season', { season: 2023, baseline: 2025 }, {}, /2023: epidemic season/],
    ['supply', {}, {}, /transport capacity\) grew by 8\.3%.*0 offers in 2026/],
    [
      'supply',
      { season: 2019, baseline: 2018 },
      { basket: { extraTrains: { season: 7, baseline: 2 } } },
      /^Extra trains .*7 offers in 2019, 2 in 2018/,
    ],
    ['waitlist-since-2019', { season: 2019, baseline: 2018 }, {}, /2018 had no waitlist/],
    ['holiday-length', {}, {}, /2026: 9 days, 2025: 8 days/],
    ['holiday-length', { season: 2027, baseline: 2026 }, {}, /2027: unknown, 2026: 9 days/],
    ['early-or-late-new-year', {}, {}, /19 days later in 2026/],
    ['early-or-late-new-year', { season: 2025, baseline: 2026 }, {}, /19 days later in 2026/],
    ['weekday-mix', {}, {}, /Tuesday in 2026 and a Wednesday in 2025/],
    [
      'thinned-polling',
      {},
      { baseline: { coverage: { goodShare24h: 1, goodShare: 1, openingGapMinutes: 5, thinned: true } } },
      /^2025 was polled more densely/,
    ],
    ['small-sample', { routes: 12, perRoute: 20 }, {}, /12 routes only/],
    ['outages-at-openings', {}, { basket: { cells: 300, keptCells: 288 } }, /12 of 300 matched cells/],
    ['synthetic', {}, { season: SYNTHETIC }, /made by a model/],
    ['mixed-provenance', {}, { season: SYNTHETIC }, /synthetic in 2026, live in 2025/],
    [
      'fees-changed',
      {},
      {
        season: {
          feeRules: [
            { id: 'a', zh: '甲', en: 'free refunds' },
            { id: 'b', zh: '乙', en: 'usual' },
          ],
        },
        baseline: { feeRules: [{ id: 'b', zh: '乙', en: 'usual' }] },
      },
      /only 2026: free refunds; only 2025: none/,
    ],
    ['seat-counts-censored', {}, {}, /never how many/],
    ['segment-not-train', {}, {}, /of the segment watched/],
  ])('%s', (code, world, setting, en) => {
    expect(words(compare(world, setting), code)?.en).toMatch(en);
  });

  it.each<[string, Partial<World>, Setting]>([
    ['presale-windows-differ', {}, {}],
    ['epidemic-baseline', {}, {}],
    ['supply', { season: 2024, baseline: 2023 }, {}],
    ['waitlist-since-2019', { season: 2020, baseline: 2019 }, {}],
    ['holiday-length', { season: 2025, baseline: 2024 }, {}],
    ['early-or-late-new-year', { season: 2024, baseline: 2021 }, {}],
    ['fees-changed', {}, { season: { feeRules: [] }, baseline: { feeRules: null } }],
    ['thinned-polling', {}, {}],
    ['late-entries', {}, {}],
    ['matched-by-group', {}, {}],
    ['outages-at-openings', {}, {}],
    ['partial-season', {}, {}],
  ])('no %s where it does not hold', (code, world, setting) => {
    expect(codesOf(compare(world, setting))).not.toContain(code);
  });

  it('tell of cells matched by group', () => {
    const cells = worldCells(ORDINARY).map((cell, at) =>
      at < 9 ? { ...cell, matchedBy: 'group' as const } : cell,
    );
    expect(words(compareCells(cells), 'matched-by-group')?.en).toMatch(/^9 cells/);
  });
});
