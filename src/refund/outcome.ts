import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../calendar/china-time.ts';
import { WEST_KOWLOON } from './hong-kong.data.ts';
import { hongKongLadderAt, ladderAt, ruleAt, tierAt } from './ladder-at.ts';
import type { Case, Channel } from './question.ts';
import { isMistakenPurchase, isRebookedIntoChunyun, rebookedRefundRule } from './rebooked-and-mistaken.ts';
import type { LadderRule, Rule, Tariff, Words } from './rule.ts';
import { cashWaiverAfterDeparture, coveringWaiver } from './waiver.ts';

/** Why a refund is taken, and at which rate, or why it is refused. Stable: clients may switch on it. */
export type OutcomeCode =
  | 'LADDER'
  | 'WAIVER'
  | 'MISTAKEN_PURCHASE'
  | 'CHUNYUN_REBOOKED'
  | 'REBOOKED_THEN_REFUNDED'
  | 'TRAIN_SUSPENDED'
  | 'TRAIN_LATE'
  | 'WAITLIST_CANCELLED'
  | 'TRAIN_DEPARTED'
  | 'ONLINE_CLOSED'
  | 'OUTSIDE_SERVICE_HOURS'
  | 'CASH_AT_WINDOW_ONLY'
  | 'GROUP_TOO_LATE'
  | 'HONG_KONG_TOO_LATE'
  | 'REBOOKED_NOT_REFUNDABLE'
  | 'SUSPENSION_OVER'
  | 'NO_RULE_KNOWN';

/** What happens to the ticket at one second at one counter. `percent` is null when it is refused. */
export interface Outcome {
  code: OutcomeCode;
  percent: number | null;
  rule: Rule | null;
  label: Words;
  tariff: Tariff | null;
}

const NO_RULE_LABEL: Words = { zh: '未查到当时适用的规定', en: 'No rule known for that time' };
const SUSPENSION_OVER_LABEL: Words = {
  zh: '列车停运的退票期限(乘车日期后30日内)已过。',
  en: 'The 30 days after the travel date of a suspended train are over.',
};
const NO_RULE: Outcome = {
  code: 'NO_RULE_KNOWN',
  percent: null,
  rule: null,
  label: NO_RULE_LABEL,
  tariff: null,
};

/** Last second, plus one, at which a suspended train is refunded: 30 days after the travel date, that day included. */
export function suspensionEnd(c: Case): Instant {
  return c.travelDay + 31 * DAY_MS;
}

/** The first second at which the ticket is worth nothing in any case. */
export function refundEnd(c: Case): Instant {
  const { departure, suspended, actualDeparture } = c.question;
  if (suspended) return suspensionEnd(c);
  const cash = cashWaiverAfterDeparture(c)?.cash?.until ?? departure;
  return Math.max(departure, actualDeparture ?? departure, cash);
}

/** Decides one second at one counter, service hours apart (they close the counter, not the ticket). */
export function outcomeAt(c: Case, at: Instant, channel: Channel): Outcome {
  const { question, book } = c;
  if (question.waitlisted && question.purchasedAt !== null && at < question.purchasedAt) {
    return at < book.waitlist.start ? NO_RULE : allowed('WAITLIST_CANCELLED', book.waitlist, 0);
  }
  if (question.suspended) return suspendedOutcome(c, at);
  if (at >= question.departure) return departedOutcome(c, at, channel);
  const { rebooked } = question;
  if (rebooked !== null && rebooked.at >= (rebooked.originalDeparture ?? question.departure)) {
    return refused('REBOOKED_NOT_REFUNDABLE', book.rebookedAfterDeparture);
  }
  if (question.product === 'hongKong') return hongKongOutcome(c, at, channel);
  if (question.product === 'group' && question.departure - at < 48 * HOUR_MS) {
    return refused('GROUP_TOO_LATE', book.group);
  }
  return domesticOutcome(c, at, channel);
}

