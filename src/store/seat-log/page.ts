import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { planLogHeader, pushTime, pushVarint } from './plan-tokens.ts';
import {
  LOG_HEADER_BYTES,
  type LogContext,
  type LogPoll,
  parseLogHeader,
  parseTime,
  VarintReader,
} from './tokens.ts';

/**
 * A sealed page: a run of polls turned into columns and deflated, which takes less than half the room of their
 * tokens (STORE.md). Inside: a log header (where the run continues), the number of polls, the time part of each
 * poll's token; the number of cells that changed, and for each the gap in cells and its number of changes; then
 * cell by cell the gaps in polls between its changes (varints), and at last cell by cell the new codes.
 */
export interface Page {
  context: LogContext;
  polls: LogPoll[];
  /** Length before deflating. */
  bytes: number;
}

/** Lengths in bytes; small ones make short logs go the way of long ones. */
export interface SealSizes {
  /** Tokens longer than this are sealed: a growing string takes twice its room, and columns take less than half. */
  sealBytes: number;
  /** A page takes up the next one while both together are no longer than this before deflating. */
  pageBytes: number;
}

export const SEAL_SIZES: SealSizes = { sealBytes: 1_536, pageBytes: 16_384 };

export function planPage(polls: readonly LogPoll[], context: LogContext): Buffer {
  const times: number[] = [];
  let at = context;
  for (const poll of polls) at = pushTime(times, poll, at, false);
  const head: number[] = [];
  pushVarint(head, polls.length);
  const columns = arrangeColumns(polls);
  const cells: number[] = [];
  pushVarint(cells, columns.length);
  let last = -1;
  for (const { cell, codes } of columns) {
    pushVarint(cells, cell - last - 1);
    pushVarint(cells, codes.length);
    last = cell;
  }
  const parts = [head, times, cells, ...columns.map((one) => one.gaps), ...columns.map((one) => one.codes)];
  return deflateRawSync(Buffer.concat([planLogHeader(context), ...parts.map((part) => Buffer.from(part))]), {
    level: 9,
  });
}

interface Column {
  cell: number;
  gaps: number[];
  codes: number[];
}

function arrangeColumns(polls: readonly LogPoll[]): Column[] {
  const columns = new Map<number, Column & { last: number }>();
  for (const [place, { changes }] of polls.entries()) {
    for (let i = 0; i < changes.length; i += 2) {
      const cell = changes[i] as number;
      const column = columns.get(cell) ?? { cell, gaps: [], codes: [], last: -1 };
      columns.set(cell, column);
      pushVarint(column.gaps, place - column.last - 1);
      column.codes.push(changes[i + 1] as number);
      column.last = place;
    }
  }
  return [...columns.values()].sort((a, b) => a.cell - b.cell);
}

export function parsePage(page: Buffer): Page {
  const bytes = inflateRawSync(page);
  const context = parseLogHeader(bytes);
  const reader = new VarintReader(bytes, LOG_HEADER_BYTES);
  const polls = parseTimes(reader, context);
  const cells = Array.from({ length: reader.next() }, () => ({ gap: reader.next(), count: reader.next() }));
  // The codes are the page's last bytes, one for each change.
  let code = bytes.length - cells.reduce((sum, { count }) => sum + count, 0);
  let cell = -1;
  for (const { gap, count } of cells) {
    cell += gap + 1;
    let place = -1;
    for (let i = 0; i < count; i++) {
      place += reader.next() + 1;
      polls[place]?.changes.push(cell, bytes[code++] as number);
    }
  }
  return { context, polls, bytes: bytes.length };
}

function parseTimes(reader: VarintReader, context: LogContext): (LogPoll & { changes: number[] })[] {
  let at = context;
  return Array.from({ length: reader.next() }, () => {
    at = parseTime(reader, reader.next(), at);
    return { observed: at.observed, planned: at.planned, changes: [] };
  });
}
