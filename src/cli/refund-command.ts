import { arrangeRefundQuote } from '../refund/arrange-quote.ts';
import { buildRefundQuestion } from '../refund/build-question.ts';
import type { StationRef } from '../refund/question.ts';
import { quoteRefund } from '../refund/quote.ts';
import { type QuoteAnswer, ticketQuery, timeParameter } from '../refund/schema.ts';
import {
  type CommandWorld,
  checkValues,
  describeOptions,
  type Lang,
  languageOf,
  type OptionTable,
  readOptions,
  withOptionNames,
} from './options.ts';
import { describeSources } from './sources.ts';
import { buildTable } from './table.ts';

const OPTIONS: OptionTable = {
  texts: {
    fare: 'face price in yuan, as 553 or 553.50 (needed)',
    departure: 'at the boarding station on the ticket, as "2027-02-05 10:00" (needed)',
    at: 'when it is refunded; now when left out',
    purchasedAt: 'when it was paid (waitlist: fulfilled)',
    channel: 'online (default) or window',
    product: 'domestic (default), group or hongKong',
    from: 'boarding station: XJA or 香港西九龙 decides the Hong Kong cut-off',
    to: 'station the ticket goes to',
    payment: 'electronic (default) or cash (also: voucher printed)',
    waitlisted: 'it came from the waitlist',
    rebookedAt: 'when this ticket came out of a rebooking',
    originalDeparture: 'departure of the ticket before the rebooking',
    rebookKind: 'rebook (default) or destination',
    suspended: 'the train was suspended',
    mistakenPurchaseUsed: "the day's free mistaken purchase is spent",
    actualDeparture: 'when a late train really leaves',
    lang: 'zh or en',
  },
  flags: ['waitlisted', 'suspended', 'mistakenPurchaseUsed'],
};

/** The command line has no timetable, so the departure itself is needed. */
const neededQuery = ticketQuery.extend({ departure: timeParameter });

/** `yupiao refund`: the same question and answer as /v1/refund/quote, as a table or with --json. */
export function refundCommand(args: string[], { now, language }: CommandWorld): string {
  const options = readOptions(args, OPTIONS);
  const { json, help } = options;
  if (help) return `yupiao refund: what a ticket gives back\n\n${describeOptions(OPTIONS)}`;
  const query = checkValues(neededQuery, options);
  const { departure } = query;
  const lang = languageOf(query.lang, language);
  const answer = withOptionNames(() => {
    const places = { from: stationAsWritten(query.from), to: stationAsWritten(query.to) };
    const question = buildRefundQuestion(query, { now, departure, ...places });
    return arrangeRefundQuote(quoteRefund(question), lang);
  });
  return json ? `${JSON.stringify(answer, null, 2)}\n` : describeAnswer(answer, lang);
}

/** The command line keeps no station table: what was written stands for telecode, name and city alike. */
function stationAsWritten(text: string | undefined): StationRef | null {
  if (text === undefined) return null;
  return text === '香港西九龙'
    ? { telecode: 'XJA', name: text, city: '香港' }
    : { telecode: text, name: text, city: text };
}

const WORDS = {
  zh: {
    next: '下一档',
    sources: '依据',
    doubt: '存疑',
    from: '起',
    to: '止',
    rate: '费率',
    fee: '退票费',
    refund: '退款',
    label: '说明',
    since: '购票起',
    none: '不能退票',
  },
  en: {
    next: 'Next',
    sources: 'Rule',
    doubt: 'In doubt',
    from: 'from',
    to: 'to',
    rate: 'rate',
    fee: 'fee',
    refund: 'refund',
    label: 'step',
    since: 'the sale',
    none: 'not refundable',
  },
} as const;

function describeAnswer(answer: QuoteAnswer, lang: Lang): string {
  const words = WORDS[lang];
  const lines = [answer.reason, ''];
  if (answer.next !== null) lines.push(`${words.next}: ${clock(answer.next.at)}  ${answer.next.label}`);
  lines.push(
    `${words.sources}: ${answer.rule.id} (${answer.rule.confidence}) ${answer.rule.sources.join(' ')}`,
    '',
  );
  const rows = answer.ladder.map((step) => [
    step.state === 'current' ? '>' : '',
    step.from === null ? words.since : clock(step.from),
    clock(step.to),
    step.rate === null ? '-' : `${step.rate * 100}%`,
    step.fee ?? '-',
    step.refund ?? '-',
    step.refundable ? step.label : words.none,
  ]);
  lines.push(buildTable(['', words.from, words.to, words.rate, words.fee, words.refund, words.label], rows));
  for (const doubt of [answer.uncertain, ...(answer.alsoUncertain ?? [])]) {
    if (doubt !== undefined) lines.push(`${words.doubt}: ${doubt.otherReading} ${doubt.why}`);
  }
  for (const { text } of answer.notes) lines.push(`* ${text}`);
  lines.push('', describeSources(answer.sources));
  return `${lines.join('\n')}\n`;
}

function clock(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}
