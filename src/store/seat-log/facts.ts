import type { CivilDate, Instant } from '../../calendar/china-time.ts';
import type { TrainRow } from '../../seats/schema.ts';
import type { SeatClass } from '../../seats/seat-classes.data.ts';

/** What a row says beside its seats and sale state, prices included: kept as given, withheld is null. */
export interface RowFacts
  extends Omit<TrainRow, 'trainNo' | 'origin' | 'destination' | 'saleState' | 'seats'> {
  /** In the order of the answer. */
  prices: readonly (readonly [SeatClass, number | null])[];
}

/** The dictionary's form of facts, without field names: short, and its JSON text is the facts' identity. */
export type FactsEntry = [
  trainCode: string,
  start: string,
  end: string,
  originDate: CivilDate | null,
  departureTime: string | null,
  arrivalTime: string | null,
  durationMinutes: number | null,
  saleOpensAt: Instant | null,
  waitlist: boolean | null,
  note: string,
  prices: [SeatClass, number | null][],
];

/** A class that is not offered has no price worth keeping: it is the same as a class left out. */
export function planFacts(row: TrainRow): FactsEntry {
  const prices: [SeatClass, number | null][] = [];
  for (const seat of row.seats) {
    if (seat.availability.kind !== 'notOffered') prices.push([seat.seatClass, seat.priceFen]);
  }
  return planFactsEntry({ ...row, prices });
}

/** The entry that `parseFacts` reads these facts from. */
export function planFactsEntry(facts: RowFacts): FactsEntry {
  return [
    facts.trainCode,
    facts.start,
    facts.end,
    facts.originDate,
    facts.departureTime,
    facts.arrivalTime,
    facts.durationMinutes,
    facts.saleOpensAt,
    facts.waitlist,
    facts.note,
    // Shared: neither is ever changed.
    facts.prices as FactsEntry[10],
  ];
}

export function parseFacts(entry: FactsEntry): RowFacts {
  const [trainCode, start, end, originDate, departureTime, arrivalTime, durationMinutes] = entry;
  const [, , , , , , , saleOpensAt, waitlist, note, prices] = entry;
  return {
    trainCode,
    start,
    end,
    originDate,
    departureTime,
    arrivalTime,
    durationMinutes,
    saleOpensAt,
    waitlist,
    note,
    prices,
  };
}
