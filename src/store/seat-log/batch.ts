import { promisify } from 'node:util';
import { brotliCompress, brotliDecompressSync, constants, inflateRawSync } from 'node:zlib';
import type { SeatClass } from '../../seats/seat-classes.data.ts';
import type { DictionaryEntry } from './dictionary.ts';
import type { FactsEntry } from './facts.ts';

export const ID_BYTES = 8;
/** What follows the id; no deflated batch of layout 1 begins so (its block type does not exist). */
const COLUMNS_MARK = 7;
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
}

/** Fields of FactsEntry before its prices. */
const FIELDS = 10;

/**
 * A batch of the dictionary as Redis keeps it: its id, a mark, and its entries. Within a batch they are ordered by
 * kind: rows, seats, facts, tokens; each kind keeps its order.
 */
export async function planBatch(id: Buffer, entries: readonly DictionaryEntry[]): Promise<Buffer> {
  const text = Buffer.from(JSON.stringify(planColumns(entries)));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  };
  return Buffer.concat([id, Buffer.of(COLUMNS_MARK), await compress(text, { params })]);
}

export function parseBatch(batch: Buffer): DictionaryEntry[] {
  if (batch[ID_BYTES] !== COLUMNS_MARK) {
    return JSON.parse(inflateRawSync(batch.subarray(ID_BYTES)).toString()) as DictionaryEntry[];
  }
  const text = brotliDecompressSync(batch.subarray(ID_BYTES + 1)).toString();
  return parseColumns(JSON.parse(text) as BatchColumns);
}

function planColumns(entries: readonly DictionaryEntry[]): BatchColumns {
  const columns: BatchColumns = { rows: [[], [], []], seats: [[], ''], facts: [[], []], tokens: [] };
  const fields: unknown[][] = Array.from({ length: FIELDS }, () => []);
  const classes: string[] = [];
  const prices: (number | null)[] = [];
  for (const entry of entries) {
    if (entry[0] === 'row') {
      for (const [i, column] of columns.rows.entries()) column.push(entry[i + 1] as string);
    } else if (entry[0] === 'seat') {
      columns.seats[0].push(entry[1]);
      columns.seats[1] += entry[2];
    } else if (entry[0] === 'facts') {
      for (const [i, field] of fields.entries()) field.push(entry[i + 1]);
      const priced = entry[FIELDS + 1] as FactsEntry[10];
      classes.push(priced.map(([seatClass]) => seatClass).join(''));
      prices.push(...priced.map(([, price]) => price));
    } else {
      columns.tokens.push(entry[1]);
    }
  }
  return { ...columns, facts: [...fields, classes, prices] };
}

function parseColumns({ rows, seats, facts, tokens }: BatchColumns): DictionaryEntry[] {
  const [trainNos, origins, destinations] = rows;
  const entries: DictionaryEntry[] = trainNos.map((trainNo, i) => {
    return ['row', trainNo, origins[i] as string, destinations[i] as string];
  });
  const [places, classes] = seats;
  for (const [i, place] of places.entries()) entries.push(['seat', place, classes[i] as SeatClass]);
  const fields = facts.slice(0, FIELDS);
  const [priced, prices] = facts.slice(FIELDS) as [string[], (number | null)[]];
  let price = 0;
  for (const [i, letters] of priced.entries()) {
    const list = [...letters].map((letter) => [letter, prices[price++] ?? null]);
    entries.push(['facts', ...fields.map((field) => field[i]), list] as DictionaryEntry);
  }
  for (const raw of tokens) entries.push(['token', raw]);
  return entries;
}
