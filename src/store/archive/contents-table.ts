import { provenanceSchema, saleStateSchema, type Watch } from '../../seats/schema.ts';
import { parseAvailability, parseWaitlist } from '../../seats/seat-code.ts';
import { FIRST_MARK, GONE, planProvenanceCode, planSaleCode } from '../seat-log/codes.ts';
import { type ArchivedDay, arrangeCells, countChanges } from './archived-day.ts';
import type { Column } from './parquet-file.ts';
import { damaged, type Table } from './table.ts';

export const WATCHES_FILE = 'watches.parquet';
export const CODES_FILE = 'codes.parquet';

/** One pair and date in the archive's table of contents. */
export interface ArchivedWatch extends Watch {
  /** Still on sale, or its trains not all gone, when it was written: a later archive may hold more of it. */
  open: boolean;
  polls: number;
  failures: number;
  changes: number;
  observations: number;
  tokens: string[];
  /** day-hash.ts. */
  contentHash: string;
}

export function arrangeWatch(day: ArchivedDay, open: boolean, contentHash: string): ArchivedWatch {
  const { pair, travelDate, tokens } = day;
  return {
    pair,
    travelDate,
    open,
    polls: day.planned.length,
    failures: day.failures.length,
    changes: countChanges(day),
    observations: countObservations(day),
    tokens,
    contentHash,
  };
}

function countObservations(day: ArchivedDay): number {
  const cells = arrangeCells(day.rows);
  return day.tracks.reduce((sum, { polls }, i) => {
    return cells[i]?.field === 'seat' ? sum + day.planned.length - (polls[0] ?? day.planned.length) : sum;
  }, 0);
}

export function arrangeWatchColumns(watches: readonly ArchivedWatch[]): Column[] {
  const numbers = (name: string, of: (watch: ArchivedWatch) => number): Column => {
    return { name, type: 'integer', packing: 'dictionary', data: Int32Array.from(watches, of) };
  };
  const texts = (name: string, of: (watch: ArchivedWatch) => string): Column => {
    return { name, type: 'text', data: watches.map(of) };
  };
  return [
    { name: 'watch', type: 'integer', packing: 'delta', data: Int32Array.from(watches, (_, i) => i) },
    texts('origin', (one) => one.pair.from),
    texts('destination', (one) => one.pair.to),
    texts('travel_date', (one) => one.travelDate),
    texts('state', (one) => (one.open ? 'open' : 'closed')),
    numbers('polls', (one) => one.polls),
    numbers('failures', (one) => one.failures),
    numbers('changes', (one) => one.changes),
    numbers('observations', (one) => one.observations),
    texts('tokens', (one) => JSON.stringify(one.tokens)),
    texts('content_sha256', (one) => one.contentHash),
  ];
}

export function parseWatches(table: Table): ArchivedWatch[] {
  const [from, to, dates] = [table.texts('origin'), table.texts('destination'), table.texts('travel_date')];
  const [states, tokens, hashes] = [
    table.texts('state'),
    table.texts('tokens'),
    table.texts('content_sha256'),
  ];
  const [polls, failures] = [table.numbers('polls'), table.numbers('failures')];
  const [changes, observations] = [table.numbers('changes'), table.numbers('observations')];
  return Array.from({ length: table.rows }, (_, i) => ({
    pair: { from: from[i] as string, to: to[i] as string },
    travelDate: dates[i] as string,
    open: states[i] === 'open',
    polls: polls[i] as number,
    failures: failures[i] as number,
    changes: changes[i] as number,
    observations: observations[i] as number,
    tokens: parseTokens(table, tokens[i] as string),
    contentHash: hashes[i] as string,
  }));
}

function parseTokens(table: Table, text: string): string[] {
  const tokens: unknown = JSON.parse(text);
  if (Array.isArray(tokens) && tokens.every((token) => typeof token === 'string')) return tokens;
  throw damaged(table.name, `expected a list of texts in tokens, got ${text}`);
}

/** What the values of changes mean: for readers who are not us. Facts are not here: they have a table. */
export function arrangeCodeColumns(): Column[] {
  const places = Array.from({ length: FIRST_MARK }, (_, place) => `${place}`);
  const seats = places.slice(3).map((_, i) => {
    const availability = parseAvailability(i + 3, places);
    return {
      field: 'seat',
      value: i + 3,
      kind: availability.kind as string,
      count: availability.kind === 'count' ? availability.count : null,
      token: availability.kind === 'unknown' && availability.raw !== null ? Number(availability.raw) : null,
      waitlist: parseWaitlist(i + 3),
    };
  });
  const plain = { count: null, token: null, waitlist: null };
  const codes = [
    ...seats,
    ...saleStateSchema.options.map((kind) => ({
      field: 'saleState',
      value: planSaleCode(kind),
      kind,
      ...plain,
    })),
    { field: 'saleState', value: GONE, kind: 'notListed', ...plain },
    ...provenanceSchema.options.map((kind) => ({
      ...{ field: 'provenance', value: planProvenanceCode(kind), kind },
      ...plain,
    })),
  ];
  return [
    { name: 'field', type: 'text', data: codes.map((code) => code.field) },
    {
      name: 'value',
      type: 'integer',
      packing: 'dictionary',
      data: Int32Array.from(codes, (code) => code.value),
    },
    { name: 'kind', type: 'text', data: codes.map((code) => code.kind) },
    { name: 'count', type: 'optionalInteger', data: codes.map((code) => code.count) },
    { name: 'token', type: 'optionalInteger', data: codes.map((code) => code.token) },
    { name: 'waitlist', type: 'optionalFlag', data: codes.map((code) => code.waitlist) },
  ];
}
