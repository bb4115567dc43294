import { describe, expect, it } from 'vitest';
import { daysBetween } from '../../src/calendar/china-time.ts';
import { lunarOffset } from '../../src/calendar/new-year.ts';
import { SEASONS } from '../../src/calendar/seasons.data.ts';
import { compareVolumes } from '../../src/demand/compare-volumes.ts';
import { dailyVolume, parseDailyRail } from '../../src/demand/daily-volumes.ts';
import { volumesAnswer } from '../../src/demand/volumes-schema.ts';

const codesOf = (season: number, baseline: number) =>
  compareVolumes(season, baseline).warnings.map(({ code }) => code);
const dayOf = (season: number, baseline: number, offset: number) =>
  compareVolumes(season, baseline).days.find((day) => day.lunarOffset === offset);

describe('season totals', () => {
  it.each([
    [2021, 2019, -46.5],
    [2021, 2020, 3.5],
    [2024, 2019, 18.8],
    [2025, 2024, 6.1],
    [2026, 2025, 4.8],
  ])('of %d beside %d changed by %d % as published', (season, baseline, percent) => {
    const { changes } = compareVolumes(season, baseline).totals;
    const published = changes.find(({ basis }) => basis === 'published');
    expect(published?.percent).toBe(percent);
    expect(published?.basis === 'published' && published.source !== '').toBe(true);
  });

  it('give a change of the levels too, with the band their rounding leaves', () => {
    const { changes } = compareVolumes(2021, 2019).totals;
    expect(changes.find(({ basis }) => basis === 'actual')).toMatchObject({
      percent: -46.3,
      low: -48.2,
      high: -44.4,
    });
    expect(changes.find(({ basis }) => basis === 'derived')?.percent).toBe(-46.4);
  });

  it('have no published change the other way round: nobody published one', () => {
    const bases = compareVolumes(2020, 2021).totals.changes.map(({ basis }) => basis);
    expect(bases).toEqual(['actual', 'derived']);
  });

  it('are null where no report was found, and then have no change', () => {
    const { totals } = compareVolumes(2014, 2013);
    expect([totals.season?.actual, totals.season?.derived, totals.changes]).toEqual([null, null, []]);
  });
});

