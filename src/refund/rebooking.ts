import { civilDateOf, HOUR_MS, type Instant, startOfDay } from '../calendar/china-time.ts';
import { lastTravelDateOnSale } from '../calendar/presale.ts';
import { isInChunyun } from '../calendar/seasons.ts';
import { InputError } from '../errors.ts';
import { ladderAt, tierAt } from './ladder-at.ts';
import { LADDERS } from './ladders.data.ts';
import { formatYuan, roundedShare } from './money.ts';
import type { Note } from './notes.ts';
import { midnightBefore } from './question.ts';
import { opensWords } from './reasons.ts';
import { DIFFERENCE_AFTER_DEPARTURE_PERCENT, PRICE_DIFFERENCE } from './rebooking.data.ts';
import {
  decideRebooking,
  type RebookingCode,
  type RebookingDecision,
  type RebookingQuestion,
} from './rebooking-decision.ts';
import { type Confidence, confidenceOn, type Rule, type Words } from './rule.ts';
import { RULE_BOOK } from './rule-book.ts';

export interface RebookingQuote {
  question: RebookingQuestion;
  allowed: boolean;
  reasonCode: RebookingCode;
  reason: Words;
  /** Whole percent of the lower fare; null when refused, as every amount. */
  changePercent: number | null;
  changeFeeFen: number | null;
  /** Original less new fare: what comes back before its fee, or, negative, what is to be paid. */
  differenceFen: number | null;
  /** Null when nothing comes back. */
  differencePercent: number | null;
  differenceFeeFen: number | null;
  differenceRefundFen: number | null;
  /** A dearer fare's difference plus the change fee. */
  toPayFen: number | null;
  rule: Rule;
  confidence: Confidence;
  /** The fee on the difference if the 2 yuan minimum holds for it (OPEN-2), where that would change it. */
  minimumDifferenceFeeFen: number | null;
  notes: Note[];
  opensAt: Instant | null;
}

const MINIMUM_FEN = 200;
const ONLINE_ALIGNED = startOfDay('2020-12-30');

/** The first dated row of refunds: REBOOK_OLD has no first day of its own, and is not guessed back beyond it. */
const FIRST_DAY = LADDERS[0]?.from ?? '';

/**
 * What changing one ticket for another costs, and by which rule. Pure: no clock, no network.
 * Throws InputError `no-rule-known` for a time before the first dated row.
 */
export function quoteRebooking(question: RebookingQuestion): RebookingQuote {
  if (civilDateOf(question.at) < FIRST_DAY) throw noRuleKnown(question.at);
  const decision = decideRebooking(question);
  const amounts = decision.percent === null ? REFUSED : reckon(question, decision.percent);
  return {
    question,
    allowed: decision.percent !== null,
    reasonCode: decision.code,
    reason: reasonOf(decision, amounts.changeFeeFen, question.kind),
    changePercent: decision.percent,
    ...amounts,
    rule: decision.rule,
    confidence: confidenceOn(decision.rule, civilDateOf(question.at)),
    notes: decision.percent === null ? [] : findNotes(question),
    opensAt: decision.opensAt,
  };
}

type Amounts = Pick<
  RebookingQuote,
  | 'changeFeeFen'
  | 'differenceFen'
  | 'differencePercent'
  | 'differenceFeeFen'
  | 'differenceRefundFen'
  | 'toPayFen'
  | 'minimumDifferenceFeeFen'
>;

const REFUSED: Amounts = {
  changeFeeFen: null,
  differenceFen: null,
  differencePercent: null,
  differenceFeeFen: null,
  differenceRefundFen: null,
  toPayFen: null,
  minimumDifferenceFeeFen: null,
};

