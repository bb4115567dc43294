import type { Provenance, TrainRow } from '../../seats/schema.ts';
import type { SeatClass } from '../../seats/seat-classes.data.ts';
import { planSeatCode, TOKENS_MOST } from '../../seats/seat-code.ts';
import {
  FACTS_MOST,
  highDigit,
  lowDigit,
  MARK_NOT_OFFERED,
  MARK_SUSPENDED,
  planProvenanceCode,
  planSaleCode,
} from './codes.ts';
import {
  type Dictionary,
  type DictionaryEntry,
  type DictionaryRow,
  PROVENANCE_CELL,
  rowKey,
  tooManyFacts,
} from './dictionary.ts';
import { planFacts } from './facts.ts';
import { arrangeRecent, type RecentAnswer, saysTheSame } from './recent-answer.ts';

/**
 * One answer as one byte a cell of the dictionary, marks where the answer has nothing for a cell.
 * Null when the dictionary lacks something of it: `planEntries` says what.
 */
export function arrangeCodes(
  rows: readonly TrainRow[],
  provenance: Provenance,
  dictionary: Dictionary,
): Buffer | null {
  const codes = Buffer.from(dictionary.absent);
  codes[PROVENANCE_CELL] = planProvenanceCode(provenance);
  const tokenPlace = (raw: string) => dictionary.tokenOf.get(raw) ?? TOKENS_MOST;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as TrainRow;
    const known = findRow(row, i, dictionary);
    if (known === undefined || !placeRow(codes, row, known, dictionary, tokenPlace)) return null;
  }
  return codes;
}

/** Nearly always it is the row that the answer before had at the same place. */
function findRow(row: TrainRow, i: number, dictionary: Dictionary): DictionaryRow | undefined {
  const recent = dictionary.rows[dictionary.recentOrder[i] ?? -1];
  if (
    recent !== undefined &&
    recent.trainNo === row.trainNo &&
    recent.origin === row.origin &&
    recent.destination === row.destination
  ) {
    return recent;
  }
  const place = dictionary.rowOf.get(rowKey(row));
  if (place === undefined) return undefined;
  dictionary.recentOrder[i] = place;
  return dictionary.rows[place];
}

function placeRow(
  codes: Buffer,
  row: TrainRow,
  known: DictionaryRow,
  dictionary: Dictionary,
  tokenPlace: (raw: string) => number,
): boolean {
  let { recent } = known;
  if (recent === null || !saysTheSame(row, recent)) {
    recent = findRecent(row, known, dictionary);
    if (recent === null) return false;
    known.recent = recent;
  }
  const { cells } = recent;
  codes[known.sale] = planSaleCode(row.saleState);
  codes[known.sale + 1] = lowDigit(recent.facts);
  codes[known.sale + 2] = highDigit(recent.facts);
  if (recent.distinct < known.cellOf.size) {
    const left = row.saleState === 'suspended' ? MARK_SUSPENDED : MARK_NOT_OFFERED;
    for (const seat of known.seats) codes[seat.cell] = left;
  }
  let next = 0;
  for (const { availability, waitlist } of row.seats) {
    // Not offered is the same answer as a class left out: it needs no cell of its own.
    if (availability.kind === 'notOffered') continue;
    if (lacksToken(availability, dictionary)) return false;
    codes[cells[next++] as number] = planSeatCode(availability, waitlist, tokenPlace);
  }
  return true;
}

/** Null when the dictionary lacks the row's facts or one of its classes. */
function findRecent(row: TrainRow, known: DictionaryRow, dictionary: Dictionary): RecentAnswer | null {
  const facts = dictionary.factsOf.get(JSON.stringify(planFacts(row)));
  return facts === undefined || missingClasses(row, known).length > 0
    ? null
    : arrangeRecent(row, facts, known.cellOf);
}

function lacksToken(
  availability: TrainRow['seats'][number]['availability'],
  dictionary: Dictionary,
): boolean {
  if (availability.kind !== 'unknown' || availability.raw === null) return false;
  return dictionary.tokens.length < TOKENS_MOST && !dictionary.tokenOf.has(availability.raw);
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
    .filter((seat) => seat.availability.kind !== 'notOffered' && !known?.cellOf.has(seat.seatClass))
    .map((seat) => seat.seatClass);
}
