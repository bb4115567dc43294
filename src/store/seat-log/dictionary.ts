import { ServiceError } from '../../errors.ts';
import { SEAT_CLASS_ORDER, type SeatClass } from '../../seats/seat-classes.data.ts';
import type { AnswerShape } from './answer-shape.ts';
import { ID_BYTES, parseBatch } from './batch.ts';
import { FACTS_MOST, GONE, MARK_KEEP, MARK_UNLISTED } from './codes.ts';
import { type FactsEntry, parseFacts, type RowFacts } from './facts.ts';

/**
 * The dictionary of one pair and date: which cell of the board is which class of which train, and what the
 * facts numbers and token codes stand for. It only ever grows, by batches; a batch begins with an id drawn at
 * random, so that (number of batches, id of the last) names its whole content, even after Redis was emptied.
 *
 * Cell 0 is the provenance. A row adds three cells (sale state, two digits of its facts number), a seat one.
 */
export type DictionaryEntry =
  | ['row', trainNo: string, origin: string, destination: string]
  | ['seat', row: number, seatClass: SeatClass]
  | ['facts', ...FactsEntry]
  | ['token', raw: string];

export interface DictionaryRow {
  trainNo: string;
  origin: string;
  destination: string;
  /** Cell of the sale state; the facts number has the two cells after it. */
  sale: number;
  /** In the order a board shows them. */
  seats: { seatClass: SeatClass; cell: number }[];
}

export interface Dictionary {
  /** Ids of its batches in order, hexadecimal. */
  ids: string[];
  rows: DictionaryRow[];
  /** By `rowKey`: place in `rows`. */
  rowOf: Map<string, number>;
  facts: RowFacts[];
  /** By the JSON text of the entry: facts number. */
  factsOf: Map<string, number>;
  tokens: string[];
  tokenOf: Map<string, number>;
  /** For every cell, the mark of a row that an answer does not list. */
  absent: number[];
  /** The shape of the answer coded last, for a quick first look; none since the dictionary grew. */
  shape: AnswerShape | null;
}

export const PROVENANCE_CELL = 0;

const CLASS_PLACE = new Map(SEAT_CLASS_ORDER.map((seatClass, i) => [seatClass, i]));

export function buildDictionary(batches: readonly Buffer[]): Dictionary {
  const dictionary: Dictionary = {
    ids: [],
    rows: [],
    rowOf: new Map(),
    facts: [],
    factsOf: new Map(),
    tokens: [],
    tokenOf: new Map(),
    absent: [0],
    shape: null,
  };
  for (const batch of batches) addBatch(dictionary, batch);
  return dictionary;
}

/** Adds a batch in place: what was there keeps its number. */
export function addBatch(dictionary: Dictionary, batch: Buffer): void {
  for (const entry of parseBatch(batch, dictionary.facts)) addEntry(dictionary, entry);
  dictionary.shape = null;
  dictionary.ids.push(batch.subarray(0, ID_BYTES).toString('hex'));
}

/** Cell of a class of a row; undefined where it was never seen. */
export function cellOf({ seats }: DictionaryRow, seatClass: SeatClass): number | undefined {
  // So few that a map a row would take more room than all else.
  return seats.find((seat) => seat.seatClass === seatClass)?.cell;
}

export function rowKey(row: { trainNo: string; origin: string; destination: string }): string {
  return `${row.trainNo} ${row.origin} ${row.destination}`;
}

function addEntry(dictionary: Dictionary, entry: DictionaryEntry): void {
  switch (entry[0]) {
    case 'row':
      addRow(dictionary, entry[1], entry[2], entry[3]);
      return;
    case 'seat':
      addSeat(dictionary, entry[1], entry[2]);
      return;
    case 'facts': {
      const [, ...facts] = entry;
      if (dictionary.facts.length >= FACTS_MOST) throw tooManyFacts();
      dictionary.factsOf.set(JSON.stringify(facts), dictionary.facts.length);
      dictionary.facts.push(parseFacts(facts));
      return;
    }
    case 'token':
      dictionary.tokenOf.set(entry[1], dictionary.tokens.length);
      dictionary.tokens.push(entry[1]);
  }
}

function addRow(dictionary: Dictionary, trainNo: string, origin: string, destination: string): void {
  const sale = dictionary.absent.length;
  // Field by field: V8 gives each object that is built by spreading a shape of its own, and a loop over rows of 700
  // shapes looks every field up anew (40 µs a poll instead of 6).
  const row = { trainNo, origin, destination, sale, seats: [] };
  dictionary.rowOf.set(rowKey(row), dictionary.rows.length);
  dictionary.rows.push(row);
  dictionary.absent.push(GONE, MARK_KEEP, MARK_KEEP);
}

function addSeat(dictionary: Dictionary, place: number, seatClass: SeatClass): void {
  const row = dictionary.rows[place];
  if (row === undefined) throw new RangeError(`expected a seat of a known row, got row ${place}`);
  const cell = dictionary.absent.length;
  row.seats.push({ seatClass, cell });
  row.seats.sort((a, b) => (CLASS_PLACE.get(a.seatClass) ?? 0) - (CLASS_PLACE.get(b.seatClass) ?? 0));
  dictionary.absent.push(MARK_UNLISTED);
}

export function tooManyFacts(): ServiceError {
  return new ServiceError(
    `a pair and date has more than ${FACTS_MOST} different facts of trains`,
    'an answer field that changes at every poll has been taken for a fact: look at the parser',
  );
}
