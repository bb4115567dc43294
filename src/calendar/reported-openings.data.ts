import type { CivilDate } from './china-time.ts';

/** Days on which tickets went on sale as reports of the time state them, beside what the presale rule gives. */
export interface ReportedOpeningRow {
  season: number;
  /** Sale day of the first day of the season; null where no report was found. */
  firstDay: CivilDate | null;
  /** Sale day of New Year's Eve; null where no report was found. */
  newYearEve: CivilDate | null;
  sources: readonly string[];
}

/** Facts: presale_by_year.csv. Rows marked "(rule)" there are null here. */
export const REPORTED_OPENINGS: readonly ReportedOpeningRow[] = [
  { season: 2013, firstDay: '2013-01-07', newYearEve: null, sources: ['中国经济网 2013-01-08'] },
  { season: 2014, firstDay: '2013-12-28', newYearEve: null, sources: ['Epoch Times 2014-01-16'] },
  {
    season: 2015,
    firstDay: '2014-12-07',
    newYearEve: null,
    sources: ['北方网 2014-11-19', 'China Daily 2015-01-23'],
  },
  { season: 2016, firstDay: '2015-11-26', newYearEve: null, sources: ["People's Daily Online 2015-11-25"] },
  {
    season: 2018,
    firstDay: '2018-01-03',
    newYearEve: '2018-01-17',
    sources: ['ECNS 2018-01-03', 'ecns.cn/2018/01-17/288765.shtml'],
  },
  { season: 2019, firstDay: '2018-12-23', newYearEve: '2019-01-06', sources: ['Shanghai Daily 2018-12-11'] },
  {
    season: 2020,
    firstDay: '2019-12-12',
    newYearEve: null,
    sources: ['Xinhua 2020-01-10', 'Shanghai Daily 2019-12-31'],
  },
  {
    season: 2021,
    firstDay: '2020-12-30',
    newYearEve: '2021-01-13',
    sources: ["People's Daily Online 2021-01-13", '微博热搜 2020-12-30, 2021-01-13'],
  },
  {
    season: 2022,
    firstDay: '2022-01-03',
    newYearEve: '2022-01-17',
    sources: ['央视 2022-01-17', '微博热搜 2022-01-02'],
  },
  { season: 2023, firstDay: '2022-12-24', newYearEve: null, sources: ['新闻联播 2022-12'] },
  { season: 2024, firstDay: '2024-01-12', newYearEve: null, sources: ['新闻联播 2024-01-12', '国铁集团'] },
  {
    season: 2025,
    firstDay: '2024-12-31',
    newYearEve: '2025-01-14',
    sources: ['新闻联播 2024-12-31', '微博热搜 2025-01-14'],
  },
  {
    season: 2026,
    firstDay: '2026-01-19',
    newYearEve: '2026-02-02',
    sources: ['中新社 2026-01-18', '新闻联播 2026-01-18'],
  },
];
