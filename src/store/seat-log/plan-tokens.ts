import type { Instant } from '../../calendar/china-time.ts';
import { LOG_HEADER_BYTES, type LogContext, type LogPoll, lagOf, planExpected } from './tokens.ts';

/** A run of polls that continues at `context` as tokens (tokens.ts), without a header. */
export function planTokens(polls: readonly LogPoll[], context: LogContext): Buffer {
  const bytes: number[] = [];
  let at = context;
  for (const poll of polls) {
    const changed = poll.changes.length > 0;
    at = pushTime(bytes, poll, at, changed);
    if (!changed) continue;
    const changes = planChanges(poll.changes);
    pushVarint(bytes, changes.length);
    bytes.push(...changes);
  }
  return Buffer.from(bytes);
}

export function planLogHeader(context: LogContext): Buffer {
  const header = Buffer.alloc(LOG_HEADER_BYTES);
  header.writeUInt32BE(context.observed, 0);
  header.writeUIntBE(context.planned, 4, 6);
  header.writeUIntBE(context.expected, 10, 6);
  return header;
}

/** Adds the time part of a poll's token and gives back where the next one continues. */
export function pushTime(
  bytes: number[],
  poll: { observed: number; planned: Instant },
  before: LogContext,
  changed: boolean,
): LogContext {
  const { observed, planned } = poll;
  const after = { observed, planned, expected: planExpected(planned, before.planned) };
  const shift = planned - before.expected;
  const head = 4 * zigzag(lagOf(after) - lagOf(before)) + (shift === 0 ? 0 : 2) + (changed ? 1 : 0);
  pushVarint(bytes, head);
  if (shift !== 0) pushVarint(bytes, planShift(shift));
  return after;
}

export function pushVarint(bytes: number[], value: number): void {
  let left = value;
  while (left >= 128) {
    bytes.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  bytes.push(left);
}

export function planShift(shift: number): number {
  return shift % 1000 === 0 ? 2 * zigzag(shift / 1000) : 2 * zigzag(shift) + 1;
}

export function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function planChanges(changes: readonly number[]): number[] {
  const bytes: number[] = [];
  let last = -1;
  for (let i = 0; i < changes.length; i += 2) {
    const cell = changes[i] as number;
    pushVarint(bytes, cell - last - 1);
    bytes.push(changes[i + 1] as number);
    last = cell;
  }
  return bytes;
}