function domesticOutcome(c: Case, at: Instant, channel: Channel): Outcome {
  const { question, book } = c;
  const ladder = ladderAt(book, at, c.travelDay);
  if (ladder === null || (channel === 'online' && !ladder.online)) return NO_RULE;
  if (channel === 'online') {
    if (question.payment === 'cash' && at < book.cashOnline.start) {
      return refused('CASH_AT_WINDOW_ONLY', book.cashWindowOnly);
    }
    const cutoff = ruleAt(book.cutoffs, at);
    if (cutoff === null) return NO_RULE;
    if (question.departure - at < cutoff.minutesBefore * MINUTE_MS) return refused('ONLINE_CLOSED', cutoff);
  }
  const waiver = coveringWaiver(c, at);
  if (waiver !== null) return allowed('WAIVER', waiver, 0);
  if (isRebookedIntoChunyun(c, at)) return charged('CHUNYUN_REBOOKED', book.chunyun20, 20, ladder.tariff);
  return ladderOutcome(c, at, channel, ladder);
}

function ladderOutcome(c: Case, at: Instant, channel: Channel, ladder: LadderRule): Outcome {
  const tier = tierAt(ladder, c.question.departure - at);
  if (tier.percent === 0) {
    const rebooked = rebookedRefundRule(c, at);
    if (rebooked !== null) return charged('REBOOKED_THEN_REFUNDED', rebooked, 5, ladder.tariff);
  } else if (isMistakenPurchase(c, at, channel)) {
    return allowed('MISTAKEN_PURCHASE', c.book.mistakenPurchase, 0);
  }
  return {
    code: 'LADDER',
    percent: tier.percent,
    rule: ladder,
    label: tier.label,
    tariff: ladder.tariff,
  };
}

function hongKongOutcome(c: Case, at: Instant, channel: Channel): Outcome {
  const ladder = hongKongLadderAt(c.book, at, c.travelDay);
  if (ladder === null) return NO_RULE;
  if (c.question.rebooked !== null) return refused('REBOOKED_NOT_REFUNDABLE', ladder);
  const { westKowloon, mainland } = ladder.cutoffMinutes;
  const minutes = c.question.from?.telecode === WEST_KOWLOON ? westKowloon : mainland;
  if (c.question.departure - at < minutes * MINUTE_MS) return refused('HONG_KONG_TOO_LATE', ladder);
  if (channel === 'online' && c.question.payment === 'cash' && at < c.book.cashOnline.start) {
    return refused('CASH_AT_WINDOW_ONLY', c.book.cashWindowOnly);
  }
  return ladderOutcome(c, at, channel, ladder);
}

function suspendedOutcome(c: Case, at: Instant): Outcome {
  const { suspension } = c.book;
  if (at < suspension.start) return NO_RULE;
  return at < suspensionEnd(c)
    ? allowed('TRAIN_SUSPENDED', suspension, 0)
    : refused('SUSPENSION_OVER', suspension, SUSPENSION_OVER_LABEL);
}

function departedOutcome(c: Case, at: Instant, channel: Channel): Outcome {
  const { question, book } = c;
  const { actualDeparture } = question;
  if (actualDeparture !== null && at < actualDeparture && at >= book.lateTrain.start) {
    return allowed('TRAIN_LATE', book.lateTrain, 0);
  }
  const waiver = channel === 'window' ? cashWaiverAfterDeparture(c) : null;
  if (waiver?.cash !== undefined && at < waiver.cash.until) return allowed('WAIVER', waiver, 0);
  return refused('TRAIN_DEPARTED', book.afterDeparture);
}

function allowed(code: OutcomeCode, rule: Rule, percent: 0): Outcome {
  return { code, percent, rule, label: rule.text, tariff: null };
}

function charged(code: OutcomeCode, rule: Rule, percent: number, tariff: Tariff): Outcome {
  return { code, percent, rule, label: rule.text, tariff };
}

function refused(code: OutcomeCode, rule: Rule, label: Words = rule.text): Outcome {
  return { code, percent: null, rule, label, tariff: null };
}
