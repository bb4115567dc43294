import type { Request } from 'express';
import { civilDateOf } from '../../calendar/china-time.ts';
import { InputError } from '../../errors.ts';
import { arrangeRefundQuote } from '../../refund/arrange-quote.ts';
import { buildRefundQuestion, departureFaults } from '../../refund/build-question.ts';
import { quoteRefund, type RefundQuote } from '../../refund/quote.ts';
import { arrangeRulesOn } from '../../refund/rules-on.ts';
import { quoteAnswer, type RefundQuery, refundQuery, rulesAnswer, rulesQuery } from '../../refund/schema.ts';
import { resolveStation } from '../../stations/resolve-station.ts';
import { type Boarding, findBoarding } from '../find-boarding.ts';
import type { HttpDeps } from '../http-deps.ts';
import { languageHeaders, languageOf } from '../language.ts';
import { buildDeadlineCalendar } from '../refund-calendar.ts';
import { route } from '../route.ts';

/** An answer for a named time never changes; one for "now", or of a train that may be suspended, may at the next second. */
const KEPT_S = 3_600;
const KEPT_NOW_S = 1;

export const refundQuoteRoute = route({
  path: '/v1/refund/quote',
  summary: 'What giving a ticket back costs, until when, and by which rule',
  tag: 'refund',
  query: refundQuery,
  answer: quoteAnswer,
  async handle({ query, request }, deps) {
    const lang = languageOf(query.lang, request);
    const { quote, boarding } = await quoteQuery(query, deps);
    const answer = arrangeRefundQuote(quote, lang);
    return {
      json: boarding === null ? answer : { ...answer, train: boarding.train },
      cache: query.at === undefined || boarding !== null ? KEPT_NOW_S : KEPT_S,
      headers: languageHeaders(lang),
    };
  },
});

export const refundDeadlinesRoute = route({
  path: '/v1/refund/deadlines.ics',
  summary: 'The refund ladder of a ticket as calendar events, one a step, each with an alarm before its end',
  tag: 'refund',
  query: refundQuery,
  answer: null,
  answerType: 'text/calendar',
  async handle({ query, request }, deps) {
    const lang = languageOf(query.lang, request);
    const { quote, boarding } = await quoteQuery(query, deps);
    return {
      text: buildDeadlineCalendar(quote, lang, boarding),
      type: 'text/calendar; charset=utf-8; method=PUBLISH',
      cache: query.at === undefined || boarding !== null ? KEPT_NOW_S : KEPT_S,
      headers: {
        ...languageHeaders(lang),
        'Content-Disposition': 'attachment; filename="refund-deadlines.ics"',
      },
    };
  },
});

export const refundRulesRoute = route({
  path: '/v1/refund/rules',
  summary: 'The refund and rebooking rules in force on a day, each with its dates and sources',
  tag: 'refund',
  query: rulesQuery,
  answer: rulesAnswer,
  async handle(
    {
      query,
      request,
    }: { query: { on?: string | undefined; lang?: 'zh' | 'en' | undefined }; request: Request },
    deps,
  ) {
    const lang = languageOf(query.lang, request);
    const on = query.on ?? civilDateOf(deps.now());
    return { json: arrangeRulesOn(on, lang), cache: KEPT_S, headers: languageHeaders(lang) };
  },
});

async function quoteQuery(
  query: RefundQuery,
  deps: HttpDeps,
): Promise<{ quote: RefundQuote; boarding: Boarding | null }> {
  const faults = departureFaults(query);
  if (faults.length > 0) throw new InputError('bad-input', faults);
  const from = query.from === undefined ? null : resolveStation(deps.stations, query.from, 'from');
  const to = query.to === undefined ? null : resolveStation(deps.stations, query.to, 'to');
  const boarding =
    query.departure === undefined
      ? await findBoarding(deps, { train: query.train ?? '', from, date: query.date ?? '' })
      : null;
  const departure = boarding?.departure ?? query.departure;
  if (departure === undefined) throw new InputError('bad-input', departureFaults({}));
  const question = buildRefundQuestion(query, { now: deps.now(), from, to, departure });
  const quote = quoteRefund(question);
  if (boarding === null) return { quote, boarding };
  const notes = query.suspended ? [] : boarding.notes;
  return { quote: { ...quote, notes: [...notes, ...quote.notes] }, boarding: { ...boarding, notes } };
}
