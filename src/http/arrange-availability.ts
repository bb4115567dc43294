import {
  addDays,
  type CivilDate,
  civilDateOf,
  formatInstant,
  type Instant,
  instantAt,
  MINUTE_MS,
} from '../calendar/china-time.ts';
import { formatYuan } from '../refund/money.ts';
import type { Board, BoardRow, BoardSeat } from '../seats/board.ts';
import { compareText } from '../seats/compare-text.ts';
import { SEAT_CLASS_ORDER, SEAT_CLASSES } from '../seats/seat-classes.data.ts';
import type { TrainAnswer } from './availability-schema.ts';

/** What the arranging needs to know beside the board; all of it pure look-ups. */
export interface AvailabilityLookups {
  /** The instant that is asked about. */
  at: Instant;
  stationName(telecode: string): string;
  /** When the row's tickets went or go on sale, and what decided it; null when no rule is known. */
  saleOpening(row: BoardRow): { at: Instant; decidedBy: string } | null;
  /** Times from a stored timetable, for a row that withholds them. */
  storedTimes(row: BoardRow): { departure: Instant; arrival: Instant } | null;
  nextFeeBoundary(
    departure: Instant,
  ): { at: Instant; rate: number | null; currentRate: number | null } | null;
}

/** The trains of a board as the API shows them, by departure; those without known times last. Pure. */
export function arrangeTrains(board: Board, lookups: AvailabilityLookups): TrainAnswer[] {
  return board.rows
    .map((row) => arrangeTrain(row, board.travelDate, lookups))
    .sort(
      (a, b) => compareText(a.departure ?? '~', b.departure ?? '~') || compareText(a.trainCode, b.trainCode),
    );
}

function arrangeTrain(row: BoardRow, travelDate: CivilDate, lookups: AvailabilityLookups): TrainAnswer {
  const times = timesOf(row, travelDate, lookups);
  const opening = lookups.saleOpening(row);
  // A train that does not run gives everything back (RULES.md section 7): nothing gets dearer.
  const runs = row.saleState !== 'suspended';
  const boundary = times === null || !runs ? null : lookups.nextFeeBoundary(times.departure);
  const departed = times !== null && times.departure <= lookups.at;
  return {
    trainCode: row.trainCode,
    trainNo: row.trainNo,
    originDate: row.originDate,
    origin: { telecode: row.origin, name: lookups.stationName(row.origin) },
    destination: { telecode: row.destination, name: lookups.stationName(row.destination) },
    departure: times === null ? null : formatInstant(times.departure),
    arrival: times === null ? null : formatInstant(times.arrival),
    durationMinutes: times === null ? null : Math.round((times.arrival - times.departure) / MINUTE_MS),
    timesFrom: times?.from ?? null,
    // What was last seen of a train that has left says nothing of now.
    saleState: row.listed && !departed ? row.saleState : 'unknown',
    departed,
    saleOpensAt: opening === null ? null : formatInstant(opening.at),
    saleOpensFrom: opening?.decidedBy ?? null,
    listed: row.listed,
    waitlist: row.waitlist,
    note: row.note,
    nextFeeBoundary: boundary === null ? null : { ...boundary, at: formatInstant(boundary.at) },
    seats: row.seats
      .filter((seat) => seat.availability.kind !== 'notOffered')
      .sort((a, b) => SEAT_CLASS_ORDER.indexOf(a.seatClass) - SEAT_CLASS_ORDER.indexOf(b.seatClass))
      .map((seat) => arrangeSeat(seat, row.observedAt)),
  };
}

function arrangeSeat(seat: BoardSeat, observedAt: Instant): TrainAnswer['seats'][number] {
  const { zh, en } = SEAT_CLASSES[seat.seatClass];
  return {
    class: seat.seatClass,
    label: { zh, en },
    availability: seat.availability,
    waitlist: seat.waitlist,
    priceFen: seat.priceFen,
    price: seat.priceFen === null ? null : formatYuan(seat.priceFen),
    observedAt: formatInstant(observedAt),
    changedAt: formatInstant(seat.changedAt),
  };
}

/** The row's own times; else a stored timetable's; else none: times are never made up. */
function timesOf(
  row: BoardRow,
  travelDate: CivilDate,
  lookups: AvailabilityLookups,
): { departure: Instant; arrival: Instant; from: 'answer' | 'timetable' } | null {
  if (row.departureTime !== null) {
    const departure = instantAt(travelDate, row.departureTime);
    const arrival = arrivalOf(row, travelDate, departure);
    if (arrival !== null) return { departure, arrival, from: 'answer' };
  }
  const stored = lookups.storedTimes(row);
  return stored === null ? null : { ...stored, from: 'timetable' };
}

/** By the duration, which counts the days; by the clock time of arrival where the answer gives none. */
function arrivalOf(row: BoardRow, travelDate: CivilDate, departure: Instant): Instant | null {
  if (row.durationMinutes !== null) return departure + row.durationMinutes * MINUTE_MS;
  if (row.arrivalTime === null) return null;
  const sameDay = instantAt(travelDate, row.arrivalTime);
  return sameDay > departure ? sameDay : instantAt(addDays(civilDateOf(departure), 1), row.arrivalTime);
}
