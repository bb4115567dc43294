import { NOT_OFFERED_CODE, SUSPENDED_CODE, UNLISTED_CODE, UNSEEN } from '../../seats/seat-code.ts';
import { FIRST_MARK, GONE, SALE_SUSPENDED } from './codes.ts';
import { type Dictionary, type DictionaryRow, PROVENANCE_CELL } from './dictionary.ts';
import type { BoardState } from './log-value.ts';
import type { LogPoll } from './tokens.ts';

/** An ok poll that came out of order: its whole answer, one code or mark a cell known when it was coded. */
export interface LatePoll {
  /** Second. */
  observed: number;
  planned: number;
  codes: Uint8Array;
}

const LATE_HEAD_BYTES = 10;

/** Told of every change in order of time. */
export type ChangeListener = (cell: number, code: number, observed: number) => void;

/** A poll as the `late` key holds it. */
export function planLatePoll({ observed, planned, codes }: LatePoll): Buffer {
  const head = Buffer.alloc(LATE_HEAD_BYTES);
  head.writeUInt32BE(observed, 0);
  head.writeUIntBE(planned, 4, 6);
  return Buffer.concat([head, codes]);
}

export function parseLatePoll(member: Buffer): LatePoll {
  const observed = member.readUInt32BE(0);
  return { observed, planned: member.readUIntBE(4, 6), codes: member.subarray(LATE_HEAD_BYTES) };
}

/**
 * The board as of the last poll observed at or before the second `until`, as if all polls had come in order of
 * time. `polls` is the log from its beginning, `late` is in order of time. Null when there is no such poll.
 */
export function replayPolls(
  dictionary: Dictionary,
  polls: readonly LogPoll[],
  late: readonly LatePoll[],
  until: number,
  listen: ChangeListener = () => {},
): BoardState | null {
  const board = new ReplayedBoard(dictionary.absent.length, listen);
  if (late.length === 0) {
    for (const poll of polls) {
      if (poll.observed > until) break;
      board.begin(poll.observed);
      for (let i = 0; i < poll.changes.length; i += 2) {
        board.change(poll.changes[i] as number, poll.changes[i + 1] as number);
      }
    }
  } else {
    replayMerged(dictionary, polls, late, until, board);
  }
  return board.observed === 0 ? null : board;
}

/**
 * The log's changes were found without the late polls, so each of its polls is turned back into the board it
 * made and put to the merged board like an answer.
 */
function replayMerged(
  dictionary: Dictionary,
  polls: readonly LogPoll[],
  late: readonly LatePoll[],
  until: number,
  board: ReplayedBoard,
): void {
  const logged = new Uint8Array(dictionary.absent.length);
  let next = 0;
  const applyLate = (before: number) => {
    for (let poll = late[next]; poll !== undefined && poll.observed < before; poll = late[++next]) {
      board.begin(poll.observed);
      applyAnswer(board, dictionary, poll.codes);
    }
  };
  for (const poll of polls) {
    if (poll.observed > until) break;
    applyLate(poll.observed);
    for (let i = 0; i < poll.changes.length; i += 2) {
      logged[poll.changes[i] as number] = poll.changes[i + 1] as number;
    }
    board.begin(poll.observed);
    applyAnswer(board, dictionary, logged);
  }
  applyLate(until + 1);
}

/**
 * Puts an answer to the board. `codes` are those of the answer where it has any; unseen, a mark or beyond the
 * end where it has none, and there the rows decide, as the marks do in live-log.ts. (A board from the
 * log holds a stored code there instead if the cell was seen before; it was then seen in the merged order too,
 * and the stored code is what the rows would decide.)
 */
function applyAnswer(board: ReplayedBoard, dictionary: Dictionary, codes: Uint8Array): void {
  board.change(PROVENANCE_CELL, codes[PROVENANCE_CELL] as number);
  for (const row of dictionary.rows) {
    const sale = codes[row.sale] ?? UNSEEN;
    if (sale === UNSEEN || sale === GONE) dropRow(board, row);
    else applyRow(board, row, codes, sale);
  }
}

function dropRow(board: ReplayedBoard, row: DictionaryRow): void {
  if (board.codes[row.sale] === UNSEEN) return;
  board.change(row.sale, GONE);
  for (const { cell } of row.seats) {
    if (board.codes[cell] !== UNSEEN) board.change(cell, UNLISTED_CODE);
  }
}

function applyRow(board: ReplayedBoard, row: DictionaryRow, codes: Uint8Array, sale: number): void {
  for (const cell of [row.sale, row.sale + 1, row.sale + 2]) board.change(cell, codes[cell] as number);
  const left = sale === SALE_SUSPENDED ? SUSPENDED_CODE : NOT_OFFERED_CODE;
  for (const { cell } of row.seats) {
    const code = codes[cell] ?? UNSEEN;
    if (code !== UNSEEN && code < FIRST_MARK) board.change(cell, code);
    else if (board.codes[cell] !== UNSEEN) board.change(cell, left);
  }
}

class ReplayedBoard implements BoardState {
  observed = 0;
  readonly codes: Uint8Array;
  readonly times: Uint32Array;
  #before = 0;
  readonly #listen: ChangeListener;

  constructor(cells: number, listen: ChangeListener) {
    this.codes = new Uint8Array(cells);
    this.times = new Uint32Array(cells);
    this.#listen = listen;
  }

  begin(observed: number): void {
    this.#before = this.observed;
    this.observed = observed;
  }

  change(cell: number, code: number): void {
    if (this.codes[cell] === code) return;
    this.codes[cell] = code;
    this.times[cell] = code === GONE ? this.#before : this.observed;
    this.#listen(cell, code, this.observed);
  }
}
