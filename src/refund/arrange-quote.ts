import { civilDateOf, formatInstant, type Instant } from '../calendar/china-time.ts';
import type { Doubt } from './doubt.ts';
import type { Step } from './ladder.ts';
import { formatYuan } from './money.ts';
import type { RefundQuestion } from './question.ts';
import type { RefundQuote } from './quote.ts';
import { type Confidence, confidenceOn, type Rule, type Words } from './rule.ts';
import type { QuoteAnswer, RuleAnswer, SourceAnswer, StepAnswer } from './schema.ts';
import { SOURCES, type SourceCode } from './sources.data.ts';

/** The answer of the API in one language: instants as ISO 8601 +08:00, fen with the yuan text beside it. */
export type Lang = keyof Words;

export function arrangeRefundQuote(quote: RefundQuote, lang: Lang): QuoteAnswer {
  const { question, feeFen, refundFen, next } = quote;
  const [uncertain, ...alsoUncertain] = quote.doubts.map((doubt) => arrangeDoubt(doubt, lang));
  return {
    allowed: quote.allowed,
    reasonCode: quote.reasonCode,
    reason: quote.reason[lang],
    rate: quote.rate,
    feeFen,
    fee: yuanOrNull(feeFen),
    refundFen,
    refund: yuanOrNull(refundFen),
    next:
      next === null
        ? null
        : {
            at: formatInstant(next.at),
            rate: next.rate,
            feeFen: next.feeFen,
            fee: yuanOrNull(next.feeFen),
            label: next.label[lang],
          },
    ladder: quote.ladder.map((step) => arrangeStep(step, question, lang)),
    rule: arrangeRule(quote.rule, quote.confidence, lang),
    sources: arrangeSources(quote.rule.sources),
    rules: arrangeRules(quote, lang),
    ...(uncertain === undefined ? {} : { uncertain }),
    ...(alsoUncertain.length === 0 ? {} : { alsoUncertain }),
    notes: quote.notes.map(({ code, text }) => ({ code, text: text[lang] })),
    onlineUntil: instantOrNull(quote.onlineUntil),
    opensAt: instantOrNull(quote.opensAt),
    question: arrangeQuestion(question),
    lang,
  };
}

/** The answer's own rule, then each other that a step names: a ladder may begin under one and end under the next. */
function arrangeRules({ rule, confidence, ladder }: RefundQuote, lang: Lang): QuoteAnswer['rules'] {
  const rules = new Map([[rule.id, { rule, confidence }]]);
  for (const { outcome, to } of ladder) {
    if (outcome.rule === null || rules.has(outcome.rule.id)) continue;
    const sure = confidenceOn(outcome.rule, civilDateOf(to));
    rules.set(outcome.rule.id, { rule: outcome.rule, confidence: sure });
  }
  return [...rules.values()].map((one) => ({
    rule: arrangeRule(one.rule, one.confidence, lang),
    sources: arrangeSources(one.rule.sources),
  }));
}

export function arrangeStep(step: Step, question: RefundQuestion, lang: Lang): StepAnswer {
  const { outcome, channels, feeFen } = step;
  const refundFen = feeFen === null ? null : question.fareFen - feeFen;
  return {
    from: instantOrNull(step.from),
    to: formatInstant(step.to),
    state: stateOf(step, question.at),
    refundable: channels.length > 0,
    rate: outcome.percent === null ? null : outcome.percent / 100,
    feeFen,
    fee: yuanOrNull(feeFen),
    refundFen,
    refund: yuanOrNull(refundFen),
    channels: [...channels],
    label: labelOf(step, question, lang),
    rule: outcome.rule?.id ?? null,
  };
}

/** The tier's own label, with the counter named where the one asked about does not take the ticket. */
export function labelOf({ outcome, channels }: Step, { channel }: RefundQuestion, lang: Lang): string {
  const label = outcome.label[lang];
  if (channels.length === 0 || channels.includes(channel)) return label;
  const only = channel === 'online' ? AT_WINDOW_ONLY : ONLINE_ONLY;
  return `${label}${only[lang]}`;
}

const AT_WINDOW_ONLY: Words = { zh: '(限车站窗口)', en: ' (at station windows only)' };
const ONLINE_ONLY: Words = { zh: '(限网上)', en: ' (online only)' };

export function arrangeRule(rule: Rule, confidence: Confidence, lang: Lang): RuleAnswer {
  return {
    id: rule.id,
    kind: rule.kind,
    name: rule.name[lang],
    from: rule.from,
    to: rule.to,
    selectedBy: rule.selectedBy,
    scope: rule.scope[lang],
    text: rule.text[lang],
    confidence,
    ...(rule.note === undefined ? {} : { note: rule.note[lang] }),
    sources: [...rule.sources],
  };
}

export function arrangeSources(codes: readonly SourceCode[]): SourceAnswer[] {
  return codes.map((code) => ({ code, ...SOURCES[code] }));
}

function arrangeDoubt(doubt: Doubt, lang: Lang): NonNullable<QuoteAnswer['uncertain']> {
  return {
    id: doubt.id,
    from: instantOrNull(doubt.from),
    to: formatInstant(doubt.to),
    otherAllowed: doubt.otherAllowed,
    otherRate: doubt.otherRate,
    otherFeeFen: doubt.otherFeeFen,
    otherFee: yuanOrNull(doubt.otherFeeFen),
    otherReading: doubt.otherReading[lang],
    why: doubt.why[lang],
    sources: arrangeSources(doubt.sources),
  };
}

/** What we understood, so that a misread time or parameter shows. */
function arrangeQuestion(question: RefundQuestion): QuoteAnswer['question'] {
  const { rebooked } = question;
  return {
    fareFen: question.fareFen,
    fare: formatYuan(question.fareFen),
    departure: formatInstant(question.departure),
    at: formatInstant(question.at),
    purchasedAt: instantOrNull(question.purchasedAt),
    channel: question.channel,
    product: question.product,
    payment: question.payment,
    from: question.from?.name ?? null,
    to: question.to?.name ?? null,
    waitlisted: question.waitlisted,
    suspended: question.suspended,
    mistakenPurchaseUsed: question.mistakenPurchaseUsed,
    rebookedAt: instantOrNull(rebooked?.at ?? null),
    originalDeparture: instantOrNull(rebooked?.originalDeparture ?? null),
    rebookKind: rebooked?.kind ?? null,
    actualDeparture: instantOrNull(question.actualDeparture),
  };
}

function stateOf(step: Step, at: Instant): StepAnswer['state'] {
  if (step.from !== null && at < step.from) return 'ahead';
  return at < step.to + 1_000 ? 'current' : 'past';
}

export function instantOrNull(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}

export function yuanOrNull(fen: number | null): string | null {
  return fen === null ? null : formatYuan(fen);
}
