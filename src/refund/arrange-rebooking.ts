import { formatInstant } from '../calendar/china-time.ts';
import { arrangeRule, arrangeSources, instantOrNull, type Lang, yuanOrNull } from './arrange-quote.ts';
import { type RebookingQuote, sourcesOf } from './rebooking.ts';
import type { RebookingAnswer } from './schema.ts';

/** The answer of the API in one language. */
export function arrangeRebookingQuote(quote: RebookingQuote, lang: Lang): RebookingAnswer {
  const uncertain = arrangeMinimumDoubt(quote, lang);
  return {
    allowed: quote.allowed,
    reasonCode: quote.reasonCode,
    reason: quote.reason[lang],
    changeRate: rateOf(quote.changePercent),
    changeFeeFen: quote.changeFeeFen,
    changeFee: yuanOrNull(quote.changeFeeFen),
    differenceFen: quote.differenceFen,
    difference: yuanOrNull(quote.differenceFen),
    differenceFeeRate: rateOf(quote.differencePercent),
    differenceFeeFen: quote.differenceFeeFen,
    differenceFee: yuanOrNull(quote.differenceFeeFen),
    differenceRefundFen: quote.differenceRefundFen,
    differenceRefund: yuanOrNull(quote.differenceRefundFen),
    toPayFen: quote.toPayFen,
    toPay: yuanOrNull(quote.toPayFen),
    rule: arrangeRule(quote.rule, quote.confidence, lang),
    sources: arrangeSources(sourcesOf(quote)),
    ...(uncertain === null ? {} : { uncertain }),
    notes: quote.notes.map(({ code, text }) => ({ code, text: text[lang] })),
    opensAt: instantOrNull(quote.opensAt),
    lang,
  };
}

/** OPEN-2: whether a small difference pays the 2 yuan minimum. It matters at this very second only as at any other. */
function arrangeMinimumDoubt(quote: RebookingQuote, lang: Lang): RebookingAnswer['uncertain'] | null {
  const { minimumDifferenceFeeFen, question } = quote;
  if (minimumDifferenceFeeFen === null) return null;
  return {
    id: 'OPEN-2',
    from: null,
    to: formatInstant(question.newDeparture - 1_000),
    otherAllowed: true,
    otherRate: rateOf(quote.differencePercent),
    otherFeeFen: minimumDifferenceFeeFen,
    otherFee: yuanOrNull(minimumDifferenceFeeFen),
    otherReading: {
      zh: '差额退票费也适用最低2元。',
      en: 'The minimum of 2 yuan holds for the fee on a difference too.',
    }[lang],
    why: {
      zh: '差额退票费是否适用最低2元,来源未说明。',
      en: 'The sources do not say whether the minimum holds for a difference.',
    }[lang],
    sources: arrangeSources(['S02', 'G04', 'G10']),
  };
}

function rateOf(percent: number | null): number | null {
  return percent === null ? null : percent / 100;
}
