import type { Instant } from '../../calendar/china-time.ts';

/**
 * Polls in order of `observed`, a token each, continuing at a context that a header before them gives. They are
 * the middle of the `log` key (log-value.ts).
 *
 * A token is a varint head: 4 times the zig-zagged step of the lag (second observed minus second planned) since
 * the poll before, plus 2 if the plan was not where the two plans before made it expected, plus 1 if the board
 * changed. Then, if off the plan: by how much (a varint of the zig-zagged seconds times 2, or of milliseconds
 * times 2 plus 1). Then, if changed: the length of the changes in bytes, and for each the gap in cells since
 * the change before (varint) and the new code. A poll on plan that changed nothing takes one byte.
 *
 * Written by plan-tokens.ts.
 */
export interface LogContext {
  /** Second. */
  observed: number;
  planned: Instant;
  expected: Instant;
}

export interface LogPoll {
  /** Second. */
  observed: number;
  planned: Instant;
  /** Cell, code, cell, code ...; empty when the poll changed nothing. */
  changes: readonly number[];
}

export const LOG_HEADER_BYTES = 16;
export const LOG_BEGINNING: LogContext = { observed: 0, planned: 0, expected: 0 };

export function parseLogHeader(log: Buffer): LogContext {
  return {
    observed: log.readUInt32BE(0),
    planned: log.readUIntBE(4, 6),
    expected: log.readUIntBE(10, 6),
  };
}

/** The plan expected after `planned`, when `before` was the plan before it (0: there was none). */
export function planExpected(planned: Instant, before: Instant): Instant {
  return before === 0 ? planned : Math.max(0, 2 * planned - before);
}

export function lagOf(context: LogContext): number {
  return context.observed - Math.floor(context.planned / 1000);
}

/** Where the next token continues after these polls. */
export function planContext(polls: readonly LogPoll[], context: LogContext): LogContext {
  const last = polls.at(-1);
  if (last === undefined) return context;
  const { observed, planned } = last;
  const before = polls.at(-2) ?? context;
  return { observed, planned, expected: planExpected(planned, before.planned) };
}

/** Reads varints one after the other. */
export class VarintReader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  next(): number {
    const first = this.bytes[this.at];
    // Nearly all are one byte.
    if (first !== undefined && first < 128) {
      this.at++;
      return first;
    }
    let value = 0;
    let unit = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new RangeError('expected a whole varint, got the end of the log');
      value += (byte & 127) * unit;
      if (byte < 128) return value;
      unit *= 128;
    }
  }

  /** Passes over so many varints. */
  skip(count: number): void {
    for (let left = count; left > 0; this.at++) {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw new RangeError('expected a whole varint, got the end of the log');
      if (byte < 128) left--;
    }
  }
}

export function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

/** Told of a run of tokens in order: each poll, then its changes by cell. */
export interface TokenVisitor {
  poll(at: LogContext): void;
  change(cell: number, code: number): void;
}

/** Goes through a run of tokens (no header) that continues at `context`. */
export function walkTokens(tokens: Uint8Array, context: LogContext, visitor: TokenVisitor): void {
  const reader = new VarintReader(tokens);
  let at = context;
  while (reader.at < tokens.length) {
    const head = reader.next();
    at = parseTime(reader, head, at);
    visitor.poll(at);
    if (head % 2 === 0) continue;
    const end = reader.next() + reader.at;
    if (end > tokens.length) throw new RangeError('expected a whole token, got the end of the log');
    let cell = -1;
    while (reader.at < end) {
      cell += reader.next() + 1;
      visitor.change(cell, tokens[reader.at++] as number);
    }
  }
}

/** The polls of a run of tokens (no header) that continues at `context`. */
export function parseTokens(tokens: Uint8Array, context: LogContext): LogPoll[] {
  const polls: (LogPoll & { changes: number[] })[] = [];
  walkTokens(tokens, context, {
    poll: ({ observed, planned }) => polls.push({ observed, planned, changes: [] }),
    change: (cell, code) => polls.at(-1)?.changes.push(cell, code),
  });
  return polls;
}

/** The time part of a token whose head has been read. */
export function parseTime(reader: VarintReader, head: number, before: LogContext): LogContext {
  const onPlan = Math.floor(head / 2) % 2 === 0;
  const planned = before.expected + (onPlan ? 0 : parseShift(reader.next()));
  const lag = lagOf(before) + unzigzag(Math.floor(head / 4));
  return {
    observed: Math.floor(planned / 1000) + lag,
    planned,
    expected: planExpected(planned, before.planned),
  };
}

export function parseShift(value: number): number {
  const shift = unzigzag(Math.floor(value / 2));
  return value % 2 === 0 ? shift * 1000 : shift;
}
