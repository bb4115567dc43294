import { addDays, type CivilDate } from '../calendar/china-time.ts';
import { knownNewYearDay } from '../calendar/new-year.ts';
import { firstSaleDay } from '../calendar/presale.ts';
import { weekdayOf } from '../calendar/weekday.ts';
import type { Comparison } from './comparison-schema.ts';

export type ComparedDay = Comparison['days'][number];

/**
 * The travel dates of two seasons by days from New Year's Day, with weekdays and how many days ahead each was sold
 * online. A window that no rule is known for equals nothing, not even another unknown one. Seasons outside 2000 to 2040
 * throw RangeError.
 */
export function arrangeComparedDays(
  season: number,
  baseline: number,
  lunarOffsets: Iterable<number>,
): ComparedDay[] {
  const [top, base] = [knownNewYearDay(season), knownNewYearDay(baseline)];
  const offsets = [...new Set(lunarOffsets)].sort((a, b) => a - b);
  return offsets.map((lunarOffset) => {
    const days = {
      season: describeDay(addDays(top, lunarOffset)),
      baseline: describeDay(addDays(base, lunarOffset)),
    };
    const { presaleDays } = days.season;
    return {
      lunarOffset,
      ...days,
      samePresale: presaleDays !== null && presaleDays === days.baseline.presaleDays,
    };
  });
}

function describeDay(date: CivilDate): ComparedDay['season'] {
  const { zh, en } = weekdayOf(date);
  return { date, weekday: { zh, en }, presaleDays: firstSaleDay(date, 'online')?.presaleDays ?? null };
}
