import type { CivilDate } from '../calendar/china-time.ts';

/** One season's total for the national railway. Levels in 万人次 (10,000 passengers); 1 亿 is 10,000 of them. */
export interface SeasonVolumeRow {
  season: number;
  /** Reported after the season, rounded to `roundedTo10k`; null where no report was found. */
  actual: {
    passengers10k: number;
    roundedTo10k: number;
    stage: 'final' | 'preliminary' | 'retrospective';
    source: string;
  } | null;
  /** Worked out from other reports; `from` says how. Kept apart from actuals. */
  derived: { passengers10k: number; from: string } | null;
  /** Percentages as published. They are not always consistent with the levels: neither is made from the other. */
  published: { against: number; percent: number; source: string; note?: string }[];
  peak: { date: CivilDate | null; passengers10k: number } | null;
  /** How much more was on offer than in the season before, as published. */
  supply: { percent: number; what: string } | null;
  certainty: 'high' | 'medium' | 'low';
  note?: string;
}

const PRELIMINARY_2021 =
  '新华社 2021-03-08, 湖南日报 hnrb.voc.com.cn/hnrb_epaper/html/2021-03/09/content_1506195.htm';
const FINAL_2024 = '国铁集团, www.qikan.com.cn/article/wenb20241030.html';
const FINAL_2025 = '中新社 2025-02-23; 中国经济网 2025-02-23';
const FINAL_2026 = '工人日报 2026-03-15; 中新社 2026-03-14, www.chinesepress.com/?p=135020';
const FINAL_2023 = '中新网 2023-02-16; kankanews.com/detail/1OwGAW3EAyE';
const ZJOL_2019 = '新华社 2019-03-02, town.zjol.com.cn/cstts/201903/t20190302_9572412.shtml';

