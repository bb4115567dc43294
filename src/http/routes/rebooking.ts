import { formatInstant, type Instant } from '../../calendar/china-time.ts';
import { type Fault, InputError } from '../../errors.ts';
import { arrangeRebookingQuote } from '../../refund/arrange-rebooking.ts';
import { notYetOnSale } from '../../refund/on-sale.ts';
import { quoteRebooking } from '../../refund/rebooking.ts';
import { type RebookingQuery, rebookingAnswer, rebookingQuery } from '../../refund/schema.ts';
import { languageHeaders, languageOf } from '../language.ts';
import { route } from '../route.ts';

export const rebookingQuoteRoute = route({
  path: '/v1/rebooking/quote',
  summary: 'What changing a ticket for another train costs, and what comes back of a price difference',
  tag: 'refund',
  query: rebookingQuery,
  answer: rebookingAnswer,
  async handle({ query, request }, deps) {
    const lang = languageOf(query.lang, request);
    const at = query.at ?? Math.floor(deps.now() / 1_000) * 1_000;
    const faults = timeFaults(query, at);
    if (faults.length > 0) throw new InputError('bad-input', faults);
    const quote = quoteRebooking({
      originalDeparture: query.originalDeparture,
      newDeparture: query.newDeparture,
      at,
      originalFareFen: query.originalFare,
      newFareFen: query.newFare,
      channel: query.channel,
      alreadyRebooked: query.alreadyRebooked,
      kind: query.rebookKind,
      product: query.product,
      payment: query.payment,
    });
    return {
      json: arrangeRebookingQuote(quote, lang),
      cache: query.at === undefined ? 1 : 3_600,
      headers: languageHeaders(lang),
    };
  },
});

function timeFaults({ originalDeparture, newDeparture }: RebookingQuery, at: Instant): Fault[] {
  const faults: Fault[] = [];
  if (newDeparture <= at) {
    const expected = `a time after at (${formatInstant(at)}): the new train has left`;
    faults.push({ field: 'newDeparture', expected, got: formatInstant(newDeparture) });
  }
  const expected = notYetOnSale(originalDeparture, at);
  if (expected !== null) faults.push({ field: 'at', expected, got: formatInstant(at) });
  return faults;
}
