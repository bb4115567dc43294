import type { CivilDate } from './china-time.ts';

/**
 * How many days ahead tickets were sold, by the day of the sale. Days count the sale day itself: with 15 days,
 * on the 1st one can buy for the 15th. `from` and `until` are sale days, both included. A stretch of days that no
 * row covers is a stretch nobody has told us about, as is a channel with null days.
 * Facts and confidence: RULES.md section 8 and rules.json `presale` (their source names in brackets),
 * presale_by_year.csv.
 */
export interface PresaleRow {
  id: string;
  from: CivilDate;
  until: CivilDate;
  onlineDays: number | null;
  windowDays: number | null;
  /** Nothing later was sold in these days, however far the window would have reached. */
  lastTravelDate?: CivilDate;
  certainty: 'high' | 'medium' | 'low';
  sources: readonly string[];
  note?: string;
}

const CHINA_DAILY_2013 = 'China Daily 2013-01-07 [S43]';
const DALIAN_2014 = '大连晚报 2014-11-16, 95105105.com/news/2014/1116/59650.html [S27]';
const TRAVEL_FROM_2016_12_30 = 'm.hunanlong.com/c/3130569.html [S32]';
const PEOPLE_2021 = "People's Daily Online 2021-01-13, reprint ldl-gyl.com/infos/46646.html [S01]";
const LIAOSHEN_2022 = '辽沈晚报, reprint jzgzf.com/n/21748.html [S34]';
const PEOPLE_2026 = '人民日报 2026-01-19, 163.com/dy/article/KJK8F81805346936.html [S19]';
const SWITCH_2016 =
  'Known as "30 days for travel from 2016-12-30"; the day the sale side switched was not found.';

