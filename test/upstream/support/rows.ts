import type { Availability, SeatReading, TrainRow } from '../../../src/seats/schema.ts';
import type { SeatClass } from '../../../src/seats/seat-classes.data.ts';
import { parseLeftTicketRow } from '../../../src/upstream/left-ticket-row.ts';
import type { ColumnFault } from '../../../src/upstream/row-columns.ts';

/**
 * An ordinary row of 2026 to vary: K-train 太原 to 长治北 with all four of its classes. The form is 12306's
 * (PROTOCOL.md 2.1); the secret and the encrypted field are placeholders.
 */
const ORDINARY: Record<number, string> = {
  0: 'secret%0Atoken',
  1: '预订',
  2: '270000K90324',
  3: 'K903',
  4: 'TYV',
  5: 'XKS',
  6: 'TYV',
  7: 'CBF',
  8: '11:11',
  9: '16:20',
  10: '05:09',
  11: 'Y',
  12: 'sealed',
  13: '20210205',
  14: '3',
  15: 'V1',
  16: '01',
  17: '07',
  18: '1',
  19: '0',
  23: '2',
  26: '无',
  28: '14',
  29: '有',
  34: '304010W0',
  35: '3411',
  36: '1',
  37: '1',
  39: '3008750014401325000210041500211004153000',
  40: '0',
  45: '1',
};

/** A row of `width` columns: the ordinary one with `changes` by column. */
export function buildRow(changes: Record<number, string> = {}, width = 58): string {
  const columns = Array.from({ length: width }, (_, column) => changes[column] ?? ORDINARY[column] ?? '');
  return columns.join('|');
}

/** The ordinary row's seat columns emptied, to be filled by a test. */
export const NO_SEATS: Record<number, string> = { 23: '', 26: '', 28: '', 29: '', 34: '', 35: '', 39: '' };

/** What makes a row suspended since 2019. */
export const SUSPENDED: Record<number, string> = {
  ...NO_SEATS,
  0: '',
  1: '列车运行图调整,暂停发售',
  8: '24:00',
  9: '24:00',
  10: '99:59',
  11: 'IS_TIME_NOT_BUY',
  12: '',
  14: 'null',
  19: '1',
  37: '0',
  38: 'null',
  40: '2@列车运行图调整,暂停发售',
  45: '',
};

export function buildAnswer(rows: string[], more: Record<string, unknown> = {}): Record<string, unknown> {
  return { httpstatus: 200, data: { result: rows, flag: '1', map: {} }, messages: '', status: true, ...more };
}

/** A row that is expected to be readable. */
export function readRow(text: string): TrainRow {
  const parsed = parseLeftTicketRow(text);
  if ('fault' in parsed) throw new Error(JSON.stringify(parsed.fault));
  return parsed.row;
}

/** The fault of a row that is expected not to be readable. */
export function faultOf(text: string): ColumnFault {
  const parsed = parseLeftTicketRow(text);
  if ('row' in parsed) throw new Error(`readable: ${text}`);
  return parsed.fault;
}

export function seatOf(row: TrainRow, seatClass: SeatClass): SeatReading | undefined {
  return row.seats.find((seat) => seat.seatClass === seatClass);
}

/** A row's availabilities in words: `O plenty`, `4 count 2`, `9 unknown 售完?`. */
export function describeSeats(row: TrainRow): string[] {
  return row.seats.map(({ seatClass, availability }) => `${seatClass} ${describeAvailability(availability)}`);
}

function describeAvailability(availability: Availability): string {
  if (availability.kind === 'count') return `count ${availability.count}`;
  return availability.kind === 'unknown' ? `unknown ${availability.raw}` : availability.kind;
}
