import type { Provenance, TrainRow } from '../../seats/schema.ts';
import type { SeatClass } from '../../seats/seat-classes.data.ts';
import { TOKENS_MOST } from '../../seats/seat-code.ts';
import { arrangeShape, isOffered, type KnownRow, placeAnswer, saysTheSame } from './answer-shape.ts';
import { FACTS_MOST, planProvenanceCode } from './codes.ts';
import {
  cellOf,
  type Dictionary,
  type DictionaryEntry,
  type DictionaryRow,
  PROVENANCE_CELL,
  rowKey,
  tooManyFacts,
} from './dictionary.ts';
import { planFacts } from './facts.ts';

/**
 * One answer as one byte a cell of the dictionary, marks where the answer has nothing for a cell.
 * Null when the dictionary lacks something of it: `planEntries` says what.
 */
export function arrangeCodes(
  rows: readonly TrainRow[],
  provenance: Provenance,
  dictionary: Dictionary,
): Uint8Array | null {
  const codes = placeQuickly(rows, dictionary) ?? placeAnew(rows, dictionary);
  if (codes !== null) codes[PROVENANCE_CELL] = planProvenanceCode(provenance);
  return codes;
}

/** As an answer of the shape that the one before had: nearly always it has. */
function placeQuickly(rows: readonly TrainRow[], dictionary: Dictionary): Uint8Array | null {
  return dictionary.shape && placeAnswer(rows, dictionary.shape, dictionary);
}

/**
 * The rows that are not what they were are looked up, and the shape is kept for the next answer. A row may have moved
 * up one place: trains leave the list when they leave the station.
 */
function placeAnew(rows: readonly TrainRow[], dictionary: Dictionary): Uint8Array | null {
  const known: KnownRow[] = [];
  const { shape } = dictionary;
  let next = 0;
  for (const row of rows) {
    if (shape !== null && !saysTheSame(row, shape, next) && saysTheSame(row, shape, next + 1)) next++;
    const one =
      shape !== null && saysTheSame(row, shape, next) ? shape.known[next] : findRow(row, dictionary);
    if (one === null || one === undefined) return null;
    known.push(one);
    next++;
  }
  dictionary.shape = arrangeShape(rows, known, dictionary.absent);
  return placeAnswer(rows, dictionary.shape, dictionary);
}

/** Null when the dictionary lacks the row, its facts or one of its classes. */
function findRow(row: TrainRow, dictionary: Dictionary): KnownRow | null {
  const place = dictionary.rowOf.get(rowKey(row));
  const facts = dictionary.factsOf.get(JSON.stringify(planFacts(row)));
  const known = place === undefined ? undefined : dictionary.rows[place];
  return known === undefined || facts === undefined || missingClasses(row, known).length > 0
    ? null
    : { row: known, facts };
}

/** What must be added to the dictionary before `arrangeCodes` can place these rows, each once. */
export function planEntries(rows: readonly TrainRow[], dictionary: Dictionary): DictionaryEntry[] {
  const entries: DictionaryEntry[] = [];
  const newRows = new Map<string, number>();
  const newSeats = new Set<string>();
  const newFacts = new Set<string>();
  const newTokens = new Set<string>();
  for (const row of rows) {
    const key = rowKey(row);
    let place = dictionary.rowOf.get(key) ?? newRows.get(key);
    if (place === undefined) {
      place = dictionary.rows.length + newRows.size;
      newRows.set(key, place);
      entries.push(['row', row.trainNo, row.origin, row.destination]);
    }
    for (const seatClass of missingClasses(row, dictionary.rows[place])) {
      const seat = `${place} ${seatClass}`;
      if (!newSeats.has(seat)) entries.push(['seat', place, seatClass]);
      newSeats.add(seat);
    }
    const facts = planFacts(row);
    const text = JSON.stringify(facts);
    if (!dictionary.factsOf.has(text) && !newFacts.has(text)) entries.push(['facts', ...facts]);
    if (!dictionary.factsOf.has(text)) newFacts.add(text);
    for (const seat of row.seats) {
      if (seat.availability.kind === 'unknown' && seat.availability.raw !== null) {
        if (!dictionary.tokenOf.has(seat.availability.raw)) newTokens.add(seat.availability.raw);
      }
    }
  }
  if (dictionary.facts.length + newFacts.size > FACTS_MOST) throw tooManyFacts();
  const room = TOKENS_MOST - dictionary.tokens.length;
  return [...entries, ...[...newTokens].slice(0, room).map((raw): DictionaryEntry => ['token', raw])];
}

function missingClasses(row: TrainRow, known: DictionaryRow | undefined): SeatClass[] {
  return row.seats
    .filter((seat) => isOffered(seat) && (known === undefined || cellOf(known, seat.seatClass) === undefined))
    .map((seat) => seat.seatClass);
}
