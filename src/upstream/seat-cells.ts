import type { Availability } from '../seats/schema.ts';
import { SEAT_CLASS_ORDER, SEAT_CLASSES, type SeatClass } from '../seats/seat-classes.data.ts';
import { COLUMN } from './row-columns.ts';
import { isSeatClass, type YpItem } from './yp-info.ts';

/** One class of a row with what its cell says; `token` null where the row names the class but shows no cell. */
export interface SeatCell {
  seatClass: SeatClass;
  token: string | null;
  availability: Availability;
}

/**
 * Places a class has been seen in beside its own: F stood in 33 until 2020 and stands in 23 since (rows of
 * 2017-10 and 2025-01), column 20 was 观光 (Q) before it became 优选一等座 (D), 27 (yb) is 硬包 by its name.
 */
const OTHER_COLUMNS: Partial<Record<SeatClass, number>> = { F: 23, Q: 20, 5: 27 };

/** The classes a column can hold, the one to assume first in front (PROTOCOL.md 2.1). */
const CLASSES_OF_COLUMN = listClassesOfColumns();

/** The classes a row says it has, from seat_types, yp_ex and field 39. */
interface Declared {
  classes: Set<SeatClass>;
  standing: boolean;
  /** Nothing at all says which classes the row has. */
  nothing: boolean;
  /** There is a code we have no class for, so a column may be that class's. */
  unlisted: boolean;
}

/**
 * The seat cells of a row by class, in the order of a board. `columns` has passed `parseColumns`.
 *
 * An empty cell is a class that is not on the train and is left out, unless the row names the class: then it
 * is unknown. A filled cell that no named class explains is unknown too, never a guess. Where the row names
 * no classes at all, a column's first class is assumed (H for column 22).
 */
export function arrangeSeatCells(columns: string[], items: YpItem[]): SeatCell[] {
  const declared = readDeclared(columns, items);
  const owners = placeClasses(columns, declared.classes);
  const cells: SeatCell[] = owners.missing.map(missingCell);
  for (let column: number = COLUMN.firstSeat; column <= COLUMN.lastSeat; column += 1) {
    const token = columns[column] ?? '';
    if (token === '') continue;
    if (column === COLUMN.standing) cells.push(standingCell(token, declared));
    else cells.push(...columnCells(column, token, owners.byColumn.get(column) ?? [], declared, items));
  }
  if (declared.standing && columns[COLUMN.standing] === '') cells.push(missingCell('W'));
  return cells.sort((a, b) => SEAT_CLASS_ORDER.indexOf(a.seatClass) - SEAT_CLASS_ORDER.indexOf(b.seatClass));
}

/** What a token of a seat column says (PROTOCOL.md section 3). A token that is not listed there is unknown. */
export function parseSeatToken(token: string): Availability {
  if (token === '有') return { kind: 'plenty' };
  // '0' is listed for an old code path of 12306's own page, with the meaning of a number.
  if (token === '无' || token === '0') return { kind: 'none' };
  if (token === '*') return { kind: 'notOnSale' };
  if (/^[1-9]\d{0,3}$/.test(token)) return countAvailability(Number(token));
  return { kind: 'unknown', raw: token };
}

function countAvailability(count: number): Availability {
  if (count === 0) return { kind: 'none' };
  return count > 20 ? { kind: 'plenty' } : { kind: 'count', count };
}

/** seat_types repeats a code for its standing room; yp_ex writes it as W. */
function readDeclared(columns: string[], items: YpItem[]): Declared {
  const seatTypes = [...(columns[COLUMN.seatTypes] ?? '')];
  const pairs = (columns[COLUMN.ypEx] ?? '').match(/../g) ?? [];
  const codes = new Set([
    ...seatTypes,
    ...pairs.map((pair) => pair.charAt(0)),
    ...items.map((item) => item.code),
  ]);
  const repeated = new Set(seatTypes).size < seatTypes.length;
  const standing = repeated || codes.has('W') || items.some((item) => item.standing);
  codes.delete('W');
  const classes = new Set([...codes].filter(isSeatClass));
  return { classes, standing, nothing: codes.size === 0, unlisted: classes.size < codes.size };
}

