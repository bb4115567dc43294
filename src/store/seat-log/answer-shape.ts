import type { SeatReading, TrainRow } from '../../seats/schema.ts';
import { planSeatCode, TOKENS_MOST } from '../../seats/seat-code.ts';
import { highDigit, lowDigit, MARK_NOT_OFFERED, MARK_SUSPENDED, planSaleCode } from './codes.ts';
import { cellOf, type Dictionary, type DictionaryRow } from './dictionary.ts';

/**
 * What an answer said beside sale states and what is left, and where its seats belong: nearly always the next answer
 * of a pair and date says the same, and then nothing has to be looked up. In few flat arrays and for the whole
 * answer, because the shapes of a season do not fit into a processor's cache: as an object a row it took twice as
 * long.
 */
export interface AnswerShape {
  known: readonly KnownRow[];
  /** Of each row FIELDS of its own, then of each of its seats SEAT_FIELDS. */
  told: readonly unknown[];
  /** Where each row begins in `told`. */
  starts: readonly number[];
  /** One byte a cell: facts of the rows listed, marks of what is not listed. */
  base: Uint8Array;
  /** Rows that leave out classes they had once: their place, and the cells of all their classes. */
  partial: readonly { row: number; cells: readonly number[] }[];
}

/** A row of an answer as the dictionary knows it. */
export interface KnownRow {
  row: DictionaryRow;
  facts: number;
}

const FIELDS = 14;
/** Seat class, price, and cell: NOWHERE for one that is not offered, which is the same answer as a class left out. */
const SEAT_FIELDS = 3;
const NOWHERE = -1;

/** The shape of these rows; `known` are theirs, and hold every class that is offered. */
export function arrangeShape(
  rows: readonly TrainRow[],
  known: readonly KnownRow[],
  absent: readonly number[],
): AnswerShape {
  const base = Uint8Array.from(absent);
  const told: unknown[] = [];
  const starts: number[] = [];
  const partial: { row: number; cells: number[] }[] = [];
  for (const [i, answer] of rows.entries()) {
    const { row, facts } = known[i] as KnownRow;
    base[row.sale + 1] = lowDigit(facts);
    base[row.sale + 2] = highDigit(facts);
    starts.push(told.length);
    pushTold(told, answer, row);
    const classes = new Set(answer.seats.filter(isOffered).map(({ seatClass }) => seatClass));
    if (classes.size < row.seats.length) partial.push({ row: i, cells: row.seats.map(({ cell }) => cell) });
  }
  return { known, told, starts, base, partial };
}

function pushTold(told: unknown[], answer: TrainRow, row: DictionaryRow): void {
  const { trainNo, origin, destination, trainCode, start, end, originDate, departureTime } = answer;
  const { arrivalTime, durationMinutes, saleOpensAt, waitlist, note, seats } = answer;
  told.push(trainNo, origin, destination, trainCode, start, end, originDate, departureTime);
  told.push(arrivalTime, durationMinutes, saleOpensAt, waitlist, note, seats.length);
  for (const seat of seats) {
    told.push(seat.seatClass, seat.priceFen, isOffered(seat) ? cellOf(row, seat.seatClass) : NOWHERE);
  }
}

/** Whether a row says and offers just what the `i`th of the shape does, in the same order; no if there is none. */
export function saysTheSame(row: TrainRow, { told, starts }: AnswerShape, i: number): boolean {
  const at = starts[i];
  if (
    at === undefined ||
    row.trainNo !== told[at] ||
    row.origin !== told[at + 1] ||
    row.destination !== told[at + 2] ||
    row.trainCode !== told[at + 3] ||
    row.start !== told[at + 4] ||
    row.end !== told[at + 5] ||
    row.originDate !== told[at + 6] ||
    row.departureTime !== told[at + 7] ||
    row.arrivalTime !== told[at + 8] ||
    row.durationMinutes !== told[at + 9] ||
    row.saleOpensAt !== told[at + 10] ||
    row.waitlist !== told[at + 11] ||
    row.note !== told[at + 12] ||
    row.seats.length !== told[at + 13]
  ) {
    return false;
  }
  const { seats } = row;
  for (let j = 0, seatAt = at + FIELDS; j < seats.length; j++, seatAt += SEAT_FIELDS) {
    const seat = seats[j] as SeatReading;
    if (seat.seatClass !== told[seatAt] || seat.priceFen !== told[seatAt + 1]) return false;
    if (isOffered(seat) !== (told[seatAt + 2] !== NOWHERE)) return false;
  }
  return true;
}

/**
 * One byte a cell for an answer of this shape, without its provenance. Null when it is of another, or has a token that
 * the dictionary lacks.
 */
export function placeAnswer(
  rows: readonly TrainRow[],
  shape: AnswerShape,
  dictionary: Dictionary,
): Uint8Array | null {
  if (rows.length !== shape.known.length) return null;
  const codes = shape.base.slice();
  for (const { row, cells } of shape.partial) {
    const left = rows[row]?.saleState === 'suspended' ? MARK_SUSPENDED : MARK_NOT_OFFERED;
    for (const cell of cells) codes[cell] = left;
  }
  const tokenPlace = (raw: string) => dictionary.tokenOf.get(raw) ?? TOKENS_MOST;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as TrainRow;
    if (!saysTheSame(row, shape, i)) return null;
    codes[(shape.known[i] as KnownRow).row.sale] = planSaleCode(row.saleState);
    const { seats } = row;
    for (let j = 0, at = (shape.starts[i] as number) + FIELDS + 2; j < seats.length; j++, at += SEAT_FIELDS) {
      const seat = seats[j] as SeatReading;
      const cell = shape.told[at] as number;
      if (cell === NOWHERE) continue;
      if (lacksToken(seat, dictionary)) return null;
      codes[cell] = planSeatCode(seat.availability, seat.waitlist, tokenPlace);
    }
  }
  return codes;
}

function lacksToken({ availability }: SeatReading, { tokens, tokenOf }: Dictionary): boolean {
  if (availability.kind !== 'unknown' || availability.raw === null) return false;
  return tokens.length < TOKENS_MOST && !tokenOf.has(availability.raw);
}

export function isOffered({ availability }: SeatReading): boolean {
  return availability.kind !== 'notOffered';
}
