import { addDays } from '../src/calendar/china-time.ts';
import { newYearDayOf } from '../src/calendar/new-year.ts';
import type { FeeRule } from '../src/demand/comparison-input.ts';
import { LADDERS } from '../src/refund/ladders.data.ts';
import type { Rule } from '../src/refund/rule.ts';
import { WAIVERS } from '../src/refund/waivers.data.ts';

/** From the day the longest presale window opens to the last day of a season, by days from New Year's Day. */
const SALE_DAYS = { first: -45, last: 24 };

/**
 * The fee ladders and waivers that held while tickets of a season were on sale, for the warning that cheap refunds invite
 * bookings that come back. Null for a year without a known New Year's Day.
 */
export function feeRulesOf(season: number): FeeRule[] | null {
  const newYear = newYearDayOf(season);
  if (newYear === null) return null;
  const [first, last] = [addDays(newYear, SALE_DAYS.first), addDays(newYear, SALE_DAYS.last)];
  const rules: readonly Rule[] = [...LADDERS, ...WAIVERS];
  return rules
    .filter(({ from, to }) => (from === null || from <= last) && (to === null || first <= to))
    .map(({ id, name, from }) => ({
      id,
      zh: from === null ? name.zh : `${name.zh}(${from}起)`,
      en: from === null ? name.en : `${name.en} (from ${from})`,
    }));
}