/** Gives every declared class the first of its columns that is filled. */
function placeClasses(columns: string[], classes: Set<SeatClass>) {
  const byColumn = new Map<number, SeatClass[]>();
  const missing: SeatClass[] = [];
  for (const seatClass of classes) {
    const column = columnsOf(seatClass).find((place) => columns[place] !== '');
    if (column === undefined) missing.push(seatClass);
    else byColumn.set(column, [...(byColumn.get(column) ?? []), seatClass]);
  }
  return { byColumn, missing };
}

function columnCells(
  column: number,
  token: string,
  owners: SeatClass[],
  declared: Declared,
  items: YpItem[],
): SeatCell[] {
  const possible = CLASSES_OF_COLUMN.get(column) ?? [];
  const [only, ...others] = possible.filter((seatClass) => owners.includes(seatClass));
  const [assumed, ...alternatives] = possible;
  if (only === undefined) {
    if (assumed === undefined) return [];
    const telling = declared.nothing || (declared.unlisted && alternatives.length === 0);
    return [{ seatClass: assumed, token, availability: telling ? parseSeatToken(token) : unknown(token) }];
  }
  const said = parseSeatToken(token);
  if (others.length === 0) return [{ seatClass: only, token, availability: said }];
  return sharedCells([only, ...others], token, said, items);
}

/**
 * One column, several classes: the column says whether there is anything, field 39 says of which class.
 * Without field 39 the column is its first class's, and the others are unknown.
 */
function sharedCells(owners: SeatClass[], token: string, said: Availability, items: YpItem[]): SeatCell[] {
  if (said.kind === 'notOnSale' || said.kind === 'unknown') {
    return owners.map((seatClass) => ({ seatClass, token, availability: said }));
  }
  const counts = owners.map((seatClass) => countOf(seatClass, items));
  if (counts.every((count) => count === null)) {
    return owners.map((seatClass, place) => ({
      seatClass,
      token,
      availability: place === 0 ? said : unknown(token),
    }));
  }
  const anyLeft = counts.some((count) => count !== null && count > 0);
  const agree = counts.includes(null)
    ? !(said.kind === 'none' && anyLeft)
    : anyLeft === (said.kind !== 'none');
  return owners.map((seatClass, place) => {
    const count = counts[place] ?? null;
    return {
      seatClass,
      token,
      availability: agree && count !== null ? countAvailability(count) : unknown(token),
    };
  });
}

function standingCell(token: string, declared: Declared): SeatCell {
  const telling = declared.standing || declared.nothing;
  return { seatClass: 'W', token, availability: telling ? parseSeatToken(token) : unknown(token) };
}

function missingCell(seatClass: SeatClass): SeatCell {
  return { seatClass, token: null, availability: unknown(null) };
}

function unknown(raw: string | null): Availability {
  return { kind: 'unknown', raw };
}

function countOf(seatClass: SeatClass, items: YpItem[]): number | null {
  const own = items.filter((item) => item.code === seatClass && !item.standing);
  return own.length === 0 ? null : own.reduce((sum, item) => sum + item.count, 0);
}

function columnsOf(seatClass: SeatClass): number[] {
  return [SEAT_CLASSES[seatClass].column, OTHER_COLUMNS[seatClass]].filter((column) => column != null);
}

function listClassesOfColumns(): Map<number, SeatClass[]> {
  const classes = (Object.keys(SEAT_CLASSES) as SeatClass[]).filter((seatClass) => seatClass !== 'W');
  const places = new Map<number, SeatClass[]>();
  const add = (column: number | null | undefined, seatClass: SeatClass) => {
    if (column != null) places.set(column, [...(places.get(column) ?? []), seatClass]);
  };
  for (const seatClass of classes) add(SEAT_CLASSES[seatClass].column, seatClass);
  for (const seatClass of classes) add(OTHER_COLUMNS[seatClass], seatClass);
  return places;
}
