import { civilDateOf, type Instant } from '../calendar/china-time.ts';
import type { Case } from './question.ts';
import type { Dated, WaiverRule } from './rule.ts';
import { HEBEI_CITIES } from './waivers.data.ts';

/** The first waiver that makes a refund at `at` free; null where none surely does. Domestic tickets only. */
export function coveringWaiver(c: Case, at: Instant): Dated<WaiverRule> | null {
  if (c.boughtAt === null) return null;
  for (const waiver of c.book.waivers) {
    const isInTime = at >= waiver.start && isBoughtInTime(waiver, c.boughtAt);
    if (isInTime && wasOnSale(waiver, c.question.departure) && coversTicket(waiver, c)) return waiver;
  }
  return null;
}

/** The waiver under which a cash-paid or paper ticket may still be handed back after departure: the one that runs longest. */
export function cashWaiverAfterDeparture(c: Case): Dated<WaiverRule> | null {
  const { question, boughtAt } = c;
  if (question.payment !== 'cash' || boughtAt === null || question.product === 'hongKong') return null;
  const travelDate = civilDateOf(question.departure);
  let longest: Dated<WaiverRule> | null = null;
  for (const waiver of c.book.waivers) {
    const { cash } = waiver;
    if (cash === undefined || travelDate < cash.travelFrom || travelDate > cash.travelTo) continue;
    if (!isBoughtInTime(waiver, boughtAt)) continue;
    if (longest === null || waiver.end > longest.end) longest = waiver;
  }
  return longest;
}

export function isBoughtInTime(waiver: WaiverRule, boughtAt: Instant): boolean {
  return waiver.boughtBefore !== null && boughtAt < waiver.boughtBefore;
}

/** Whether a train could be bought by the waiver's cut-off at all: later ones were not on sale yet. */
export function wasOnSale(waiver: WaiverRule, departure: Instant): boolean {
  return civilDateOf(departure) <= waiver.lastTravelDate;
}

/** True only where the ticket is surely covered; waivers whose stations the sources do not list never are. */
export function coversTicket(waiver: WaiverRule, c: Case): boolean {
  if (waiver.covers === 'all') return true;
  if (waiver.covers !== 'hebeiToBeijing') return false;
  const { from, to } = c.question;
  return to?.city === '北京' && from !== null && HEBEI_CITIES.has(from.city);
}
