import { type CivilDate, daysBetween } from '../calendar/china-time.ts';
import type { OdPair, TrainRow } from '../seats/schema.ts';
import { QUERY_PATH } from './classify-response.ts';
import { classifyMessage, excerpt, type FailureSign } from './failures.ts';
import { parseLeftTicketRow } from './left-ticket-row.ts';

/** What was asked, so that an answer to something else (a stale copy in a cache) is recognised. */
export interface LeftTicketQuestion {
  pair: OdPair;
  travelDate: CivilDate;
  /** Whether 12306 answers for `found` when `asked` is asked; left out, stations are not checked. */
  isSameCity?: ((asked: string, found: string) => boolean) | undefined;
}

export type LeftTicketAnswer =
  | { kind: 'rows'; rows: TrainRow[] }
  | { kind: 'renamed'; path: string }
  | { kind: 'failure'; sign: FailureSign; seen: string };

/** No train of China is under way longer than this before a passenger boards. */
const MOST_DAYS_UNDER_WAY = 7;

/**
 * Reads a whole answer of the left-ticket query (PROTOCOL.md 1.2 and 4). All rows can be read or none is
 * given: a row that cannot be read makes the answer a failure. Rows of all stations of the city are kept under
 * their own stations. Never throws.
 */
export function parseLeftTickets(json: unknown, question: LeftTicketQuestion): LeftTicketAnswer {
  if (!isRecord(json)) return failure('json-shape', excerpt(JSON.stringify(json) ?? ''));
  if (typeof json.c_url === 'string' && json.status !== true) return renamed(json.c_url);
  const messages = listMessages(json);
  if (messages === null)
    return failure('json-shape', `messages ${excerpt(JSON.stringify(json.messages) ?? '')}`);
  const listed = messages.map(classifyMessage).find((sign) => sign !== null);
  if (listed !== undefined) return failure(listed, excerpt(messages.join('; ')));
  if (json.httpstatus !== 200) return failOnStatus(json.httpstatus);
  const result = isRecord(json.data) ? json.data.result : undefined;
  if (json.status !== true || !Array.isArray(result) || result.length === 0) {
    if (messages.length > 0) return failure('unlisted-message', excerpt(messages.join('; ')));
    if (json.status === false) return failure('inner-status', 'status false');
    if (json.status !== true)
      return failure('json-shape', `status ${excerpt(JSON.stringify(json.status) ?? 'absent')}`);
    if (!Array.isArray(result)) return failure('json-shape', describeData(json.data));
    return failure('no-trains', '');
  }
  return parseRows(result, question);
}

function parseRows(result: unknown[], question: LeftTicketQuestion): LeftTicketAnswer {
  const rows = new Map<string, TrainRow>();
  for (const [index, text] of result.entries()) {
    const place = `row ${index + 1} of ${result.length}`;
    if (typeof text !== 'string') return failure('json-shape', `${place} is ${typeof text}`);
    const parsed = parseLeftTicketRow(text);
    if ('fault' in parsed) {
      const { column, expected, got } = parsed.fault;
      return failure('rows-unreadable', `${place}, column ${column}: expected ${expected}, got ${got}`);
    }
    const { row } = parsed;
    const key = `${row.trainNo} ${row.origin} ${row.destination}`;
    const earlier = rows.get(key);
    if (earlier === undefined) rows.set(key, row);
    else if (JSON.stringify(earlier) !== JSON.stringify(row))
      return failure('rows-contradict', `${place}: ${key}`);
  }
  const kept = [...rows.values()];
  const stray = describeStray(kept, question);
  return stray === null ? { kind: 'rows', rows: kept } : failure('another-question', stray);
}

/**
 * The tokens (secretStr) of an answer whose rows could be read, one after the other; null when no row has one, as
 * when all trains are suspended. 12306 makes new ones for every answer: the same ones again are a copy.
 */
export function joinTokens(json: unknown): string | null {
  const result = isRecord(json) && isRecord(json.data) ? json.data.result : [];
  const rows = Array.isArray(result) ? result.map(String) : [];
  const tokens = rows
    .map((row) => row.slice(0, row.indexOf('|')))
    .filter((token) => token !== '' && token !== 'null');
  return tokens.length === 0 ? null : tokens.join(' ');
}

/** Why these rows cannot answer the question: another day, or no row between the cities asked. */
function describeStray(
  rows: TrainRow[],
  { pair, travelDate, isSameCity }: LeftTicketQuestion,
): string | null {
  for (const { trainCode, start, origin, originDate } of rows) {
    if (originDate === null) continue;
    const days = daysBetween(originDate, travelDate);
    const most = start === origin ? 0 : MOST_DAYS_UNDER_WAY;
    if (days < 0 || days > most) return `${trainCode} of ${originDate}, asked for ${travelDate}`;
  }
  if (isSameCity === undefined) return null;
  const fits = rows.some((row) => isSameCity(pair.from, row.origin) && isSameCity(pair.to, row.destination));
  return fits ? null : `no row from ${pair.from} to ${pair.to}`;
}

/** `messages` is a text, a list of texts or absent; `errorMsg` says the same in other interfaces. */
function listMessages(json: Record<string, unknown>): string[] | null {
  const stated = [json.messages ?? [], json.errorMsg ?? []].flat();
  if (!stated.every((message) => typeof message === 'string')) return null;
  return stated.filter((message) => message.trim() !== '');
}

function renamed(path: string): LeftTicketAnswer {
  return QUERY_PATH.test(path) ? { kind: 'renamed', path } : failure('rename-elsewhere', excerpt(path));
}

function failOnStatus(httpstatus: unknown): LeftTicketAnswer {
  const seen = `httpstatus ${excerpt(JSON.stringify(httpstatus) ?? 'absent', 20)}`;
  return failure(typeof httpstatus === 'number' ? 'inner-status' : 'json-shape', seen);
}

function describeData(data: unknown): string {
  if (isRecord(data)) return `data without a list of rows: ${excerpt(Object.keys(data).join(', '))}`;
  return `data is ${Array.isArray(data) ? 'a list' : data === undefined ? 'absent' : excerpt(JSON.stringify(data), 40)}`;
}

function failure(sign: FailureSign, seen: string): LeftTicketAnswer {
  return { kind: 'failure', sign, seen };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
