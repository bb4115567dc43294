import type { CivilDate } from './china-time.ts';

/** Where the table is from, as an answer says it. */
export const NEW_YEAR_SOURCES: readonly string[] = [
  'tyme4ts 1.5.2, lunar-typescript 1.8.6 and lunisolar 2.6.0, which agree on every day from 2000 to 2040',
];

/**
 * New Year's Day (正月初一) by year. A fixed table, never computed: Node's own Chinese calendar is a day off in
 * 2027 (new moon at 23:56 in Beijing) and in 2030 (00:07).
 * Source: tyme4ts 1.5.2, lunar-typescript 1.8.6 and lunisolar 2.6.0, which agree on every day from 2000 to 2040,
 * and chinese-days 1.5.7 on the two disputed ones; a Meeus new-moon computation confirms those (METHODS.md 1.1).
 */
export const NEW_YEAR_DAYS: readonly CivilDate[] = [
  '2000-02-05',
  '2001-01-24',
  '2002-02-12',
  '2003-02-01',
  '2004-01-22',
  '2005-02-09',
  '2006-01-29',
  '2007-02-18',
  '2008-02-07',
  '2009-01-26',
  '2010-02-14',
  '2011-02-03',
  '2012-01-23',
  '2013-02-10',
  '2014-01-31',
  '2015-02-19',
  '2016-02-08',
  '2017-01-28',
  '2018-02-16',
  '2019-02-05',
  '2020-01-25',
  '2021-02-12',
  '2022-02-01',
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
  '2030-02-03',
  '2031-01-23',
  '2032-02-11',
  '2033-01-31',
  '2034-02-19',
  '2035-02-08',
  '2036-01-28',
  '2037-02-15',
  '2038-02-04',
  '2039-01-24',
  '2040-02-12',
];
