import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import { compareVolumes } from '../../src/demand/compare-volumes.ts';
import type { HistoryAnswer } from '../../src/http/history-schema.ts';
import type { Availability } from '../../src/seats/schema.ts';
import { DailyVolumes } from '../../src/web/charts/daily-volumes.tsx';
import { arrangeSpans, HistoryChart } from '../../src/web/charts/history-chart.tsx';
import { OffsetHeatmap } from '../../src/web/charts/offset-heatmap.tsx';
import { type ChartLook, PALETTES } from '../../src/web/charts/palette.ts';
import { linear, ticksTo, timeTicks } from '../../src/web/charts/scale.ts';
import { SurvivalCurves } from '../../src/web/charts/survival-curves.tsx';

const LOOK: ChartLook = { theme: 'light', lang: 'en', id: 'test' };
const at = (text: string) => parseInstant(text) as Instant;

function history(
  changes: [at: string, availability: Availability][],
  gaps: [string, string | null][] = [],
): HistoryAnswer {
  const leg = {
    trainNo: '27000G186404',
    origin: 'TNV',
    destination: 'HGH',
    saleOpensAt: null,
    changes: changes.map(([when, availability]) => ({
      at: when,
      availability,
      waitlist: null,
      firstSeen: false,
    })),
  };
  return {
    train: 'G1864',
    class: 'O',
    date: '2021-02-09',
    provenance: 'synthetic',
    legs: [leg],
    until: '2021-01-12T12:00:00+08:00',
    coverage: {
      lastPollAt: '2021-01-12T10:00:00+08:00',
      ageSeconds: 0,
      stale: false,
      planned: 1,
      done: 1,
      waiting: 0,
      share: 1,
      missed: [],
      gaps: gaps.map(([from, to]) => ({ from, to, reason: 'not-polled' })),
      lastFailure: null,
    },
  };
}

const UNTIL = at('2021-01-12T12:00');

function draw(answer: HistoryAnswer): string {
  const leg = answer.legs[0];
  if (leg === undefined) throw new Error('expected a leg');
  return renderToString(
    h(HistoryChart, { history: answer, leg, stationName: (one: string) => one, look: LOOK }),
  );
}

const linePath = (svg: string) => /<path d="([^"]*)" fill="none"/.exec(svg)?.[1] ?? '';

describe('the history of an offer', () => {
  const seen: [string, Availability][] = [
    ['2021-01-12T08:00', { kind: 'count', count: 9 }],
    ['2021-01-12T11:00', { kind: 'none' }],
  ];

  it('is one line of steps where it was watched all along', () => {
    expect(linePath(draw(history(seen))).match(/M/g)).toHaveLength(1);
  });

  it('breaks its line in a gap, which is hatched, and carries nothing over it', () => {
    const answer = history(seen, [['2021-01-12T09:00', '2021-01-12T10:00']]);
    const leg = answer.legs[0];
    if (leg === undefined) throw new Error('expected a leg');
    expect(
      arrangeSpans(answer, leg, UNTIL).map(({ from, availability }) => [
        (from - at('2021-01-12T08:00')) / HOUR_MS,
        availability?.kind ?? null,
      ]),
    ).toEqual([
      [0, 'count'],
      [1, null],
      [2, 'count'],
      [3, 'none'],
    ]);
    const svg = draw(answer);
    expect(linePath(svg).match(/M/g)).toHaveLength(2);
    expect(svg).toContain('fill="url(#test-hatch)"');
  });

  it('begins at the sale opening: what was before the first look is hatched, one look is a line to now', () => {
    const answer = history([['2021-01-12T11:30', { kind: 'plenty' }]]);
    const [leg] = answer.legs;
    if (leg === undefined) throw new Error('expected a leg');
    const opened = { ...leg, saleOpensAt: '2021-01-11T14:00:00+08:00' };
    expect(arrangeSpans(answer, opened, UNTIL)).toEqual([
      { from: at('2021-01-11T14:00'), to: at('2021-01-12T11:30'), availability: null },
      { from: at('2021-01-12T11:30'), to: UNTIL, availability: { kind: 'plenty' } },
    ]);
    expect(linePath(draw({ ...answer, legs: [opened] }))).toMatch(/^M\S+ \S+H\S+$/);
  });

  it.each<[Availability, string]>([
    [{ kind: 'notOnSale' }, '>*<'],
    [{ kind: 'suspended' }, '>停<'],
    [{ kind: 'unknown', raw: '?!' }, '>?<'],
  ])('draws no level for %j, but a letter', (availability, letter) => {
    const svg = draw(history([['2021-01-12T08:00', availability]]));
    expect(linePath(svg)).toBe('');
    expect(svg).toContain(letter);
  });

  it('takes names for text, whatever they hold', () => {
    const answer = history(seen);
    const leg = answer.legs[0];
    if (leg === undefined) throw new Error('expected a leg');
    const named = { ...answer, train: '"><script>1</script>' };
    const stationName = () => '<img src=x onerror=1>';
    const svg = renderToString(h(HistoryChart, { history: named, leg, stationName, look: LOOK }));
    expect(svg).not.toMatch(/<script|<img/);
    expect(svg).toContain('&lt;img');
  });

  it('is drawn though nothing was ever seen', () => {
    expect(draw(history([]))).not.toMatch(/NaN|undefined/);
  });
});

