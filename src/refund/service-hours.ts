import {
  addDays,
  type CivilDate,
  DAY_MS,
  type Instant,
  MINUTE_MS,
  startOfDay,
} from '../calendar/china-time.ts';
import { ruleAt } from './ladder-at.ts';
import { midnightBefore } from './question.ts';
import type { Dated, HoursRule, OpenHours } from './rule.ts';

const MINUTES_A_DAY = 24 * 60;
const TUESDAY_CLOSES = 23 * 60 + 30;

/** A counter that is shut now: the row that says so and when it opens again. */
export interface Shut {
  rule: Dated<HoursRule>;
  opensAt: Instant;
}

/** Whether 12306 takes refunds at `at`: null when it does, or when no hours are known for that day. */
export function refundsShut(rows: readonly Dated<HoursRule>[], at: Instant): Shut | null {
  const rule = ruleAt(rows, at);
  if (rule === null || rule.refund === 'allDay') return null;
  return isOpen(rule.refund, at) ? null : { rule, opensAt: opensAfter(rows, at, (row) => row.refund) };
}

/** Whether 12306 takes rebookings at `at`; as `refundsShut`. */
export function rebookingsShut(rows: readonly Dated<HoursRule>[], at: Instant): Shut | null {
  const rule = ruleAt(rows, at);
  if (rule === null) return null;
  const shut = !isOpen(rule.sale, at) || (rule.tuesdayNightClosed && isTuesdayNight(at, rule.sale.opens));
  return shut ? { rule, opensAt: opensAfter(rows, at, (row) => row.sale) } : null;
}

/** Both ends belong to the open hours, to the second; hours that run past midnight cover the small hours too. */
export function isOpen({ opens, closes }: OpenHours, at: Instant): boolean {
  const minutes = (at - midnightBefore(at)) / MINUTE_MS;
  return (minutes >= opens && minutes <= closes) || minutes + MINUTES_A_DAY <= closes;
}

/** After Tuesday 23:30 and before Wednesday's opening. 1970-01-01 was a Thursday. */
function isTuesdayNight(at: Instant, opens: number): boolean {
  const midnight = midnightBefore(at);
  const weekday = (Math.floor((midnight + DAY_MS / 2) / DAY_MS) + 4) % 7;
  const minutes = (at - midnight) / MINUTE_MS;
  return (weekday === 2 && minutes > TUESDAY_CLOSES) || (weekday === 3 && minutes < opens);
}

/** Later today if today's opening is ahead, else tomorrow by tomorrow's row (at midnight where it never shuts). */
function opensAfter(
  rows: readonly Dated<HoursRule>[],
  at: Instant,
  hoursOf: (row: HoursRule) => OpenHours | 'allDay',
): Instant {
  const today = midnightBefore(at);
  for (const midnight of [today, today + DAY_MS]) {
    const row = ruleAt(rows, midnight);
    const hours = row === null ? 'allDay' : hoursOf(row);
    const opensAt = hours === 'allDay' ? midnight : midnight + hours.opens * MINUTE_MS;
    if (opensAt > at) return opensAt;
  }
  return today + DAY_MS;
}

/** Midnights at which a span of whole days begins and ends (the end not included). */
export function spanOf(days: { from: CivilDate; to: CivilDate }): { start: Instant; end: Instant } {
  return { start: startOfDay(days.from), end: startOfDay(addDays(days.to, 1)) };
}
