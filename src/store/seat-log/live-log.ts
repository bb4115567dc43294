import { crc32 } from 'node:zlib';
import type { Instant } from '../../calendar/china-time.ts';
import { NOT_OFFERED_CODE, SUSPENDED_CODE, UNLISTED_CODE, UNSEEN } from '../../seats/seat-code.ts';
import { boardAfter } from './board-after.ts';
import { FIRST_MARK, GONE, MARK_KEEP, MARK_NOT_OFFERED, MARK_SUSPENDED } from './codes.ts';
import type { Dictionary } from './dictionary.ts';
import { EMPTY_TAIL, type LogTail, type LogValue, placeTail, planTail, TAIL_BYTES } from './log-value.ts';
import { pushTime, pushVarint } from './plan-tokens.ts';

/** A step of the log that takes effect only if the log stands as it stood for the planner. */
export interface Step {
  /** Where in the `log` value the tail must lie, and what it must be. */
  at: number;
  tail: Buffer;
  /** What is written there: a token, if any, and the new tail. */
  bytes: Buffer;
  /** Dictionaries that Redis must hold, when this step brings a new one. */
  newer: { batches: number; batchId: string; olderBatches: number; olderId: string } | null;
}

/**
 * A log as it stands, as far as this process knows. It plans what Redis then does only if it is still so: nothing
 * is decided on what was known once. After each plan it stands as if the step had been taken: if it was not, it is
 * to be forgotten.
 */
export class LiveLog {
  readonly dictionary: Dictionary;
  tail: LogTail;
  /** Offset of the tail, and how many bytes before it are tokens. */
  at: number;
  tokenBytes: number;
  #tailBytes: Buffer;
  #codes: Uint8Array;

  constructor(value: LogValue, dictionary: Dictionary) {
    this.dictionary = dictionary;
    this.tail = value.tail;
    this.tokenBytes = value.tokens.length;
    this.at = value.at;
    this.#tailBytes = planTail(value.tail);
    this.#codes = boardAfter(value).codes;
  }

  /** Whether a poll lies behind all others by both its clocks: then nobody has kept it before. */
  isNext(observed: number, planned: Instant): boolean {
    return observed > this.tail.observed && planned > this.tail.plannedLast;
  }

  /** Appends an answer: one code or mark a cell of the dictionary, observed after all others. */
  planAppend(codes: Uint8Array, observed: number, planned: Instant): Step {
    if (this.#codes.length < codes.length) {
      const grown = new Uint8Array(codes.length);
      grown.set(this.#codes);
      this.#codes = grown;
    }
    const changes = this.#takeChanges(codes);
    const token: number[] = [];
    const { expected } = pushTime(token, { observed, planned }, this.tail, changes.length > 0);
    if (changes.length > 0) {
      pushVarint(token, changes.length);
      for (const byte of changes) token.push(byte);
    }
    const { tail, dictionary } = this;
    const batches = dictionary.ids.length;
    return this.#planStep(token, {
      version: tail.version + 1,
      check: 0,
      batchId: dictionary.ids[batches - 1] ?? EMPTY_TAIL.batchId,
      batches,
      polled: Math.max(tail.polled, observed),
      observed,
      planned,
      expected,
      plannedLast: Math.max(tail.plannedLast, planned),
      late: tail.late,
    });
  }

  /** Sets aside an answer observed before others; `member` is what goes into `late`. */
  planLate(member: Buffer, planned: Instant): Step {
    const { tail, dictionary } = this;
    const batches = dictionary.ids.length;
    const batchId = dictionary.ids[batches - 1] ?? EMPTY_TAIL.batchId;
    const plannedLast = Math.max(tail.plannedLast, planned);
    const after = { ...tail, version: tail.version + 1, batches, batchId, plannedLast, late: tail.late + 1 };
    return this.#planStep([], after, member);
  }

  /** Keeps a failure; `record` is what goes into `failures`. */
  planFailure(record: Buffer, observed: number): Step {
    const { tail } = this;
    const after = { ...tail, version: tail.version + 1, polled: Math.max(tail.polled, observed) };
    return this.#planStep([], after, record);
  }

  /** The new codes put to the board; gives back the changes as tokens hold them: gap in cells, code. */
  #takeChanges(codes: Uint8Array): number[] {
    const board = this.#codes;
    const changes: number[] = [];
    let last = -1;
    for (let cell = 0; cell < codes.length; cell++) {
      const sent = codes[cell] as number;
      const old = board[cell] as number;
      if (sent === old) continue;
      const code = sent < FIRST_MARK ? sent : codeAfter(old, sent);
      if (code === old) continue;
      board[cell] = code;
      pushVarint(changes, cell - last - 1);
      changes.push(code);
      last = cell;
    }
    return changes;
  }

  #planStep(token: readonly number[], after: LogTail, checked?: Buffer): Step {
    const bytes = Buffer.allocUnsafe(token.length + TAIL_BYTES);
    for (let i = 0; i < token.length; i++) bytes[i] = token[i] as number;
    after.check = crc32(checked ?? bytes.subarray(0, token.length), this.tail.check);
    placeTail(bytes, token.length, after);
    const { batches: olderBatches, batchId: olderId } = this.tail;
    const { batches, batchId } = after;
    const isNewer = batches !== olderBatches || batchId !== olderId;
    const newer = isNewer ? { batches, batchId, olderBatches, olderId } : null;
    const step = { at: this.at, tail: this.#tailBytes, bytes, newer };
    this.tail = after;
    this.at += token.length;
    this.#tailBytes = bytes.subarray(token.length);
    this.tokenBytes += token.length;
    return step;
  }
}

/** What a mark makes of a cell: nothing where nobody has seen the cell before. */
function codeAfter(old: number, mark: number): number {
  if (old === UNSEEN || mark === MARK_KEEP) return old;
  if (mark === GONE) return GONE;
  if (mark === MARK_NOT_OFFERED) return NOT_OFFERED_CODE;
  return mark === MARK_SUSPENDED ? SUSPENDED_CODE : UNLISTED_CODE;
}