function reckon(q: RebookingQuestion, changePercent: number): Amounts {
  const differenceFen = q.originalFareFen - q.newFareFen;
  const changeFeeFen = roundedShare(Math.min(q.originalFareFen, q.newFareFen), changePercent, 'halfYuan');
  const comesBack = Math.max(0, differenceFen);
  const percent = comesBack === 0 ? null : differencePercentAt(q);
  const feeFen = percent === null ? 0 : Math.min(comesBack, roundedShare(comesBack, percent, 'halfYuan'));
  const isBelowMinimum = percent !== null && percent > 0 && feeFen < Math.min(MINIMUM_FEN, comesBack);
  return {
    changeFeeFen,
    differenceFen,
    differencePercent: percent,
    differenceFeeFen: feeFen,
    differenceRefundFen: comesBack - feeFen,
    toPayFen: Math.max(0, -differenceFen) + changeFeeFen,
    minimumDifferenceFeeFen: isBelowMinimum ? Math.min(MINIMUM_FEN, comesBack) : null,
  };
}

/** The refund tier of that moment, to the original departure; 20 % once the train has left. */
function differencePercentAt({ at, originalDeparture }: RebookingQuestion): number {
  if (at >= originalDeparture) return DIFFERENCE_AFTER_DEPARTURE_PERCENT;
  const ladder = ladderAt(RULE_BOOK, at, midnightBefore(originalDeparture));
  if (ladder === null) throw noRuleKnown(at);
  return tierAt(ladder, originalDeparture - at).percent;
}

function noRuleKnown(at: Instant): InputError {
  const expected = `a time on or after ${FIRST_DAY}, where the first dated rule begins`;
  return new InputError('no-rule-known', [{ field: 'at', expected, got: civilDateOf(at) }]);
}

function reasonOf(
  { code, percent, text, opensAt }: RebookingDecision,
  changeFeeFen: number | null,
  kind: RebookingQuestion['kind'],
): Words {
  const name = kind === 'destination' ? '变更到站' : '改签';
  const english = kind === 'destination' ? 'change of destination' : 'rebooking';
  if (code === 'FREE') return { zh: `可以${name},不收${name}费。`, en: `The ${english} is free.` };
  if (percent !== null) {
    const fee = formatYuan(changeFeeFen ?? 0);
    return {
      zh: `可以改签,按票价较低者的${percent}%核收改签费${fee}元。`,
      en: `Rebooking costs ${percent}% of the lower fare: ${fee} yuan.`,
    };
  }
  const opens = code === 'OUTSIDE_SERVICE_HOURS' ? opensWords(opensAt) : null;
  return {
    zh: `不能办理${name}:${text.zh}${opens?.zh ?? ''}`,
    en: `No ${english}: ${text.en}${opens === null ? '' : ` ${opens.en}`}`,
  };
}

function findNotes(q: RebookingQuestion): Note[] {
  const notes: Note[] = [];
  const add = (code: string, zh: string, en: string) => notes.push({ code, text: { zh, en } });
  if (q.at >= q.originalDeparture) {
    add('NOT_REFUNDABLE_AFTERWARDS', '开车后改签的车票不能退票。', 'This ticket can no longer be refunded.');
  } else if (isInChunyun(civilDateOf(q.newDeparture)) !== null && q.at >= RULE_BOOK.chunyun20.start) {
    add(
      'REFUND_AT_20_PERCENT',
      '新车票乘车日期在春运期间,退票时一律核收20%退票费。',
      'The new date lies in the Spring Festival rush: a refund will cost 20% whatever the time left.',
    );
  }
  if (lastTravelDateOnSale(q.at, q.channel) === null) {
    add(
      'PRESALE_UNKNOWN',
      '当日预售期未查到,未核对新车次是否已发售。',
      'The presale window of that day is not known; whether the new train was on sale is not checked.',
    );
  }
  const isShort = q.originalDeparture - q.at <= 48 * HOUR_MS;
  if (q.channel === 'online' && q.at < ONLINE_ALIGNED && isShort) {
    add(
      'ONLINE_NOT_ALIGNED',
      '2020-12-30前网上改签范围小于窗口,具体限制未查到。',
      'Until 2020-12-30 online rebooking allowed less than the windows; how much less was not found.',
    );
  }
  return notes;
}

/** Rules an answer rests on beside its own. */
export function sourcesOf(quote: RebookingQuote): Rule['sources'] {
  const codes =
    quote.differencePercent === null
      ? quote.rule.sources
      : [...quote.rule.sources, ...PRICE_DIFFERENCE.sources];
  return [...new Set(codes)];
}