describe('daily volumes', () => {
  it('draw actual, derived and forecast figures differently, and join only days that follow one another', () => {
    const volumes = compareVolumes(2024, 2023);
    const svg = renderToString(h(DailyVolumes, { volumes, look: LOOK }));
    const count = (pattern: RegExp) => (svg.match(pattern) ?? []).length;
    const { season, baseline } = volumes.coverage;
    const { accent, base, paper } = PALETTES.light;
    expect(count(new RegExp(`<circle[^>]*fill="(${accent}|${base})"`, 'g'))).toBe(
      season.actual + baseline.actual,
    );
    expect(count(new RegExp(`<circle[^>]*fill="${paper}"`, 'g'))).toBe(season.derived + baseline.derived);
    expect(count(/l6 6m0 -6l-6 6/g)).toBe(season.forecastOnly + baseline.forecastOnly);
    expect(svg).not.toMatch(/NaN|undefined/);
    expect(svg).toContain('>Sa<');
  });
});

const SIDE = { subjects: 400, events: 120, lateEntries: 0, extraTrains: 0 };
const COMPARED = {
  season: 2021,
  baseline: 2020,
  provenance: 'synthetic' as const,
  scopeName: { zh: '全国', en: 'all watched' },
  n: {
    routes: 24,
    season: SIDE,
    baseline: SIDE,
    cells: 500,
    keptCells: 480,
    keptShare: 0.96,
    matchedBy: { trainCode: 480, group: 0 },
  },
};

describe('survival curves', () => {
  it('name both seasons at their ends, and end where nothing is known any more', () => {
    const known = {
      survival: [1, 0.8, 0.6, 0.5],
      lower: [null, 0.7, 0.5, 0.4],
      upper: [null, 0.9, 0.7, 0.6],
    };
    const cut = {
      survival: [1, 0.7, null, null],
      lower: [null, 0.6, null, null],
      upper: [null, 0.8, null, null],
    };
    const comparison = { ...COMPARED, curves: { hours: [0, 24, 48, 72], season: known, baseline: cut } };
    const svg = renderToString(h(SurvivalCurves, { comparison, look: LOOK }));
    expect(svg).toMatch(/>2021<\/text>/);
    expect(svg).toMatch(/>2020<\/text>/);
    expect(svg).toContain('n = 400 / 400');
    expect(svg).toContain('synthetic data');
    expect(svg).toContain('2021: 1 h 100 %, 24 h 80 %, 72 h 50 %.');
    expect(svg).not.toMatch(/NaN|undefined|null/);
  });
});

describe('the heatmap', () => {
  it('hatches what nobody observed and counts it in its description', () => {
    const side = { gonePercent: [[0, null, 55]], subjects: [[3, 0, 9]] };
    const heatmap = {
      withinHours: 24,
      routes: [{ from: 'TNV', to: 'HGH' }],
      lunarOffsets: [-1, 0, 1],
      season: side,
      baseline: side,
    };
    const svg = renderToString(
      h(OffsetHeatmap, {
        comparison: { ...COMPARED, heatmap },
        side: 'season',
        stationName: (one: string) => one,
        look: LOOK,
      }),
    );
    expect(svg.match(/url\(#test-hatch\)/g)).toHaveLength(1);
    expect(svg).toContain('>0<');
    expect(svg).toContain('TNV–HGH: 0–55 %, unobserved 1/3.');
  });
});

describe('the names of a heatmap', () => {
  it.each([
    ['en', 'Baodingdong', 'Taiyuannan'],
    ['en', 'W', 'W'],
    ['zh', '呼和浩特东', '石家庄'],
  ] as const)('have room in %s: %s–%s', (lang, from, to) => {
    const side = { gonePercent: [[50]], subjects: [[9]] };
    const heatmap = {
      withinHours: 24,
      routes: [{ from, to }],
      lunarOffsets: [0],
      season: side,
      baseline: side,
    };
    const look = { ...LOOK, lang };
    const comparison = { ...COMPARED, heatmap };
    const stationName = (one: string) => one;
    const svg = renderToString(h(OffsetHeatmap, { comparison, side: 'season', stationName, look }));
    const end = Number(/<text x="([\d.]+)"[^>]*text-anchor="end">/.exec(svg)?.[1]);
    // A Latin letter of 12 px is 7 px wide at most on average, a Chinese one 12 px.
    expect(end).toBeGreaterThanOrEqual((from.length + to.length + 1) * (lang === 'zh' ? 12 : 7));
  });
});

describe('scales', () => {
  it('end at a round number not below the highest', () => {
    for (const highest of [0, 1, 7, 19, 20, 21, 312, 1_620.3]) {
      const ticks = ticksTo(highest, 5);
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest);
      expect(ticks.length).toBeLessThanOrEqual(7);
    }
  });

  it('label hours of a day and days of a month in China time', () => {
    expect(timeTicks(at('2021-01-12T08:30'), at('2021-01-12T12:10'), 6).map(({ label }) => label)).toEqual([
      '09:00',
      '10:00',
      '11:00',
      '12:00',
    ]);
    expect(timeTicks(at('2021-01-12T08:30'), at('2021-01-15T12:10'), 6).map(({ label }) => label)).toEqual([
      '01-13',
      '01-14',
      '01-15',
    ]);
    expect(linear(0, 0, 10, 20)(0)).toBe(10);
  });
});

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((place) => {
      const level = Number.parseInt(hex.slice(place, place + 2), 16) / 255;
      return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['light', 'dark'] as const)('the %s palette', (theme) => {
  it('has text that stands 4.5 : 1 from what it is on', () => {
    const { paper, ink, quiet, accent, base, steps } = PALETTES[theme];
    for (const text of [ink, quiet, accent, base]) expect(contrast(text, paper)).toBeGreaterThanOrEqual(4.5);
    for (const [place, step] of steps.entries()) {
      expect(contrast(step, place >= steps.length - 2 ? paper : ink)).toBeGreaterThanOrEqual(4.5);
    }
  });
});
