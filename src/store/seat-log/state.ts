import { type Instant, SECOND_MS } from '../../calendar/china-time.ts';
import { ID_BYTES } from './dictionary.ts';

/**
 * The `state` key: a header, the board as of the newest ok poll in the log (one code a cell), then for each
 * cell the second it last changed (unsigned, 4 bytes, since the epoch; 0 if unseen). For the sale state of a
 * train that is gone it is the second of the last poll that listed it. All numbers are big-endian.
 */
export interface StateHeader {
  /** Grows by one with everything that is kept about the pair and date. */
  version: number;
  /** Second of the newest poll of any outcome; 0 if none. */
  polled: number;
  /** Second of the newest ok poll; 0 if none. */
  observed: number;
  /** The dictionary the board needs: number of batches and id of the last, hexadecimal. */
  batches: number;
  batchId: string;
  /** Cells of the board. */
  cells: number;
  /** Plan of the newest poll in the log, the plan expected next, and the latest plan of all; milliseconds. */
  planned: Instant;
  expected: Instant;
  plannedLast: Instant;
  /** Polls that wait in `late`. */
  late: number;
}

export const STATE_HEADER_BYTES = 46;
/** The header's beginning that tells two versions apart: up to the dictionary's id. */
const VERSION_BYTES = 20;

/** The same header for Lua's struct.unpack (scripts/). */
export const STATE_HEADER_STRUCT = '>I4I4I4c8I2I2I6I6I6I4';

/** Null when nothing was ever kept. `state` may be cut off after the header. */
export function parseStateHeader(state: Buffer | null): StateHeader | null {
  if (state === null || state.length < STATE_HEADER_BYTES) return null;
  return {
    version: state.readUInt32BE(0),
    polled: state.readUInt32BE(4),
    observed: state.readUInt32BE(8),
    batchId: state.toString('hex', 12, 12 + ID_BYTES),
    batches: state.readUInt16BE(20),
    cells: state.readUInt16BE(22),
    planned: state.readUIntBE(24, 6),
    expected: state.readUIntBE(30, 6),
    plannedLast: state.readUIntBE(36, 6),
    late: state.readUInt32BE(42),
  };
}

/** The whole `state` value; the header's cells are those of the board. */
export function planState(header: StateHeader, board: BoardState): Buffer {
  const cells = board.codes.length;
  const state = Buffer.alloc(STATE_HEADER_BYTES + 5 * cells);
  state.writeUInt32BE(header.version, 0);
  state.writeUInt32BE(header.polled, 4);
  state.writeUInt32BE(header.observed, 8);
  state.write(header.batchId, 12, 'hex');
  state.writeUInt16BE(header.batches, 20);
  state.writeUInt16BE(cells, 22);
  state.writeUIntBE(header.planned, 24, 6);
  state.writeUIntBE(header.expected, 30, 6);
  state.writeUIntBE(header.plannedLast, 36, 6);
  state.writeUInt32BE(header.late, 42);
  state.set(board.codes, STATE_HEADER_BYTES);
  for (let cell = 0; cell < cells; cell++) {
    state.writeUInt32BE(board.times[cell] as number, STATE_HEADER_BYTES + cells + 4 * cell);
  }
  return state;
}

/** What the log knows as of one ok poll. */
export interface BoardState {
  /** Second of that poll. */
  observed: number;
  codes: Uint8Array;
  /** Per cell, as in the `state` key. */
  times: Uint32Array;
}

/** The board of a whole `state` value. */
export function parseBoardState(state: Buffer, header: StateHeader): BoardState {
  const from = STATE_HEADER_BYTES;
  const codes = state.subarray(from, from + header.cells);
  const times = new Uint32Array(header.cells);
  for (let cell = 0; cell < header.cells; cell++) {
    times[cell] = state.readUInt32BE(from + header.cells + 4 * cell);
  }
  return { observed: header.observed, codes, times };
}

/** A short text that differs whenever anything about the pair and date does. */
export function planVersion(state: Buffer): string {
  return state.length === 0 ? 'nothing' : state.toString('base64url', 0, VERSION_BYTES);
}

export function toInstant(second: number): Instant {
  return second * SECOND_MS;
}