export const PRESALE_ROWS: readonly PresaleRow[] = [
  {
    id: 'PRESALE_12_2012',
    from: '2012-01-01',
    until: '2012-01-19',
    onlineDays: 12,
    windowDays: 10,
    certainty: 'medium',
    sources: [CHINA_DAILY_2013, '青岛新闻网 2012-01-25'],
  },
  {
    id: 'PRESALE_14_2012_EVE',
    from: '2012-01-20',
    until: '2012-01-21',
    onlineDays: 14,
    windowDays: null,
    certainty: 'low',
    sources: ['青岛新闻网 2012-01-25', 'showzine.cn 2012-01'],
    note: '14 days on two days around the eve; the sources do not agree on which two.',
  },
  {
    id: 'PRESALE_12_2012_SPRING',
    from: '2012-01-22',
    until: '2012-02-16',
    onlineDays: 12,
    windowDays: 10,
    certainty: 'medium',
    sources: [CHINA_DAILY_2013],
  },
  {
    id: 'PRESALE_12_2012_LATER',
    from: '2012-02-17',
    until: '2012-12-31',
    onlineDays: 12,
    windowDays: 10,
    certainty: 'low',
    sources: [CHINA_DAILY_2013],
    note: 'Known for the season of 2012; nothing was read about the rest of that year.',
  },
  // "January 2013" is all that is known of the change: 1 to 6 January are left open. On 7 January the first day
  // of the season (2013-01-26) went on sale, which is 20 days.
  {
    id: 'PRESALE_20_2013',
    from: '2013-01-07',
    until: '2013-03-06',
    onlineDays: 20,
    windowDays: 18,
    certainty: 'high',
    sources: [CHINA_DAILY_2013, '中国经济网 2013-01-08'],
  },
  {
    id: 'PRESALE_20_2013_LATER',
    from: '2013-03-07',
    until: '2014-11-30',
    onlineDays: 20,
    windowDays: 18,
    certainty: 'medium',
    sources: [CHINA_DAILY_2013, 'Epoch Times 2014-01-16', DALIAN_2014],
    note: 'Read for the seasons of 2013 and 2014 and for November 2014; nothing between.',
  },
  ...[30, 36, 42, 48, 54].map(
    (days, index): PresaleRow => ({
      id: `PRESALE_${days}_2014`,
      from: `2014-12-0${index + 1}`,
      until: `2014-12-0${index + 1}`,
      onlineDays: days,
      windowDays: days - 2,
      certainty: 'high',
      sources: [DALIAN_2014],
      note: 'The window grew by six days a day from 1 to 6 December 2014.',
    }),
  ),
  {
    id: 'PRESALE_60_2014',
    from: '2014-12-06',
    until: '2016-10-31',
    onlineDays: 60,
    windowDays: 58,
    certainty: 'high',
    sources: [DALIAN_2014, "People's Daily Online 2015-11-25"],
  },
  {
    id: 'PRESALE_60_2016_HOLD',
    from: '2016-11-01',
    until: '2016-11-30',
    onlineDays: 60,
    windowDays: 58,
    lastTravelDate: '2016-12-29',
    certainty: 'medium',
    sources: [TRAVEL_FROM_2016_12_30],
    note: SWITCH_2016,
  },
  {
    id: 'PRESALE_30_2016',
    from: '2016-12-01',
    until: '2018-01-02',
    onlineDays: 30,
    windowDays: 28,
    certainty: 'medium',
    sources: [TRAVEL_FROM_2016_12_30, 'Yibada 2017-01-03 citing China Daily'],
    note: SWITCH_2016,
  },
  {
    id: 'PRESALE_30_2018',
    from: '2018-01-03',
    until: '2019-12-31',
    onlineDays: 30,
    windowDays: 28,
    certainty: 'high',
    sources: ['ECNS 2018-01-03', 'Shanghai Daily 2018-12-11', 'Shanghai Daily 2019-12-12 [S29]'],
  },
  {
    id: 'PRESALE_30_2020',
    from: '2020-01-01',
    until: '2020-12-29',
    onlineDays: 30,
    windowDays: 28,
    certainty: 'medium',
    sources: ['Shanghai Daily 2019-12-31', '大众网 2020-12-29 [S03]'],
    note: '30 days before and after 2020; whether it changed inside the epidemic year is not known.',
  },
  {
    id: 'PRESALE_30_2021',
    from: '2020-12-30',
    until: '2021-01-13',
    onlineDays: 30,
    windowDays: 28,
    certainty: 'high',
    sources: ['大众网 2020-12-29 [S03]', PEOPLE_2021],
  },
  {
    id: 'PRESALE_2021_HOLD',
    from: '2021-01-14',
    until: '2021-01-28',
    onlineDays: 30,
    windowDays: 28,
    lastTravelDate: '2021-02-11',
    certainty: 'medium',
    sources: [PEOPLE_2021],
    note: 'Nothing after 2021-02-11 was sold from 14 to 28 January 2021. When the station windows, two days behind, sold its last two days is not stated.',
  },
  {
    id: 'PRESALE_15_2021',
    from: '2021-01-29',
    until: '2022-02-28',
    onlineDays: 15,
    windowDays: 15,
    certainty: 'high',
    sources: [PEOPLE_2021, '022tianjin.cn 2022-01-17 [S30]'],
    note: 'All channels start at the same time.',
  },
  {
    id: 'PRESALE_15_2022_SPRING',
    from: '2022-03-01',
    until: '2022-04-06',
    onlineDays: 15,
    windowDays: 15,
    certainty: 'medium',
    sources: [PEOPLE_2021, 'english.www.gov.cn 2022-03-28 [S45]'],
    note: 'A timetable change froze sales in the spring of 2022; which travel dates it held back is not known.',
  },
  {
    id: 'PRESALE_5_2022',
    from: '2022-04-07',
    until: '2022-05-31',
    onlineDays: 5,
    windowDays: 5,
    certainty: 'high',
    sources: ['央视 2022-04-07, finance.iewzx.com/gdpd/2022/0407/100491.html [S33]'],
  },
  {
    id: 'PRESALE_15_2022',
    from: '2022-06-01',
    until: '2026-01-19',
    onlineDays: 15,
    windowDays: 15,
    certainty: 'high',
    sources: [LIAOSHEN_2022, '央视网 2023-04-20 [S55]', PEOPLE_2026],
    note: 'From the season of 2025 on, students and migrant workers may book 20 days ahead.',
  },
  {
    id: 'PRESALE_15_2026',
    from: '2026-01-20',
    until: '2027-12-31',
    onlineDays: 15,
    windowDays: 15,
    certainty: 'medium',
    sources: [PEOPLE_2026],
    note: 'Last read on 2026-01-19; taken as unchanged since, up to the end of 2027 and no further. Students and migrant workers may book 20 days ahead.',
  },
];
