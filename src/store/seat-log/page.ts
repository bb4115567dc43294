import { promisify } from 'node:util';
import {
  type BrotliOptions,
  brotliCompress,
  brotliCompressSync,
  brotliDecompressSync,
  constants,
  inflateRawSync,
} from 'node:zlib';
import { planLogHeader, planShift, pushVarint, zigzag } from './plan-tokens.ts';
import {
  LOG_HEADER_BYTES,
  type LogContext,
  type LogPoll,
  lagOf,
  parseLogHeader,
  parseShift,
  parseTime,
  planExpected,
  unzigzag,
  VarintReader,
} from './tokens.ts';

/**
 * A sealed page: a run of polls turned into columns and compressed, which takes less than half the room of their
 * tokens (STORE.md). Inside: a log header (where the run continues), the number of polls, the time of each
 * poll; the number of cells that changed, and for each the gap in cells and its number of changes; then
 * cell by cell the gaps in polls between its changes (varints), and at last cell by cell the new codes.
 */
export interface Page {
  context: LogContext;
  polls: LogPoll[];
  /** Length before compressing. */
  bytes: number;
}

/** Lengths in bytes; small ones make short logs go the way of long ones. */
export interface SealSizes {
  /** Tokens longer than this are sealed: a growing string takes twice its room, and columns take less than half. */
  sealBytes: number;
  /** A page takes up the next one while both together are no longer than this before compressing. */
  pageBytes: number;
}

/** So that a log under way stays below 2 kB and a full page, compressed, below 8 kB: Redis' allocator rounds up. */
export const SEAL_SIZES: SealSizes = { sealBytes: 1_280, pageBytes: 15_360 };

/** What a page begins with; no deflated page of layout 1 does (its block type does not exist). */
const BROTLI_MARK = 7;
/** Fast, and 6 % smaller than deflate at its best. */
const QUICK_QUALITY = 5;
/** For a page that is full and will not be written again: another 6 %, at 25 times the work. */
const FINAL_QUALITY = 10;

const compress = promisify(brotliCompress);

/** A run of polls that continues at `context`, in columns: what a page holds before it is compressed. */
export function arrangePage(polls: readonly LogPoll[], context: LogContext): Buffer {
  const times: number[] = [];
  let at = context;
  for (const poll of polls) at = pushPageTime(times, poll, at);
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
  return Buffer.concat([planLogHeader(context), ...parts.map((part) => Buffer.from(part))]);
}

export function packPage(columns: Buffer): Buffer {
  return Buffer.concat([
    Buffer.of(BROTLI_MARK),
    brotliCompressSync(columns, optionsOf(columns, QUICK_QUALITY)),
  ]);
}

/** The same, smaller, off the main thread. */
export async function packFullPage(columns: Buffer): Promise<Buffer> {
  return Buffer.concat([Buffer.of(BROTLI_MARK), await compress(columns, optionsOf(columns, FINAL_QUALITY))]);
}

function optionsOf(columns: Buffer, quality: number): BrotliOptions {
  return {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: columns.length,
      [constants.BROTLI_PARAM_LGWIN]: 16,
    },
  };
}

/** How a page tells the times of its polls: as below, or by tokens as layout 1 did. */
type TimeForm = 'columns' | 'tokens';

/** A page's columns, and how their times are to be read. */
export function openPage(page: Buffer): { columns: Buffer; times: TimeForm } {
  return page[0] === BROTLI_MARK
    ? { columns: brotliDecompressSync(page.subarray(1)), times: 'columns' }
    : { columns: inflateRawSync(page), times: 'tokens' };
}

/** The times of polls: seconds observed, and plans in milliseconds. */
export interface PollTimes {
  seconds: Uint32Array;
  plannedAt: Float64Array;
}

/** Reads the times of a page's polls, which continues at `context`, into their places. In a season there are millions. */
export function readPageTimes(
  reader: VarintReader,
  form: TimeForm,
  context: LogContext,
  { seconds, plannedAt }: PollTimes,
): void {
  let at = context;
  let { planned: before, expected } = context;
  for (let place = 0; place < seconds.length; place++) {
    const head = reader.next();
    if (form === 'tokens') {
      at = parseTime(reader, head, at);
      seconds[place] = at.observed;
      plannedAt[place] = at.planned;
      continue;
    }
    const planned = head % 2 === 0 ? expected : expected + parseShift(reader.next());
    const lag = head < 2 ** 31 ? (head >>> 2) ^ -((head >>> 1) & 1) : unzigzag(Math.floor(head / 2));
    seconds[place] = Math.floor(planned / 1000) + lag;
    plannedAt[place] = planned;
    expected = planExpected(planned, before);
    before = planned;
  }
}

/** Twice the zig-zagged lag, plus 1 and then the shift if the plan was not where it was expected (readPageTimes). */
function pushPageTime(bytes: number[], { observed, planned }: LogPoll, before: LogContext): LogContext {
  const after = { observed, planned, expected: planExpected(planned, before.planned) };
  const shift = planned - before.expected;
  pushVarint(bytes, 2 * zigzag(lagOf(after)) + (shift === 0 ? 0 : 1));
  if (shift !== 0) pushVarint(bytes, planShift(shift));
  return after;
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
  const { columns: bytes, times: form } = openPage(page);
  const context = parseLogHeader(bytes);
  const reader = new VarintReader(bytes, LOG_HEADER_BYTES);
  const count = reader.next();
  const times = { seconds: new Uint32Array(count), plannedAt: new Float64Array(count) };
  readPageTimes(reader, form, context, times);
  const polls = Array.from(times.seconds, (observed, place) => {
    return { observed, planned: times.plannedAt[place] as number, changes: [] as number[] };
  });
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