describe('the holiday', () => {
  it('of 2026 had 25.7 % more passengers than that of 2025, but 11.7 % more a day', () => {
    const { holiday, warnings } = compareVolumes(2026, 2025);
    expect(holiday.season).toMatchObject({ days: 9, total10k: 12_100 });
    expect(holiday.baseline).toMatchObject({ days: 8, total10k: 9_626 });
    expect([holiday.changeTotalPercent, holiday.changePerDayPercent]).toEqual([25.7, 11.7]);
    expect(holiday.published?.percent).toBe(11.5);
    const warning = warnings.find(({ code }) => code === 'holiday-length');
    expect(warning?.en).toContain('9 days in 2026 and 8 in 2025');
    expect(warning?.zh).toContain('2026年9天,2025年8天');
  });

  it('without a total has no change, and not one of 0', () => {
    const { holiday } = compareVolumes(2021, 2019);
    expect([holiday.season?.total10k, holiday.changeTotalPercent, holiday.changePerDayPercent]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('daily figures', () => {
  /** METHODS.md 2.2. */
  it.each([
    [2019, 6, 17, 23, 0, 17],
    [2020, 8, 4, 12, 3, 25],
    [2021, 4, 3, 7, 2, 32],
    [2022, 0, 9, 9, 2, 29],
    [2023, 12, 10, 22, 20, 12],
    [2024, 12, 9, 21, 23, 9],
    [2025, 8, 7, 15, 21, 12],
    [2026, 10, 2, 12, 24, 14],
  ])('of %d: %d actual, %d derived, %d either, %d forecast, %d unknown', (season, ...counts) => {
    const days = compareVolumes(season, 2018).days.map((day) => day.season);
    const has = (kind: 'actual' | 'derived' | 'forecast') => days.filter((day) => day[kind] !== null);
    const either = days.filter((day) => day.actual !== null || day.derived !== null).length;
    const unknown = days.filter(
      (day) => day.actual === null && day.derived === null && day.forecast === null,
    ).length;
    const derivedOnly = has('derived').filter((day) => day.actual === null).length;
    expect([has('actual').length, derivedOnly, either, has('forecast').length, unknown]).toEqual(counts);
  });

  it('lie side by side by days from New Year’s Day, both weekdays printed', () => {
    const day = dayOf(2025, 2024, 24);
    expect(day).toMatchObject({
      chunyunDay: 40,
      season: { date: '2025-02-22', weekday: { zh: '周六' }, actual: { passengers10k: 1388.2 } },
      baseline: { date: '2024-03-05', weekday: { en: 'Tuesday' }, derived: { passengers10k: 774.7 } },
      change: { percent: 79.2, basis: 'derived' },
      comparable: false,
    });
    for (const one of compareVolumes(2026, 2019).days) {
      expect(lunarOffset(one.season.date)).toBe(one.lunarOffset);
      expect(lunarOffset(one.baseline.date)).toBe(one.lunarOffset);
    }
  });

  it('change between an actual and a derived figure is as good as the derived one', () => {
    expect(dayOf(2026, 2025, 0)?.change).toEqual({ percent: 9.7, basis: 'derived' });
    expect(dayOf(2026, 2025, 6)?.change).toEqual({ percent: 9.9, basis: 'actual' });
  });

  it('have no change where one season has only a forecast: -23 % on the first day of 2021 was a forecast', () => {
    const day = dayOf(2022, 2021, -15);
    expect(day?.season).toMatchObject({ actual: null, derived: null, forecast: { passengers10k: 525 } });
    expect(day?.change).toBeNull();
    expect(dailyVolume('2021-01-28')).toMatchObject({
      actual: { passengers10k: 308 },
      forecast: { passengers10k: 400 },
    });
  });

  it('are unknown, not zero, on a day without a report', () => {
    expect(dailyVolume('2021-02-01')).toEqual({ actual: null, derived: null, forecast: null });
  });

  it('are all of days of a known season, within their band, each with its source', () => {
    const days = SEASONS.flatMap(({ season }) => compareVolumes(season, 2012).days.map((day) => day.season));
    const known = days.filter(({ actual, derived, forecast }) => actual ?? derived ?? forecast);
    expect(known.length).toBeGreaterThan(190);
    for (const { derived, actual, forecast } of known) {
      for (const figure of [derived, actual, forecast]) {
        if (figure !== null) expect(figure.source.length).toBeGreaterThan(5);
      }
      if (derived === null) continue;
      expect(derived.low).toBeLessThanOrEqual(derived.passengers10k);
      expect(derived.high).toBeGreaterThanOrEqual(derived.passengers10k);
    }
  });

  it.each([
    ['2021-02-30|actual|1||MOT'],
    ['2021-02-03|guess|1||MOT'],
    ['2021-02-03|actual|0||MOT'],
    ['2021-02-03|actual|||MOT'],
    ['2021-02-03|derived|5|6-4|MOT'],
    ['2021-02-03|actual|5||'],
    ['2021-02-03|actual|5||MOT\n2021-02-03|actual|6||MOT'],
  ])('are refused from a damaged table: %j', (text) => {
    expect(() => parseDailyRail(text)).toThrow();
  });
});

describe('matched means', () => {
  it('take only days that both seasons know', () => {
    const festival = compareVolumes(2026, 2025).matchedMeans.find(({ fromOffset }) => fromOffset === -1);
    expect(festival).toMatchObject({ days: 10, matchedDays: 5, changePercent: 10.9, basis: 'derived' });
  });

  it('of a week with missing days give no change when the weekdays do not balance', () => {
    const week = compareVolumes(2021, 2019).matchedMeans[0];
    expect(week).toMatchObject({ matchedDays: 1, weekdaysBalanced: false, changePercent: null });
    expect(codesOf(2021, 2019)).toContain('partial-means');
  });

  it('of no day are null', () => {
    const week = compareVolumes(2021, 2019).matchedMeans[1];
    expect(week).toMatchObject({
      matchedDays: 0,
      seasonMean10k: null,
      changePercent: null,
      weekdaysBalanced: null,
    });
  });

  it('cover seven days before and after, so that each holds every weekday once', () => {
    const blocks = compareVolumes(2026, 2025).matchedMeans.map(({ days }) => days);
    expect(blocks).toEqual([7, 7, 10, 7, 7, 40]);
  });
});

describe('warnings', () => {
  it.each([
    [
      2026,
      2025,
      [
        'holiday-length',
        'early-or-late-new-year',
        'weekday-mix',
        'forecast-not-actual',
        'missing-days',
        'partial-means',
        'supply-grew',
      ],
    ],
    [
      2023,
      2022,
      [
        'epidemic-baseline',
        'early-or-late-new-year',
        'weekday-mix',
        'forecast-not-actual',
        'missing-days',
        'partial-means',
      ],
    ],
  ])('of %d beside %d', (season, baseline, codes) => {
    expect(codesOf(season, baseline)).toEqual(codes);
  });

  it('name an epidemic baseline, and an epidemic season', () => {
    expect(codesOf(2024, 2023)).toContain('epidemic-baseline');
    expect(codesOf(2021, 2019)).toContain('epidemic-season');
    expect(codesOf(2026, 2019)).not.toContain('epidemic-baseline');
  });

  it('name a published change that does not follow from the levels: -47.3 % for 2020', () => {
    expect(codesOf(2020, 2019)).toContain('published-change-differs');
    expect(codesOf(2026, 2025)).not.toContain('published-change-differs');
  });

  it('name a season without any figure, which then has no change anywhere', () => {
    const answer = compareVolumes(2027, 2026);
    expect(answer.warnings[0]).toMatchObject({ code: 'no-figures', en: expect.stringContaining('2027') });
    expect(answer.totals.season).toBeNull();
    expect(answer.totals.changes).toEqual([]);
    expect(answer.days.every(({ change }) => change === null)).toBe(true);
    expect(answer.matchedMeans.every(({ changePercent }) => changePercent === null)).toBe(true);
    expect(answer.coverage.season).toEqual({ actual: 0, derived: 0, forecastOnly: 0, missing: 40 });
  });

  it('are in both languages', () => {
    for (const { zh, en } of compareVolumes(2026, 2019).warnings) {
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
      expect(en).toMatch(/^[\x20-\x7e]+$/);
    }
  });
});

describe('two seasons', () => {
  it('changed places say the same levels and the inverse changes', () => {
    for (const [a, b] of [
      [2026, 2025],
      [2021, 2020],
    ] as const) {
      const [one, other] = [compareVolumes(a, b), compareVolumes(b, a)];
      expect(other.days.map((day) => [day.baseline, day.season])).toEqual(
        one.days.map((day) => [day.season, day.baseline]),
      );
      for (const [at, { change }] of one.days.entries()) {
        const back = other.days[at]?.change ?? null;
        expect(back === null).toBe(change === null);
        if (change === null || back === null) continue;
        expect((1 + change.percent / 100) * (1 + back.percent / 100)).toBeCloseTo(1, 1);
      }
    }
  });

  it('of any two known years fit the schema that is published', () => {
    for (const { season } of SEASONS) {
      const answer = compareVolumes(season, 2019);
      expect(volumesAnswer.strict().safeParse(answer).error, String(season)).toBeUndefined();
      expect(answer.days.length).toBe(40);
      const { first, last } = SEASONS.find((row) => row.season === season)!;
      expect(daysBetween(first, last) + 1).toBe(40);
      expect([answer.days[0]?.season.date, answer.days[39]?.season.date]).toEqual([first, last]);
    }
  });
});
