import { isDeepStrictEqual, promisify } from 'node:util';
import { brotliCompress, brotliDecompressSync, constants, inflateRawSync } from 'node:zlib';
import type { SeatClass } from '../../seats/seat-classes.data.ts';
import type { DictionaryEntry } from './dictionary.ts';
import { type FactsEntry, planFactsEntry, type RowFacts } from './facts.ts';

export const ID_BYTES = 8;
/**
 * What follows the id; no deflated batch of layout 1 begins so (its block type does not exist). In columns every facts
 * entry is told in full, in steps by what has changed since an earlier one of its train, if that is little.
 */
const MARKS = { columns: 7, steps: 15 };
/** At its best it takes milliseconds: not on the main thread. */
const QUALITY = 11;

const compress = promisify(brotliCompress);

/** Entries by kind, each kind in columns: what stands under each other is alike and takes a fifth less room. */
interface BatchColumns {
  /** Train numbers, origins, destinations. */
  rows: [string[], string[], string[]];
  /** Places of rows, and the classes as one text, a letter each. */
  seats: [number[], string];
  /** The fields of FactsEntry in its order; of the prices the classes of each, as a text, and all prices in a row. */
  facts: [...fields: unknown[][], classes: string[], prices: (number | null)[]];
  tokens: string[];
  /**
   * For each facts entry how many before it the one is that it was told by, 0 for one told in full (these are in
   * `facts`), and for each of the others the fields that have changed.
   */
  steps: [back: number[], changes: FactsChange[][]];
}

type FactsChange = [field: number, value: unknown];

/** Fields of FactsEntry before its prices. */
const FIELDS = 10;
/** With more fields changed an entry is told in full. */
const CHANGES_MOST = 3;

/**
 * A batch of the dictionary as Redis keeps it: its id, a mark, and its entries. Within a batch they are ordered by
 * kind: rows, seats, facts, tokens; each kind keeps its order. `known` are the facts of the batches before it.
 */
export async function planBatch(
  id: Buffer,
  entries: readonly DictionaryEntry[],
  known: readonly RowFacts[] = [],
): Promise<Buffer> {
  const text = Buffer.from(JSON.stringify(planColumns(entries, known.map(planFactsEntry))));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  };
  return Buffer.concat([id, Buffer.of(MARKS.steps), await compress(text, { params })]);
}

/** @throws RangeError when it was planned for other facts than `known` */
export function parseBatch(batch: Buffer, known: readonly RowFacts[] = []): DictionaryEntry[] {
  const mark = batch[ID_BYTES];
  if (mark !== MARKS.columns && mark !== MARKS.steps) {
    return JSON.parse(inflateRawSync(batch.subarray(ID_BYTES)).toString()) as DictionaryEntry[];
  }
  const columns = JSON.parse(
    brotliDecompressSync(batch.subarray(ID_BYTES + 1)).toString(),
  ) as Partial<BatchColumns>;
  return parseColumns({ steps: [[], []], ...(columns as Omit<BatchColumns, 'steps'>) }, known);
}

function planColumns(entries: readonly DictionaryEntry[], known: readonly FactsEntry[]): BatchColumns {
  const columns: BatchColumns = {
    rows: [[], [], []],
    seats: [[], ''],
    facts: [[], []],
    tokens: [],
    steps: [[], []],
  };
  const facts: FactsEntry[] = [];
  for (const entry of entries) {
    if (entry[0] === 'row') {
      for (const [i, column] of columns.rows.entries()) column.push(entry[i + 1] as string);
    } else if (entry[0] === 'seat') {
      columns.seats[0].push(entry[1]);
      columns.seats[1] += entry[2];
    } else if (entry[0] === 'facts') {
      const [, ...told] = entry;
      facts.push(told);
    } else {
      columns.tokens.push(entry[1]);
    }
  }
  const { steps, full } = planSteps(facts, known);
  return { ...columns, steps, facts: planFactsColumns(full) };
}

/** Which facts are told by those of the same train before them, and which in full. */
function planSteps(facts: readonly FactsEntry[], known: readonly FactsEntry[]) {
  const steps: BatchColumns['steps'] = [[], []];
  const full: FactsEntry[] = [];
  const lastOf = new Map(known.map(([trainCode], number) => [trainCode, number]));
  const all = [...known, ...facts];
  for (const [i, entry] of facts.entries()) {
    const number = known.length + i;
    const last = lastOf.get(entry[0]);
    lastOf.set(entry[0], number);
    const changes = last === undefined ? null : changesBetween(all[last] as FactsEntry, entry);
    if (last === undefined || changes === null || changes.length > CHANGES_MOST) {
      steps[0].push(0);
      full.push(entry);
    } else {
      steps[0].push(number - last);
      steps[1].push(changes);
    }
  }
  return { steps, full };
}

function changesBetween(before: FactsEntry, after: FactsEntry): FactsChange[] {
  return after
    .map((value, field): FactsChange => [field, value])
    .filter(([field, value]) => !isDeepStrictEqual(value, before[field]));
}

function planFactsColumns(entries: readonly FactsEntry[]): BatchColumns['facts'] {
  const fields = Array.from({ length: FIELDS }, (_, field) => entries.map((entry) => entry[field]));
  const priced = entries.map((entry) => entry[FIELDS] as FactsEntry[10]);
  const classes = priced.map((prices) => prices.map(([seatClass]) => seatClass).join(''));
  return [...fields, classes, priced.flatMap((prices) => prices.map(([, price]) => price))];
}

function parseColumns(
  { rows, seats, facts, tokens, steps }: BatchColumns,
  known: readonly RowFacts[],
): DictionaryEntry[] {
  const [trainNos, origins, destinations] = rows;
  const entries: DictionaryEntry[] = trainNos.map((trainNo, i) => {
    return ['row', trainNo, origins[i] as string, destinations[i] as string];
  });
  const [places, classes] = seats;
  for (const [i, place] of places.entries()) entries.push(['seat', place, classes[i] as SeatClass]);
  for (const told of parseSteps(steps, parseFactsColumns(facts), known)) entries.push(['facts', ...told]);
  for (const raw of tokens) entries.push(['token', raw]);
  return entries;
}

function parseFactsColumns(facts: BatchColumns['facts']): FactsEntry[] {
  const fields = facts.slice(0, FIELDS);
  const [priced, prices] = facts.slice(FIELDS) as [string[], (number | null)[]];
  let price = 0;
  return priced.map((letters, i) => {
    const list = [...letters].map((letter) => [letter, prices[price++] ?? null]);
    return [...fields.map((field) => field[i]), list] as FactsEntry;
  });
}

/** All facts of a batch in their order; a batch without steps told all in full. */
function parseSteps(
  [back, changes]: BatchColumns['steps'],
  full: readonly FactsEntry[],
  known: readonly RowFacts[],
): readonly FactsEntry[] {
  const facts: FactsEntry[] = [];
  let fulls = 0;
  let changed = 0;
  for (const distance of back) {
    if (distance === 0) {
      facts.push(full[fulls++] as FactsEntry);
      continue;
    }
    const place = facts.length - distance;
    const earlier = known[known.length + place];
    const before = place >= 0 ? facts[place] : earlier && planFactsEntry(earlier);
    if (before === undefined)
      throw new RangeError(`expected facts ${-place} before those of the batch, got none`);
    const entry: unknown[] = [...before];
    for (const [field, value] of changes[changed++] as FactsChange[]) entry[field] = value;
    facts.push(entry as FactsEntry);
  }
  return back.length === 0 ? full : facts;
}
