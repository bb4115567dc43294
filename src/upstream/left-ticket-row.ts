import type { Availability, SeatReading, TrainRow } from '../seats/schema.ts';
import type { SeatClass } from '../seats/seat-classes.data.ts';
import { COLUMN, type ColumnFault, dashDate, parseColumns } from './row-columns.ts';
import { judgeCell, parseNote, parseSaleOpening, parseSaleState } from './sale-state.ts';
import { arrangeSeatCells, type SeatCell } from './seat-cells.ts';
import { parseYpInfo, priceOf, type YpItem } from './yp-info.ts';

/** Classes 12306's page never offers the waitlist for: standing room and the column 其他. */
const NEVER_WAITLISTED: readonly SeatClass[] = ['W', 'H', 'G', 'E', 'Q'];

/**
 * Reads one pipe-delimited row of 36 to 58 columns or more (PROTOCOL.md 2.1). Never throws: a row that cannot
 * be read in full gives the column that stands in the way. What a row withholds is null, what a cell says in
 * a word nobody knows is `unknown` with that word.
 */
export function parseLeftTicketRow(row: string): { row: TrainRow } | { fault: ColumnFault } {
  const parsed = parseColumns(row);
  if ('fault' in parsed) return parsed;
  const { columns } = parsed;
  const text = (column: number) => columns[column] ?? '';
  const originDate = dashDate(text(COLUMN.originDate));
  const items = parseYpInfo(text(COLUMN.ypInfo)) ?? [];
  const cells = arrangeSeatCells(columns, items);
  const saleState = parseSaleState(columns, cells);
  // A suspended row's classes are those whose cells are filled all the same; mostly there are none.
  const shown = saleState === 'suspended' ? cells.filter((cell) => cell.token !== null) : cells;
  const waitlist = parseWaitlist(columns);
  return {
    row: {
      trainNo: text(COLUMN.trainNo),
      trainCode: text(COLUMN.trainCode),
      start: text(COLUMN.start),
      end: text(COLUMN.end),
      origin: text(COLUMN.origin),
      destination: text(COLUMN.destination),
      originDate,
      departureTime: parseTime(text(COLUMN.departureTime)),
      arrivalTime: parseTime(text(COLUMN.arrivalTime)),
      durationMinutes: parseDuration(text(COLUMN.duration)),
      saleState,
      saleOpensAt: parseSaleOpening(columns, originDate),
      waitlist,
      note: parseNote(text(COLUMN.buttonText)),
      seats: shown.map((cell) => {
        const availability = judgeCell(cell, saleState);
        return {
          seatClass: cell.seatClass,
          availability,
          waitlist: seatWaitlist(cell, availability, waitlist, columns[COLUMN.waitlistLimit]),
          priceFen: seatPrice(cell.seatClass, items),
        } satisfies SeatReading;
      }),
    },
  };
}

/** `24:00` and dashes stand for a time that is withheld. */
function parseTime(text: string): string | null {
  return /^(?:24:00|-+)$/.test(text) ? null : text;
}

/** Hours may exceed 24 (`29:24`); `99:59` and dashes are withheld. */
function parseDuration(text: string): number | null {
  if (/^(?:99:59|-+)$/.test(text)) return null;
  const [hours, minutes] = text.split(':').map(Number);
  return (hours ?? Number.NaN) * 60 + (minutes ?? Number.NaN);
}

/** Field 37: the waitlist of the train. Null when the answer has no such column or it says neither 0 nor 1. */
function parseWaitlist(columns: string[]): boolean | null {
  const flag = columns[COLUMN.waitlistFlag];
  return flag === '1' ? true : flag === '0' ? false : null;
}

/**
 * Whether this class can be waitlisted now: the train's flag is on, the class is sold out and field 38 does
 * not except it (PROTOCOL.md section 3). Null where the row does not let us say.
 */
function seatWaitlist(
  { seatClass }: SeatCell,
  availability: Availability,
  train: boolean | null,
  limit: string | undefined,
): boolean | null {
  if (train !== true) return train;
  if (NEVER_WAITLISTED.includes(seatClass)) return false;
  if (availability.kind === 'unknown') return null;
  if (availability.kind !== 'none') return false;
  return limit === undefined ? null : !limit.includes(seatClass);
}

/** Standing room costs what the item with a count of 3000 or more says, whatever class it stands on. */
function seatPrice(seatClass: SeatClass, items: YpItem[]): number | null {
  const own = items.filter((item) =>
    seatClass === 'W' ? item.standing : item.code === seatClass && !item.standing,
  );
  return priceOf(own);
}
