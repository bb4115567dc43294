import { type Instant, SECOND_MS } from '../../calendar/china-time.ts';
import { UNSEEN } from '../../seats/seat-code.ts';
import { ID_BYTES } from './batch.ts';
import { planLogHeader, pushVarint } from './plan-tokens.ts';
import { LOG_HEADER_BYTES, type LogContext, parseLogHeader, VarintReader } from './tokens.ts';

/**
 * The `log` key, one string of three parts, so that keeping a poll is one short overwrite at its end and reading
 * the board is one GET:
 * - the beginning: where the sealed pages ended (a log header, tokens.ts), the number of cells (2 bytes), the
 *   board at that time (one code a cell), and since when each cell that was seen is so, in seconds before the
 *   beginning (varints): many changed together or never, so an age told before is told by 1 plus its place among the
 *   ages told, a new one by 0 and itself. (Without AGES_ONCE in the number of cells, as logs were written at first:
 *   0 for an unseen cell, else 1 plus the age.)
 * - a token a poll since (tokens.ts);
 * - the tail: where the log stands now. All numbers are big-endian.
 */
export interface LogTail {
  /** Grows by one with everything that is kept about the pair and date. */
  version: number;
  /** CRC-32 chained over all that was kept: with the version it tells two courses of the log apart. */
  check: number;
  /** The dictionary the board needs: number of batches and id of the last, hexadecimal. */
  batchId: string;
  batches: number;
  /** Second of the newest poll of any outcome; 0 if none. */
  polled: number;
  /** Second of the newest ok poll in the log; 0 if none. */
  observed: number;
  /** Plan of the newest poll in the log, the plan expected next, and the latest plan of all; milliseconds. */
  planned: Instant;
  expected: Instant;
  plannedLast: Instant;
  /** Polls that wait in `late`. */
  late: number;
}

export const TAIL_BYTES = 48;
/** A bit of the number of cells: the ages after the board are told once each. */
const AGES_ONCE = 0x8000;
/** The tail's beginning that tells two versions apart: version, check and dictionary. */
const VERSION_BYTES = 16;

export const EMPTY_TAIL: LogTail = {
  version: 0,
  check: 0,
  batchId: '0'.repeat(2 * ID_BYTES),
  batches: 0,
  polled: 0,
  observed: 0,
  planned: 0,
  expected: 0,
  plannedLast: 0,
  late: 0,
};

/** What the log knows as of one ok poll. */
export interface BoardState {
  /** Second of that poll; 0 before the first. */
  observed: number;
  /** One code a cell. */
  codes: Uint8Array;
  /**
   * Per cell the second it last changed; 0 if unseen. For the sale state of a train that is gone it is the second
   * of the last poll that listed it.
   */
  times: Uint32Array;
}

export interface LogValue {
  /** Where the tokens continue. */
  context: LogContext;
  /** The board as of `context`. */
  board: BoardState;
  tokens: Buffer;
  /** Offset of the tail in the value. */
  at: number;
  tail: LogTail;
}

/** Of the `log` value, or of its last bytes alone. Null when nothing was ever kept. */
export function parseTail(log: Buffer | null): LogTail | null {
  if (log === null || log.length < TAIL_BYTES) return null;
  const at = log.length - TAIL_BYTES;
  return {
    version: log.readUInt32BE(at),
    check: log.readUInt32BE(at + 4),
    batchId: log.toString('hex', at + 8, at + 8 + ID_BYTES),
    batches: log.readUInt16BE(at + 16),
    polled: log.readUInt32BE(at + 18),
    observed: log.readUInt32BE(at + 22),
    planned: log.readUIntBE(at + 26, 6),
    expected: log.readUIntBE(at + 32, 6),
    plannedLast: log.readUIntBE(at + 38, 6),
    late: log.readUInt32BE(at + 44),
  };
}

/** Writes the tail's bytes into `into` from `at` on. */
export function placeTail(into: Buffer, at: number, tail: LogTail): void {
  into.writeUInt32BE(tail.version, at);
  into.writeUInt32BE(tail.check, at + 4);
  into.write(tail.batchId, at + 8, 'hex');
  into.writeUInt16BE(tail.batches, at + 16);
  into.writeUInt32BE(tail.polled, at + 18);
  into.writeUInt32BE(tail.observed, at + 22);
  into.writeUIntBE(tail.planned, at + 26, 6);
  into.writeUIntBE(tail.expected, at + 32, 6);
  into.writeUIntBE(tail.plannedLast, at + 38, 6);
  into.writeUInt32BE(tail.late, at + 44);
}

export function planTail(tail: LogTail): Buffer {
  const bytes = Buffer.alloc(TAIL_BYTES);
  placeTail(bytes, 0, tail);
  return bytes;
}

/** The beginning of a log that continues at `context` with this board. */
export function planBeginning(context: LogContext, { codes, times }: Omit<BoardState, 'observed'>): Buffer {
  if (codes.length >= AGES_ONCE)
    throw new RangeError(`expected fewer than ${AGES_ONCE} cells, got ${codes.length}`);
  const ages: number[] = [];
  const places = new Map<number, number>();
  for (let cell = 0; cell < codes.length; cell++) {
    if (codes[cell] === UNSEEN) continue;
    const age = context.observed - (times[cell] as number);
    const place = places.get(age);
    pushVarint(ages, place === undefined ? 0 : 1 + place);
    if (place !== undefined) continue;
    pushVarint(ages, age);
    places.set(age, places.size);
  }
  const count = Buffer.alloc(2);
  count.writeUInt16BE(codes.length | AGES_ONCE);
  return Buffer.concat([planLogHeader(context), count, codes, Buffer.from(ages)]);
}

/** Null when nothing was ever kept. */
export function parseLogValue(log: Buffer | null): LogValue | null {
  const tail = parseTail(log);
  if (log === null || tail === null) return null;
  const context = parseLogHeader(log);
  const count = log.readUInt16BE(LOG_HEADER_BYTES);
  const from = LOG_HEADER_BYTES + 2;
  const codes = log.subarray(from, from + (count & ~AGES_ONCE));
  const reader = new VarintReader(log, from + codes.length);
  const times =
    count & AGES_ONCE
      ? readTimes(reader, codes, context.observed)
      : Uint32Array.from(codes, () => readTime(reader, context.observed));
  const at = log.length - TAIL_BYTES;
  return {
    context,
    board: { observed: context.observed, codes, times },
    tokens: log.subarray(reader.at, at),
    at,
    tail,
  };
}

function readTimes(reader: VarintReader, codes: Uint8Array, observed: number): Uint32Array {
  const told: number[] = [];
  const times = new Uint32Array(codes.length);
  for (let cell = 0; cell < codes.length; cell++) {
    if (codes[cell] === UNSEEN) continue;
    const place = reader.next();
    if (place === 0) told.push(reader.next());
    times[cell] = observed - (place === 0 ? (told.at(-1) as number) : (told[place - 1] as number));
  }
  return times;
}

function readTime(reader: VarintReader, observed: number): number {
  const age = reader.next();
  return age === 0 ? 0 : observed + 1 - age;
}

/** A short text that differs whenever anything about the pair and date does. `tail` are the last bytes of `log`. */
export function planVersion(tail: Buffer): string {
  return tail.length < TAIL_BYTES ? 'nothing' : tail.toString('base64url', 0, VERSION_BYTES);
}

export function toInstant(second: number): Instant {
  return second * SECOND_MS;
}

/** The second an instant falls in: the log's own precision of observations. */
export function secondAt(at: Instant): number {
  return Math.floor(at / SECOND_MS);
}
