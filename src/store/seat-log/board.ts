import type { CivilDate } from '../../calendar/china-time.ts';
import type { Board, BoardRow, BoardSeat } from '../../seats/board.ts';
import { compareText } from '../../seats/compare-text.ts';
import type { OdPair } from '../../seats/schema.ts';
import { NOT_OFFERED_CODE, parseAvailability, parseWaitlist, UNSEEN } from '../../seats/seat-code.ts';
import { GONE, parseFactsDigits, parseProvenance, parseSaleState } from './codes.ts';
import { type Dictionary, type DictionaryRow, PROVENANCE_CELL } from './dictionary.ts';
import { type BoardState, toInstant } from './log-value.ts';

/**
 * The board in words. Rows are in order of departure (withheld times last), then train code: an order that
 * does not depend on the order in which polls came. Seats are in board order; classes not offered are left out.
 */
export function buildBoard(
  pair: OdPair,
  travelDate: CivilDate,
  state: BoardState,
  dictionary: Dictionary,
): Board {
  const rows: BoardRow[] = [];
  for (const row of dictionary.rows) {
    const sale = state.codes[row.sale] ?? UNSEEN;
    if (sale !== UNSEEN) rows.push(buildRow(row, sale, state, dictionary));
  }
  return {
    pair: { from: pair.from, to: pair.to },
    travelDate,
    observedAt: toInstant(state.observed),
    provenance: parseProvenance(state.codes[PROVENANCE_CELL] ?? UNSEEN),
    rows: rows.sort(compareRows),
  };
}

function buildRow(row: DictionaryRow, sale: number, state: BoardState, dictionary: Dictionary): BoardRow {
  const { codes, times } = state;
  const number = parseFactsDigits(codes[row.sale + 1] as number, codes[row.sale + 2] as number);
  const facts = dictionary.facts[number];
  if (facts === undefined) throw new RangeError(`expected facts in the dictionary, got number ${number}`);
  const { prices, ...rest } = facts;
  const seats: BoardSeat[] = [];
  for (const { seatClass, cell } of row.seats) {
    const code = codes[cell] ?? UNSEEN;
    if (code === UNSEEN || code === NOT_OFFERED_CODE) continue;
    seats.push({
      seatClass,
      availability: parseAvailability(code, dictionary.tokens),
      waitlist: parseWaitlist(code),
      priceFen: prices.find(([priced]) => priced === seatClass)?.[1] ?? null,
      changedAt: toInstant(times[cell] as number),
    });
  }
  const listed = sale !== GONE;
  return {
    trainNo: row.trainNo,
    origin: row.origin,
    destination: row.destination,
    ...rest,
    saleState: parseSaleState(sale),
    observedAt: toInstant(listed ? state.observed : (times[row.sale] as number)),
    listed,
    seats,
  };
}

function compareRows(a: BoardRow, b: BoardRow): number {
  return (
    compareText(a.departureTime ?? '~', b.departureTime ?? '~') ||
    compareText(a.trainCode, b.trainCode) ||
    compareText(a.trainNo, b.trainNo) ||
    compareText(a.origin, b.origin) ||
    compareText(a.destination, b.destination)
  );
}
