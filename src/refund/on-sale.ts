import { addDays, type CivilDate, civilDateOf, type Instant, startOfDay } from '../calendar/china-time.ts';
import { firstSaleDay, lastTravelDateOnSale } from '../calendar/presale.ts';

/** Students and migrant workers may book 20 days ahead while all others have 15 (presale.data.ts). */
const PRIORITY_DAYS = 5;

/**
 * Why no ticket for `departure` can have been in anybody's hands at `at`, in the words of an error; null where one
 * can, or where the presale window of neither day is known. Whole days, the longest window of any channel.
 */
export function notYetOnSale(departure: Instant, at: Instant): string | null {
  const travelDate = civilDateOf(departure);
  const first = firstSaleDay(travelDate, 'online')?.firstSaleDay;
  if (first !== undefined) {
    const earliest = addDays(first, -PRIORITY_DAYS);
    return at < startOfDay(earliest)
      ? `a time on or after ${earliest}: not before the ticket was on sale`
      : null;
  }
  const last = lastTravelDateOnSale(at, 'online');
  if (last === null || travelDate <= addDays(last, PRIORITY_DAYS)) return null;
  return `a time not before the ticket was on sale: tickets were sold up to ${last}`;
}

/** The last travel date on sale at `at`, where it is known and `departure` lies beyond it; else null. */
export function lastOnSaleBefore(departure: Instant, at: Instant): CivilDate | null {
  const last = lastTravelDateOnSale(at, 'online');
  return last !== null && civilDateOf(departure) > last ? last : null;
}
