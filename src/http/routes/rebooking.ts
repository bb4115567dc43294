import { formatInstant } from '../../calendar/china-time.ts';
import { InputError } from '../../errors.ts';
import { arrangeRebookingQuote } from '../../refund/arrange-rebooking.ts';
import { quoteRebooking } from '../../refund/rebooking.ts';
import { rebookingAnswer, rebookingQuery } from '../../refund/schema.ts';
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
    if (query.newDeparture <= at) {
      const expected = `a time after at (${formatInstant(at)}): the new train has left`;
      throw new InputError('bad-input', [
        { field: 'newDeparture', expected, got: formatInstant(query.newDeparture) },
      ]);
    }
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
