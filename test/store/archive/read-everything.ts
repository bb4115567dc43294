import type { DayLog, OfferLog } from '../../../src/seats/day-log.ts';
import type { Watch } from '../../../src/seats/schema.ts';
import type { SeatLog } from '../../../src/store/seat-log-port.ts';

/**
 * All that the log tells of a pair and date: the day, all polls, boards now and halfway, one offer's history. As texts:
 * an assertion that looks into ten thousand numbers one by one takes longer than all the rest.
 */
export async function readEverything(log: SeatLog, { pair, travelDate }: Watch): Promise<object> {
  const [day, polls] = await Promise.all([log.readDay(pair, travelDate), log.readPolls(pair, travelDate)]);
  const middle = polls[Math.floor(polls.length / 2)]?.observedAt;
  const [board, before, history] = await Promise.all([
    log.readBoard(pair, travelDate),
    log.readBoard(pair, travelDate, middle),
    log.readHistory(pair, travelDate, day?.offers[0] as OfferLog),
  ]);
  return {
    day: day && packDay(day),
    polls: JSON.stringify(polls),
    board: JSON.stringify(board),
    before: JSON.stringify(before),
    history: JSON.stringify(history),
  };
}

function packDay({ polls, offers, ...day }: DayLog): string {
  return JSON.stringify({
    ...day,
    polls: [pack(polls.seconds), pack(polls.plannedAt)],
    offers: offers.map((offer) => ({ ...offer, seconds: pack(offer.seconds), codes: pack(offer.codes) })),
  });
}

function pack({ buffer, byteOffset, byteLength }: Uint8Array | Uint32Array | Float64Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}
