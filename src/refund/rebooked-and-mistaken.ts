import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, startOfDay } from '../calendar/china-time.ts';
import { ruleAt } from './ladder-at.ts';
import type { Case, Channel, Rebooked } from './question.ts';
import type { Dated } from './rule.ts';
import {
  CHUNYUN_20_DESTINATION_SEASON,
  MIS_PURCHASE_TRAVEL_FROM,
  type RebookedRefundRule,
} from './special.data.ts';

/** The ways in which a ticket's own history changes its rate (RULES.md sections 3 and 5). */

/** Both ends belong to the time: 30 minutes from payment, 4 hours to departure. */
export const MISTAKEN_WITHIN_MS = 30 * MINUTE_MS;
export const MISTAKEN_LEAST_LEFT_MS = 4 * HOUR_MS;

const MISTAKEN_TRAVEL_FROM = startOfDay(MIS_PURCHASE_TRAVEL_FROM);

/** CHUNYUN_20: a rebooked ticket whose new travel date lies in the Spring Festival rush. */
export function isRebookedIntoChunyun(c: Case, at: Instant): boolean {
  const { rebooked } = c.question;
  if (rebooked === null || c.season === null || at < c.book.chunyun20.start) return false;
  return rebooked.kind === 'rebook' || c.season >= CHUNYUN_20_DESTINATION_SEASON;
}

/**
 * REBOOK_5: the row that makes a free refund cost 5 %, or null. Asked only where the ladder's free tier holds,
 * so "refunded more than 15 (8) days ahead" is given. Unknown original departure: null (`doubts.ts` says so).
 */
export function rebookedRefundRule(c: Case, at: Instant): Dated<RebookedRefundRule> | null {
  const { rebooked, departure } = c.question;
  if (rebooked === null || rebooked.originalDeparture === null) return null;
  const rule = ruleAt(c.book.rebookedRefunds, at);
  if (rule === null || !wasRebookedFarAhead(rule, rebooked, departure)) return null;
  const leftMs = rebooked.originalDeparture - rebooked.at;
  if (leftMs < rule.leastHoursAtRebooking * HOUR_MS) return null;
  return isFree(rule, leftMs) ? null : rule;
}

/** The new train was in the free tier when it was chosen. */
export function wasRebookedFarAhead(
  rule: RebookedRefundRule,
  rebooked: Rebooked,
  departure: Instant,
): boolean {
  return isFree(rule, departure - rebooked.at);
}

function isFree(rule: RebookedRefundRule, leftMs: number): boolean {
  return rule.included ? leftMs >= rule.days * DAY_MS : leftMs > rule.days * DAY_MS;
}

/** MIS_PURCHASE, its exclusions included; the caller has seen to it that the ordinary refund is not free. */
export function isMistakenPurchase(c: Case, at: Instant, channel: Channel): boolean {
  const { question } = c;
  const bought = question.purchasedAt;
  return (
    bought !== null &&
    channel === 'online' &&
    question.payment === 'electronic' &&
    question.product !== 'group' &&
    !question.waitlisted &&
    question.rebooked === null &&
    !question.mistakenPurchaseUsed &&
    bought >= c.book.mistakenPurchase.start &&
    c.travelDay >= MISTAKEN_TRAVEL_FROM &&
    at >= bought &&
    at - bought <= MISTAKEN_WITHIN_MS &&
    question.departure - at >= MISTAKEN_LEAST_LEFT_MS
  );
}
