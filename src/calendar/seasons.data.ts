import type { CivilDate } from './china-time.ts';

/** One Spring Festival season (春运): both days included. `season` is the year of its New Year's Day. */
export interface SeasonRow {
  season: number;
  first: CivilDate;
  last: CivilDate;
  /** `low`: not announced in anything read; by the rule that every season from 2012 to 2026 followed. */
  certainty: 'high' | 'medium' | 'low';
  sources: readonly string[];
  note?: string;
}

/**
 * The announced seasons. Each has 40 days: 15 before New Year's Day and 25 from it on
 * (Ministry of Transport, 人民网 2020-02-10: 以春节当天为基准,节前15天,节后25天).
 */
export const SEASONS: readonly SeasonRow[] = [
  {
    season: 2012,
    first: '2012-01-08',
    last: '2012-02-16',
    certainty: 'high',
    sources: ['Ministry of Railways, 搜狐 2012-02-15 (13 February is day 37)'],
  },
  {
    season: 2013,
    first: '2013-01-26',
    last: '2013-03-06',
    certainty: 'high',
    sources: ['中国经济网 2013-01-08'],
  },
  {
    season: 2014,
    first: '2014-01-16',
    last: '2014-02-24',
    certainty: 'high',
    sources: ['Epoch Times 2014-01-16', '新华网 2014-02 (21 February is day 37)'],
  },
  {
    season: 2015,
    first: '2015-02-04',
    last: '2015-03-15',
    certainty: 'high',
    sources: ['光明日报 2015-02-04 p. 8', '中新网 2014-11-30'],
    note: 'Some papers print 16 March; the railway notice itself says 15.',
  },
  {
    season: 2016,
    first: '2016-01-24',
    last: '2016-03-03',
    certainty: 'high',
    sources: ['12306 refund dialog, chunyun 2016', '中国青年网 2016-01-20'],
  },
  {
    season: 2017,
    first: '2017-01-13',
    last: '2017-02-21',
    certainty: 'high',
    sources: ['12306 page of chunyun 2017', '每日经济新闻 2017-01-13'],
  },
  {
    season: 2018,
    first: '2018-02-01',
    last: '2018-03-12',
    certainty: 'high',
    sources: ['m.yunzhuan.com/chunyun-22729 (2018-01-12)', 'Xinhua 2018-02-23'],
  },
  {
    season: 2019,
    first: '2019-01-21',
    last: '2019-03-01',
    certainty: 'high',
    sources: ['Shanghai Daily 2018-12-11', '央视网 2019-01'],
  },
  {
    season: 2020,
    first: '2020-01-10',
    last: '2020-02-18',
    certainty: 'high',
    sources: ['Shanghai Daily 2019-12-12', 'Xinhua 2020-01-10'],
    note: 'China Daily misprints 28 February.',
  },
  {
    season: 2021,
    first: '2021-01-28',
    last: '2021-03-08',
    certainty: 'high',
    sources: ['大众网 2020-12-29', 'Xinhua 2021-03-08'],
  },
  {
    season: 2022,
    first: '2022-01-17',
    last: '2022-02-25',
    certainty: 'high',
    sources: ['新华社 2021-12-30', '022tianjin.cn 2022-01-17'],
  },
  {
    season: 2023,
    first: '2023-01-07',
    last: '2023-02-15',
    certainty: 'high',
    sources: ["People's Daily Online 2022-12-26", '澎湃 2023-01-18'],
  },
  {
    season: 2024,
    first: '2024-01-26',
    last: '2024-03-05',
    certainty: 'high',
    sources: ["People's Daily Online 2024-01-26"],
  },
  {
    season: 2025,
    first: '2025-01-14',
    last: '2025-02-22',
    certainty: 'high',
    sources: ["People's Daily Online 2025-01-14", '新华社 2025-01-14'],
  },
  {
    season: 2026,
    first: '2026-02-02',
    last: '2026-03-13',
    certainty: 'high',
    sources: ['人民日报 2026-01-19', '中新社 2026-01-18'],
  },
  {
    season: 2027,
    first: '2027-01-22',
    last: '2027-03-02',
    certainty: 'low',
    sources: ['by the rule of the Ministry of Transport, 人民网 2020-02-10'],
    note: 'Not announced when this table was made.',
  },
];
