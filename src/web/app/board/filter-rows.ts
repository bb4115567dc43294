import type { BoardRowAnswer, BoardSeatAnswer } from '../../../http/board-schema.ts';
import { compareText } from '../../../seats/compare-text.ts';
import { SEAT_CLASS_ORDER, type SeatClass } from '../../../seats/seat-classes.data.ts';
import type { Query } from '../places.ts';

/** What of a board is shown, as the address holds it. Pure. */
export interface BoardFilters {
  /** Part of a train code or of the destination's name, as `nameOf` tells it or in Chinese; empty: all. */
  text: string;
  seatClass: string;
  /** Only what is counted (1-20) or has a pace at which it runs out. */
  low: boolean;
  sort: 'runout' | 'departure';
}

export function parseFilters(query: Query): BoardFilters {
  return {
    text: query.q ?? '',
    seatClass: query.class ?? '',
    low: query.low === '1',
    sort: query.sort === 'departure' ? 'departure' : 'runout',
  };
}

/** The rows as they came are sorted by how soon they run out; by departure they are sorted here. */
export function filterRows(
  rows: readonly BoardRowAnswer[],
  filters: BoardFilters,
  nameOf: (station: BoardRowAnswer['destination']) => string = ({ name }) => name,
): BoardRowAnswer[] {
  const text = filters.text.trim().toLowerCase();
  const kept = rows.filter(
    (row) =>
      (text === '' ||
        [row.trainCode, row.destination.name, nameOf(row.destination)].some((one) =>
          one.toLowerCase().includes(text),
        )) &&
      seatsOf(row, filters.seatClass).length > 0 &&
      (!filters.low || seatsOf(row, filters.seatClass).some(isLow)),
  );
  if (filters.sort === 'runout') return kept;
  return kept.sort((a, b) => compareText(a.departure ?? '~', b.departure ?? '~'));
}

/** Classes that any of the rows carries, dearest first, as columns. */
export function classesOf(rows: readonly BoardRowAnswer[], seatClass: string): SeatClass[] {
  const present = new Set(rows.flatMap((row) => seatsOf(row, seatClass).map((seat) => seat.class)));
  return SEAT_CLASS_ORDER.filter((one) => present.has(one));
}

/** The class that runs out first on a row and the row it is on; null where no class has a pace. */
export function nextToRunOut(
  rows: readonly BoardRowAnswer[],
): { row: BoardRowAnswer; seat: BoardSeatAnswer } | null {
  let next: { row: BoardRowAnswer; seat: BoardSeatAnswer; hours: number } | null = null;
  for (const row of rows) {
    for (const seat of row.seats) {
      if (seat.trend.kind !== 'runsOut') continue;
      if (next === null || seat.trend.inHours < next.hours) next = { row, seat, hours: seat.trend.inHours };
    }
  }
  return next;
}

function seatsOf(row: BoardRowAnswer, seatClass: string): BoardSeatAnswer[] {
  return seatClass === '' ? row.seats : row.seats.filter((seat) => seat.class === seatClass);
}

function isLow({ availability, trend }: BoardSeatAnswer): boolean {
  return availability.kind === 'count' || trend.kind === 'runsOut';
}
