import { addDays, type CivilDate, type Instant, instantAt, isCivilDate } from '../calendar/china-time.ts';
import type { Availability, SaleState } from '../seats/schema.ts';
import { COLUMN, dashDate } from './row-columns.ts';
import type { SeatCell } from './seat-cells.ts';

/** `01月28日14点起售`, `12点45分起售`, `14点起售` (PROTOCOL.md section 3), tags removed. */
const SALE_START = /(?:(\d{1,2})月(\d{1,2})日)?(\d{1,2})[点:](?:(\d{1,2})分?)?起售/;

/** The button's text without its tags. */
export function parseNote(buttonText: string): string {
  return buttonText
    .replace(/<[^>]*>/g, '')
    .trim()
    .slice(0, 100);
}

/**
 * Whether the row is being sold (PROTOCOL.md section 3). `canWebBuy` decides; IS_TIME_NOT_BUY means three
 * different things that only button text, field 40 and field 19 tell apart. Signs that contradict each
 * other give `unknown`.
 */
export function parseSaleState(columns: string[], cells: SeatCell[]): SaleState {
  const note = parseNote(columns[COLUMN.buttonText] ?? '');
  const status = columns[COLUMN.saleStatus] ?? '';
  const suspended = isSuspended(columns, note, status);
  if (columns[COLUMN.canWebBuy] === 'Y') return suspended ? 'unknown' : 'onSale';
  if (suspended) return 'suspended';
  if (columns[COLUMN.canWebBuy] === 'N') return cells.some(hasStock) ? 'unknown' : 'soldOut';
  if (note.includes('起售') || status.startsWith('4@')) return 'notYetOnSale';
  // At night and under restricted sale the cells stay filled in: they say what the morning will find.
  return /维护|暂售/.test(note) ? stateOfCells(cells) : 'unknown';
}

/** What a class of the row is, given what its cell says and what the row as a whole is. */
export function judgeCell(cell: SeatCell, state: SaleState): Availability {
  const { availability, token } = cell;
  if (availability.kind === 'unknown') return availability;
  if (state === 'suspended') return { kind: 'suspended' };
  if (state === 'notYetOnSale') return { kind: 'notOnSale' };
  return state === 'unknown' ? { kind: 'unknown', raw: token } : availability;
}

/**
 * The instant the row itself gives for its sale start: field 55, else a text that states month and day
 * (the year is the latest that lies before the train's own day). A time of day alone is not an instant: null.
 */
export function parseSaleOpening(columns: string[], originDate: CivilDate): Instant | null {
  const stated = columns[COLUMN.saleTime] ?? '';
  if (stated !== '')
    return instantAt(dashDate(stated.slice(0, 8)), `${stated.slice(8, 10)}:${stated.slice(10)}`);
  const [, month, day, hour, minute = '0'] =
    SALE_START.exec(parseNote(columns[COLUMN.buttonText] ?? '')) ?? [];
  if (month === undefined || day === undefined || hour === undefined) return null;
  if (Number(hour) > 24 || Number(minute) > 59) return null;
  const date = latestBefore(`${month.padStart(2, '0')}-${day.padStart(2, '0')}`, originDate);
  return date === null ? null : instantAt(date, `${hour}:${minute}`);
}

function isSuspended(columns: string[], note: string, status: string): boolean {
  const controlled = !['', '0'].includes(columns[COLUMN.controlled] ?? '');
  const withheld = columns[COLUMN.departureTime] === '24:00' && columns[COLUMN.arrivalTime] === '24:00';
  return /停运|暂停发售/.test(note) || status.startsWith('2@') || (controlled && withheld);
}

function stateOfCells(cells: SeatCell[]): SaleState {
  if (cells.some(hasStock)) return 'onSale';
  const kinds = new Set(cells.map((cell) => cell.availability.kind));
  const [kind] = kinds;
  if (kinds.size !== 1) return 'unknown';
  if (kind === 'none') return 'soldOut';
  return kind === 'notOnSale' ? 'notYetOnSale' : 'unknown';
}

function hasStock({ availability }: SeatCell): boolean {
  return availability.kind === 'count' || availability.kind === 'plenty';
}

/** The latest day with this month and day that is not after `limit`; null for a day that does not exist. */
function latestBefore(monthDay: string, limit: CivilDate): CivilDate | null {
  const years = [limit.slice(0, 4), addDays(`${limit.slice(0, 4)}-01-01`, -1).slice(0, 4)];
  const dates = years.map((year) => `${year}-${monthDay}`);
  return dates.find((date) => isCivilDate(date) && date <= limit) ?? null;
}
