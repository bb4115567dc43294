import type { TrainRow } from '../../seats/schema.ts';
import type { SeatClass } from '../../seats/seat-classes.data.ts';

/**
 * What a row of an answer said beside its seats' availability, and where its seats belong: nearly always the next
 * answer says the same, and then neither facts nor cells have to be looked up. In few flat arrays, because a season's
 * rows do not fit into a processor's cache.
 */
export interface RecentAnswer {
  /** Facts number in the dictionary. */
  facts: number;
  /** The fields of facts.ts in its order, without the prices. */
  told: readonly unknown[];
  /** Of each class offered, in the order of the answer. */
  classes: readonly SeatClass[];
  prices: readonly (number | null)[];
  cells: readonly number[];
  /** How many different classes these are. */
  distinct: number;
}

/** Keeps what a row says; `cellOf` must hold every class that it offers. */
export function arrangeRecent(
  row: TrainRow,
  facts: number,
  cellOf: ReadonlyMap<SeatClass, number>,
): RecentAnswer {
  const offered = row.seats.filter((seat) => seat.availability.kind !== 'notOffered');
  const cells = offered.map((seat) => cellOf.get(seat.seatClass) as number);
  return {
    facts,
    told: toldBy(row),
    classes: offered.map((seat) => seat.seatClass),
    prices: offered.map((seat) => seat.priceFen),
    cells,
    distinct: new Set(cells).size,
  };
}

function toldBy(row: TrainRow): readonly unknown[] {
  const { trainCode, start, end, originDate, departureTime } = row;
  const { arrivalTime, durationMinutes, saleOpensAt, waitlist, note } = row;
  return [
    ...[trainCode, start, end, originDate, departureTime],
    ...[arrivalTime, durationMinutes, saleOpensAt, waitlist, note],
  ];
}

/** Whether a row says and offers just the same, in the same order. */
export function saysTheSame(row: TrainRow, { told, classes, prices }: RecentAnswer): boolean {
  if (
    row.trainCode !== told[0] ||
    row.start !== told[1] ||
    row.end !== told[2] ||
    row.originDate !== told[3] ||
    row.departureTime !== told[4] ||
    row.arrivalTime !== told[5] ||
    row.durationMinutes !== told[6] ||
    row.saleOpensAt !== told[7] ||
    row.waitlist !== told[8] ||
    row.note !== told[9]
  ) {
    return false;
  }
  const { seats } = row;
  if (seats.length !== classes.length) return false;
  for (let i = 0; i < seats.length; i++) {
    const seat = seats[i] as TrainRow['seats'][number];
    if (seat.seatClass !== classes[i] || seat.priceFen !== prices[i]) return false;
    if (seat.availability.kind === 'notOffered') return false;
  }
  return true;
}
