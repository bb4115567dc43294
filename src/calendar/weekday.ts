import { type CivilDate, daysBetween } from './china-time.ts';

/** A day of the week as both languages print it; `iso` is 1 for Monday to 7 for Sunday. */
export interface Weekday {
  iso: number;
  zh: string;
  en: string;
}

const WEEKDAYS: readonly Weekday[] = [
  { iso: 1, zh: '周一', en: 'Monday' },
  { iso: 2, zh: '周二', en: 'Tuesday' },
  { iso: 3, zh: '周三', en: 'Wednesday' },
  { iso: 4, zh: '周四', en: 'Thursday' },
  { iso: 5, zh: '周五', en: 'Friday' },
  { iso: 6, zh: '周六', en: 'Saturday' },
  { iso: 7, zh: '周日', en: 'Sunday' },
];
const A_MONDAY: CivilDate = '2000-01-03';

/** The weekday of a day in China. */
export function weekdayOf(date: CivilDate): Weekday {
  return WEEKDAYS[((daysBetween(A_MONDAY, date) % 7) + 7) % 7]!;
}
