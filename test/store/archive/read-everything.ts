import type { OfferLog } from '../../../src/seats/day-log.ts';
import type { Watch } from '../../../src/seats/schema.ts';
import type { SeatLog } from '../../../src/store/seat-log-port.ts';

/** All that the log tells of a pair and date: the day, all polls, boards now and halfway, one offer's history. */
export async function readEverything(log: SeatLog, { pair, travelDate }: Watch): Promise<object> {
  const day = await log.readDay(pair, travelDate);
  const polls = await log.readPolls(pair, travelDate);
  const middle = polls[Math.floor(polls.length / 2)]?.observedAt;
  return {
    day: day && { ...day, offers: day.offers.map(packOffer) },
    polls: JSON.stringify(polls),
    board: await log.readBoard(pair, travelDate),
    before: await log.readBoard(pair, travelDate, middle),
    history: await log.readHistory(pair, travelDate, day?.offers[0] as OfferLog),
  };
}

/** As text: an assertion that looks into ten thousand numbers one by one takes longer than all the rest. */
function packOffer(offer: OfferLog): object {
  return { ...offer, seconds: String(offer.seconds), codes: String(offer.codes) };
}
