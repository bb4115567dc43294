import { civilDateOf, type Instant } from '../calendar/china-time.ts';
import { InputError } from '../errors.ts';
import type { Doubt } from './doubt.ts';
import { findDoubts } from './doubts.ts';
import { arrangeLadder, feeOfOutcome, lastOnline, type Step } from './ladder.ts';
import { nextDearerStep, stepHolding } from './next-step.ts';
import { findNotes, type Note } from './notes.ts';
import { type Outcome, type OutcomeCode, outcomeAt } from './outcome.ts';
import { buildCase, type Case, type RefundQuestion } from './question.ts';
import { allowedReason, elsewhereReason, refusedReason, shutReason } from './reasons.ts';
import { type Confidence, confidenceOn, type Rule, type Words } from './rule.ts';
import { RULE_BOOK, type RuleBook } from './rule-book.ts';
import { refundsShut } from './service-hours.ts';

export interface RefundQuote {
  question: RefundQuestion;
  allowed: boolean;
  reasonCode: OutcomeCode;
  reason: Words;
  /** Share of the fare kept, 0.05 for 5 %; null when refused, as the two amounts. */
  rate: number | null;
  feeFen: number | null;
  refundFen: number | null;
  /** First second at which it costs more (rate null: at which it is no longer refundable at all). */
  next: { at: Instant; rate: number | null; feeFen: number | null; label: Words } | null;
  ladder: Step[];
  rule: Rule;
  /** How far the rule is believed on the day asked about. */
  confidence: Confidence;
  /** Last second at which the ladder lists 12306 itself; null where it never does. */
  onlineUntil: Instant | null;
  /** When 12306 opens again, where it is shut at the time asked about and opens in time for this ticket. */
  opensAt: Instant | null;
  /** Where the sources disagree about this very question, the weightiest first. */
  doubts: Doubt[];
  notes: Note[];
}

/**
 * What giving back one ticket costs at one second, until when, and by which rule. Pure: no clock, no network.
 * Throws InputError `no-rule-known` for a time or product no dated row covers.
 */
export function quoteRefund(question: RefundQuestion, book: RuleBook = RULE_BOOK): RefundQuote {
  const c = buildCase(question, book);
  const { at, channel, fareFen } = question;
  const outcome = outcomeAt(c, at, channel);
  if (outcome.rule === null) throw noRuleKnown(question);
  const shut = channel === 'online' && outcome.percent !== null ? refundsShut(book.hours, at) : null;
  const ladder = arrangeLadder(c);
  const feeFen = shut === null ? feeOfOutcome(outcome, fareFen) : null;
  const refundFen = feeFen === null ? null : fareFen - feeFen;
  const rule = shut?.rule ?? outcome.rule;
  const onlineUntil = lastOnline(ladder);
  const opensAt = shut !== null && onlineUntil !== null && onlineUntil >= shut.opensAt ? shut.opensAt : null;
  return {
    question,
    allowed: feeFen !== null,
    reasonCode: shut === null ? outcome.code : 'OUTSIDE_SERVICE_HOURS',
    reason:
      shut === null
        ? reasonOf(outcome, feeFen, refundFen, stepHolding(ladder, at))
        : shutReason(shut.rule, opensAt),
    rate: feeFen === null || outcome.percent === null ? null : outcome.percent / 100,
    feeFen,
    refundFen,
    next: nextOf(c, ladder),
    ladder,
    rule,
    confidence: confidenceOn(rule, civilDateOf(at)),
    onlineUntil,
    opensAt,
    doubts: findDoubts(c, outcome, shut),
    notes: findNotes(c, outcome),
  };
}

function reasonOf(
  outcome: Outcome,
  feeFen: number | null,
  refundFen: number | null,
  step: Step | null,
): Words {
  if (feeFen !== null && refundFen !== null) return allowedReason(outcome, feeFen, refundFen);
  return step !== null && step.channels.length > 0 ? elsewhereReason(outcome) : refusedReason(outcome);
}

function nextOf(c: Case, ladder: readonly Step[]): RefundQuote['next'] {
  const next = nextDearerStep(c, ladder, c.question.at);
  if (next === null) return null;
  const percent = next.step?.outcome.percent ?? null;
  const label = (next.step?.outcome ?? outcomeAt(c, next.at, c.question.channel)).label;
  return {
    at: next.at,
    rate: percent === null ? null : percent / 100,
    feeFen: next.step?.feeFen ?? null,
    label,
  };
}

function noRuleKnown({ at, channel, product }: RefundQuestion): InputError {
  const expected =
    product === 'hongKong'
      ? 'a travel date on or after 2018-09-23, when the line to West Kowloon opened'
      : channel === 'online'
        ? 'a time on or after 2011-09-25 (from 2011-01-01 to 2011-09-24 a rule is known for station windows only: channel=window); suspended trains from 2018-07-01, waitlist orders from 2018-12-27'
        : 'suspended trains from 2018-07-01, waitlist orders from 2018-12-27';
  return new InputError('no-rule-known', [{ field: 'at', expected, got: civilDateOf(at) }]);
}
