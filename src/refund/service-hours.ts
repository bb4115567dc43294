import {
  addDays,
  type CivilDate,
  DAY_MS,
  type Instant,
  MINUTE_MS,
  SECOND_MS,
  startOfDay,
} from '../calendar/china-time.ts';
import { isOpen, isTuesdayNight, type OpenHours } from '../calendar/service-hours.ts';
import { ruleAt } from './ladder-at.ts';
import { midnightBefore } from './question.ts';
import type { Dated, HoursRule } from './rule.ts';

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

/** The last second up to `at` at which 12306 takes refunds: `at` itself while it is open, or no hours are known. */
export function lastOpenSecond(rows: readonly Dated<HoursRule>[], at: Instant): Instant {
  if (refundsShut(rows, at) === null) return at;
  const midnight = midnightBefore(at);
  const closed = closingOn(rows, midnight);
  return closed < at ? closed : closingOn(rows, midnight - DAY_MS);
}

/** The last second of refunds on the day that begins at `midnight`: 24:00 less one where it never shuts. */
function closingOn(rows: readonly Dated<HoursRule>[], midnight: Instant): Instant {
  const hours = ruleAt(rows, midnight)?.refund ?? 'allDay';
  return hours === 'allDay' ? midnight + DAY_MS - SECOND_MS : midnight + hours.closes * MINUTE_MS;
}

/** Whether 12306 takes rebookings at `at`; as `refundsShut`. */
export function rebookingsShut(rows: readonly Dated<HoursRule>[], at: Instant): Shut | null {
  const rule = ruleAt(rows, at);
  if (rule === null) return null;
  const shut = !isOpen(rule.sale, at) || (rule.tuesdayNightClosed && isTuesdayNight(at, rule.sale.opens));
  return shut ? { rule, opensAt: opensAfter(rows, at, (row) => row.sale) } : null;
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
