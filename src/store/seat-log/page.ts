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
 * cell by cell the gaps in polls between its changes (varints), and at last cell by cell the new codes, each as
 * its difference from the cell's code before (modulo 256; the first of a cell from 0).
 */
export interface Page {
  context: LogContext;
  polls: LogPoll[];
}

/** Lengths in bytes; small ones make short logs go the way of long ones. */
export interface SealSizes {
  /** Tokens no longer than this are not sealed. */
  sealBytes: number;
  /** A page takes up the next one while both together are no longer than this, compressed. */
  pageBytes: number;
}

/** A full page, with what Redis puts around it, just fills a piece of memory as its allocator has them (8 kB). */
export const SEAL_SIZES: SealSizes = { sealBytes: 500, pageBytes: 8_170 };

/**
 * What a page begins with: the form of its columns, and whether it is full. No deflated page of layout 1 begins so
 * (its block type does not exist).
 */
const MARKS = { plainCodes: 7, open: 15, full: 23 };
/** Fast, and 6 % smaller than deflate at its best. */
const QUICK_QUALITY = 5;
/** For a page that is full and will not be written again: another 6 %, at 25 times the work. */
const FINAL_QUALITY = 10;
/** What the final quality leaves of a quick page. */
const FINAL_SHARE = 0.95;
/** One seal may add more than the one before it. */
const MARGIN = 1.2;

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
  for (const { cell, steps } of columns) {
    pushVarint(cells, cell - last - 1);
    pushVarint(cells, steps.length);
    last = cell;
  }
  const parts = [head, times, cells, ...columns.map((one) => one.gaps), ...columns.map((one) => one.steps)];
  return Buffer.concat([planLogHeader(context), ...parts.map((part) => Buffer.from(part))]);
}

export function packPage(columns: Buffer): Buffer {
  return Buffer.concat([
    Buffer.of(MARKS.open),
    brotliCompressSync(columns, optionsOf(columns, QUICK_QUALITY)),
  ]);
}

/** The same, smaller, off the main thread, and never to be merged with more. */
export async function packFullPage(columns: Buffer): Promise<Buffer> {
  return Buffer.concat([Buffer.of(MARKS.full), await compress(columns, optionsOf(columns, FINAL_QUALITY))]);
}

export function isFullPage(page: Buffer): boolean {
  return page[0] === MARKS.full;
}

/** Whether a page, packed quickly, would be too long if as much were added again as was the last time. */
export function isAboutFull(bytes: number, added: number, { pageBytes }: SealSizes): boolean {
  return FINAL_SHARE * bytes + MARGIN * added > pageBytes;
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

/** How a page's columns are to be read: layout 1 told times by tokens, and codes were once told as they are. */
export interface PageForm {
  times: 'columns' | 'tokens';
  codes: 'steps' | 'plain';
}

/** A page unpacked; `reader` stands behind the number of its polls: first come their times, then the table of cells. */
export interface OpenPage {
  bytes: Buffer;
  form: PageForm;
  context: LogContext;
  polls: number;
  reader: VarintReader;
}

export function openPage(page: Buffer): OpenPage {
  const { bytes, form } = unpackPage(page);
  const reader = new VarintReader(bytes, LOG_HEADER_BYTES);
  return { bytes, form, context: parseLogHeader(bytes), polls: reader.next(), reader };
}

function unpackPage(page: Buffer): Pick<OpenPage, 'bytes' | 'form'> {
  const [mark] = page;
  if (mark !== MARKS.open && mark !== MARKS.full && mark !== MARKS.plainCodes) {
    return { bytes: inflateRawSync(page), form: { times: 'tokens', codes: 'plain' } };
  }
  return {
    bytes: brotliDecompressSync(page.subarray(1)),
    form: { times: 'columns', codes: mark === MARKS.plainCodes ? 'plain' : 'steps' },
  };
}

/** The times of polls: seconds observed, and plans in milliseconds. */
export interface PollTimes {
  seconds: Uint32Array;
  plannedAt: Float64Array;
}

/** Reads the times of a page's polls into their places. In a season there are millions. */
export function readPageTimes({ reader, form, context, polls }: OpenPage, into: PollTimes): void {
  if (form.times === 'tokens') {
    readTokenTimes(reader, context, into);
    return;
  }
  let { planned: before, expected } = context;
  for (let place = 0; place < polls; place++) {
    const head = reader.next();
    const planned = head % 2 === 0 ? expected : expected + parseShift(reader.next());
    into.seconds[place] = Math.floor(planned / 1000) + unzigzag(Math.floor(head / 2));
    into.plannedAt[place] = planned;
    expected = planExpected(planned, before);
    before = planned;
  }
}

function readTokenTimes(reader: VarintReader, context: LogContext, { seconds, plannedAt }: PollTimes): void {
  let at = context;
  for (let place = 0; place < seconds.length; place++) {
    at = parseTime(reader, reader.next(), at);
    seconds[place] = at.observed;
    plannedAt[place] = at.planned;
  }
}

/** The table of cells, behind the times: cell, number of changes, cell, number of changes ..., and how many in all. */
export function readPageCells(reader: VarintReader): { cells: number[]; changes: number } {
  const cells: number[] = [];
  let cell = -1;
  let changes = 0;
  for (let left = reader.next(); left > 0; left--) {
    cell += reader.next() + 1;
    const count = reader.next();
    cells.push(cell, count);
    changes += count;
  }
  return { cells, changes };
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
  steps: number[];
}

function arrangeColumns(polls: readonly LogPoll[]): Column[] {
  const columns = new Map<number, Column & { last: number; code: number }>();
  for (const [place, { changes }] of polls.entries()) {
    for (let i = 0; i < changes.length; i += 2) {
      const cell = changes[i] as number;
      const code = changes[i + 1] as number;
      const column = columns.get(cell) ?? { cell, gaps: [], steps: [], last: -1, code: 0 };
      columns.set(cell, column);
      pushVarint(column.gaps, place - column.last - 1);
      column.steps.push((code - column.code) & 255);
      column.last = place;
      column.code = code;
    }
  }
  return [...columns.values()].sort((a, b) => a.cell - b.cell);
}

/** The code that a byte of a page tells after `code`, of the same cell. */
export function nextCode(code: number, byte: number, form: PageForm): number {
  return form.codes === 'steps' ? (code + byte) & 255 : byte;
}

export function parsePage(packed: Buffer): Page {
  const page = openPage(packed);
  const { bytes, form, context, reader } = page;
  const times = { seconds: new Uint32Array(page.polls), plannedAt: new Float64Array(page.polls) };
  readPageTimes(page, times);
  const polls = Array.from(times.seconds, (observed, place) => {
    return { observed, planned: times.plannedAt[place] as number, changes: [] as number[] };
  });
  const { cells, changes } = readPageCells(reader);
  // The codes are the page's last bytes, one for each change.
  let at = bytes.length - changes;
  for (let i = 0; i < cells.length; i += 2) {
    const cell = cells[i] as number;
    let place = -1;
    let code = 0;
    for (let left = cells[i + 1] as number; left > 0; left--) {
      place += reader.next() + 1;
      code = nextCode(code, bytes[at++] as number, form);
      polls[place]?.changes.push(cell, code);
    }
  }
  return { context, polls };
}
