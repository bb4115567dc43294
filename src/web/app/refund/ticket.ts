import type { Query } from '../places.ts';
import { buildAddress } from '../places.ts';

/** The ticket of the refund page, as the address holds it: the very parameters of /v1/refund/quote. */
const TICKET_FIELDS = [
  'fare',
  'departure',
  'at',
  'purchasedAt',
  'channel',
  'product',
  'payment',
  'waitlisted',
  'suspended',
] as const;

/** Address of an answer about this ticket; null while fare or departure is missing. Pure. */
export function quoteAddress(path: string, query: Query, lang: string): string | null {
  if (!query.fare || !query.departure) return null;
  const asked = Object.fromEntries(TICKET_FIELDS.map((field) => [field, query[field]]));
  return buildAddress(path, { ...asked, lang });
}

/** Address of a rebooking of this ticket; null while its new train is not named. Pure. */
export function rebookingAddress(query: Query, lang: string): string | null {
  const { fare, departure, newDeparture, newFare } = query;
  if (!fare || !departure || !newDeparture) return null;
  return buildAddress('/v1/rebooking/quote', {
    originalDeparture: departure,
    newDeparture,
    originalFare: fare,
    newFare: newFare || fare,
    at: query.at,
    channel: query.channel,
    payment: query.payment,
    lang,
  });
}