/** Season totals 2012 to 2026 with what was published of their change. Facts: season_totals.csv, METHODS.md 2.1. */
export const SEASON_VOLUMES: readonly SeasonVolumeRow[] = [
  {
    season: 2012,
    actual: {
      passengers10k: 22_100,
      roundedTo10k: 100,
      stage: 'retrospective',
      source: '新华社, 中评社 2024-02-22 ("2012年春运,攀升至2.21亿人次")',
    },
    derived: null,
    published: [],
    peak: null,
    supply: null,
    certainty: 'high',
  },
  {
    season: 2013,
    actual: null,
    derived: { passengers10k: 23_900, from: '2014 forecast of 2.58亿 was +7.9% (胡亚东 2014-01-16)' },
    published: [],
    peak: null,
    supply: null,
    certainty: 'medium',
  },
  {
    season: 2014,
    actual: null,
    derived: null,
    published: [],
    peak: null,
    supply: null,
    certainty: 'medium',
    note: 'Only 37 days are known: 2.45106亿, +9.6% (新华网 2014-02-24).',
  },
  {
    season: 2015,
    actual: {
      passengers10k: 29_500,
      roundedTo10k: 100,
      stage: 'final',
      source: '人民日报 2015-03-17 p. 23 (MOT)',
    },
    derived: null,
    published: [],
    peak: null,
    supply: null,
    certainty: 'high',
  },
  {
    season: 2016,
    actual: null,
    derived: { passengers10k: 32_440, from: '2017 forecast of 3.56亿 was +3156万 (每经/铁总 2017-01-13)' },
    published: [],
    peak: { date: '2016-02-13', passengers10k: 1_033.4 },
    supply: null,
    certainty: 'medium',
  },
  {
    season: 2017,
    actual: null,
    derived: null,
    published: [],
    peak: null,
    supply: null,
    certainty: 'medium',
    note: 'Only 34 days are known: 3.02亿, +10.1% (人民日报 2017-02-17).',
  },
  {
    season: 2018,
    actual: null,
    derived: { passengers10k: 38_150, from: '2019 forecast of 413.3m was +31.8m (Global Times/CRC 2019-01)' },
    published: [],
    peak: { date: null, passengers10k: 1_283.8 },
    supply: null,
    certainty: 'medium',
    note: '4.1亿 at +7.4% would be 3.82亿.',
  },
  {
    season: 2019,
    actual: { passengers10k: 41_000, roundedTo10k: 1_000, stage: 'preliminary', source: ZJOL_2019 },
    derived: {
      passengers10k: 40_700,
      from: 'the 2019 base of four later releases: 3.48亿/85.5%, 4.84亿/1.188',
    },
    published: [{ against: 2018, percent: 7.4, source: ZJOL_2019 }],
    peak: { date: '2019-02-23', passengers10k: 1_316.9 },
    supply: null,
    certainty: 'high',
    note: '4.07亿 is the consistent base; 4.1亿 is rounded.',
  },
  {
    season: 2020,
    actual: { passengers10k: 21_000, roundedTo10k: 1_000, stage: 'final', source: '中新 2020-02-19 (MOT)' },
    derived: { passengers10k: 21_060, from: '2.18亿 in 2021 was +3.5%' },
    published: [
      {
        against: 2019,
        percent: -47.3,
        source: '中新 2020-02-19 (MOT)',
        note: 'implies a 2019 base of 3.99亿, where every other release implies 4.07亿 (-48.3%)',
      },
    ],
    peak: null,
    supply: null,
    certainty: 'high',
  },
  {
    season: 2021,
    actual: { passengers10k: 22_000, roundedTo10k: 1_000, stage: 'preliminary', source: PRELIMINARY_2021 },
    derived: { passengers10k: 21_800, from: '2.53亿 in 2022 was +16%; 4.07亿 × 0.535' },
    published: [
      { against: 2019, percent: -46.5, source: PRELIMINARY_2021 },
      { against: 2020, percent: 3.5, source: PRELIMINARY_2021 },
    ],
    peak: null,
    supply: null,
    certainty: 'high',
  },
  {
    season: 2022,
    actual: {
      passengers10k: 25_300,
      roundedTo10k: 100,
      stage: 'final',
      source: 'Xinhua 2022-02-26, en.people.cn',
    },
    derived: null,
    published: [{ against: 2021, percent: 16, source: 'Xinhua 2022-02-26, en.people.cn' }],
    peak: null,
    supply: null,
    certainty: 'high',
  },
  {
    season: 2023,
    actual: { passengers10k: 34_800, roundedTo10k: 100, stage: 'final', source: FINAL_2023 },
    derived: null,
    published: [
      { against: 2022, percent: 37.4, source: FINAL_2023 },
      { against: 2019, percent: -14.5, source: FINAL_2023, note: 'as "85.5 % of the daily mean of 2019"' },
    ],
    peak: null,
    supply: null,
    certainty: 'high',
  },
  {
    season: 2024,
    actual: { passengers10k: 48_400, roundedTo10k: 100, stage: 'final', source: FINAL_2024 },
    derived: null,
    published: [
      { against: 2023, percent: 39, source: FINAL_2024 },
      { against: 2019, percent: 18.8, source: FINAL_2024 },
    ],
    peak: { date: '2024-02-17', passengers10k: 1_606.7 },
    supply: null,
    certainty: 'high',
    note: 'Trains a day were 18.5 % more than in 2019.',
  },
  {
    season: 2025,
    actual: { passengers10k: 51_300, roundedTo10k: 100, stage: 'final', source: FINAL_2025 },
    derived: null,
    published: [{ against: 2024, percent: 6.1, source: FINAL_2025 }],
    peak: { date: '2025-02-04', passengers10k: 1_704 },
    supply: { percent: 8.4, what: 'seats' },
    certainty: 'high',
  },
  {
    season: 2026,
    actual: { passengers10k: 53_800, roundedTo10k: 100, stage: 'final', source: FINAL_2026 },
    derived: null,
    published: [{ against: 2025, percent: 4.8, source: FINAL_2026 }],
    peak: { date: '2026-02-23', passengers10k: 1_873.3 },
    supply: { percent: 8.3, what: 'transport capacity' },
    certainty: 'high',
  },
];

/** Totals over the statutory holiday. The days are those of the calendar (holidays.data.ts). */
export interface HolidayVolumeRow {
  season: number;
  passengers10k: number;
  source: string;
  /** A published change that is not the ratio of the two totals. */
  published?: { against: number; percent: number; note: string };
  note?: string;
}

const HOLIDAY_REPORT = 'official holiday total, compiled in cumulative_checkpoints.csv';

/** Facts: cumulative_checkpoints.csv (holiday rows), METHODS.md 4.3 and 4.11. */
export const HOLIDAY_VOLUMES: readonly HolidayVolumeRow[] = [
  { season: 2012, passengers10k: 3_130.4, source: HOLIDAY_REPORT },
  { season: 2016, passengers10k: 4_777.7, source: HOLIDAY_REPORT },
  { season: 2022, passengers10k: 3_077.5, source: HOLIDAY_REPORT },
  {
    season: 2023,
    passengers10k: 5_017.4,
    source: HOLIDAY_REPORT,
    note: 'Of 5014万 (+50%) and 5017.4万 (+57%), both released on one day, the more precise.',
  },
  { season: 2024, passengers10k: 9_946, source: HOLIDAY_REPORT },
  { season: 2025, passengers10k: 9_626, source: HOLIDAY_REPORT },
  {
    season: 2026,
    passengers10k: 12_100,
    source: HOLIDAY_REPORT,
    published: { against: 2025, percent: 11.5, note: 'published on a matched period, not on the two totals' },
  },
];
