import type { CivilDate } from './china-time.ts';

/** The statutory Spring Festival holiday as announced: first and last day off. */
export interface HolidayRow {
  season: number;
  first: CivilDate;
  last: CivilDate;
  certainty: 'high' | 'medium' | 'low';
  sources: readonly string[];
  note?: string;
}

/** chinese-days 1.5.7 holds the State Council's notices; every holiday total found agrees with its days. */
const NOTICES = ['chinese-days 1.5.7 (State Council notices)'];
const NOTICES_AND_TOTALS = [...NOTICES, 'the holiday total reported of that year covers these days'];

/** Holidays 2012 to 2026; that of 2027 was not announced when this table was made. Facts: chunyun_windows.csv. */
export const HOLIDAYS: readonly HolidayRow[] = [
  { season: 2012, first: '2012-01-22', last: '2012-01-28', certainty: 'high', sources: NOTICES_AND_TOTALS },
  { season: 2013, first: '2013-02-09', last: '2013-02-15', certainty: 'high', sources: NOTICES },
  {
    season: 2014,
    first: '2014-01-31',
    last: '2014-02-06',
    certainty: 'high',
    sources: NOTICES,
    note: "New Year's Eve was a working day.",
  },
  { season: 2015, first: '2015-02-18', last: '2015-02-24', certainty: 'high', sources: NOTICES },
  { season: 2016, first: '2016-02-07', last: '2016-02-13', certainty: 'high', sources: NOTICES_AND_TOTALS },
  { season: 2017, first: '2017-01-27', last: '2017-02-02', certainty: 'high', sources: NOTICES },
  { season: 2018, first: '2018-02-15', last: '2018-02-21', certainty: 'high', sources: NOTICES },
  { season: 2019, first: '2019-02-04', last: '2019-02-10', certainty: 'high', sources: NOTICES },
  {
    season: 2020,
    first: '2020-01-24',
    last: '2020-02-02',
    certainty: 'high',
    sources: NOTICES,
    note: 'Ten days with the extension for the epidemic.',
  },
  { season: 2021, first: '2021-02-11', last: '2021-02-17', certainty: 'high', sources: NOTICES },
  { season: 2022, first: '2022-01-31', last: '2022-02-06', certainty: 'high', sources: NOTICES_AND_TOTALS },
  { season: 2023, first: '2023-01-21', last: '2023-01-27', certainty: 'high', sources: NOTICES_AND_TOTALS },
  {
    season: 2024,
    first: '2024-02-10',
    last: '2024-02-17',
    certainty: 'high',
    sources: NOTICES_AND_TOTALS,
    note: "New Year's Eve was not a statutory day off.",
  },
  { season: 2025, first: '2025-01-28', last: '2025-02-04', certainty: 'high', sources: NOTICES_AND_TOTALS },
  { season: 2026, first: '2026-02-15', last: '2026-02-23', certainty: 'high', sources: NOTICES_AND_TOTALS },
];
