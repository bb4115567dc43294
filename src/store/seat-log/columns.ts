import { UNSEEN } from '../../seats/seat-code.ts';
import { GONE } from './codes.ts';
import type { BoardState, LogValue } from './log-value.ts';
import { nextCode, openPage, type PageForm, readPageCells, readPageTimes } from './page.ts';
import { type LogPoll, VarintReader, walkTokens } from './tokens.ts';

/**
 * The ok polls of a pair and date in order of time and their changes by cell, in typed arrays: decoded straight from
 * sealed pages and log, without an object a poll or a change.
 */
export interface LogColumns {
  /** Second observed and plan (milliseconds) of each poll. */
  seconds: Uint32Array;
  plannedAt: Float64Array;
  /** The changes of cell `c` are those from `starts[c]` to before `starts[c + 1]`, in order of time. */
  starts: Uint32Array;
  /** For each change the place of its poll, and the new code. */
  places: Uint32Array;
  codes: Uint8Array;
}

/** Which cells' changes are wanted: fewer are quicker. */
export type CellChoice = number | 'all' | 'none';

/** A page whose times and table of cells have been read. */
interface PlacedPage {
  bytes: Buffer;
  form: PageForm;
  /** Place of its first poll. */
  first: number;
  /** Where the gaps begin. */
  gapsAt: number;
  /** Cell, number of changes, cell, number of changes ... */
  cells: number[];
  changes: number;
}

/**
 * Decodes pages (page.ts) and the log that follows them. `cells` is the number of cells of the dictionary.
 * Throws RangeError on bytes that are cut off.
 */
export function parseColumns(
  sealed: readonly Buffer[],
  { tokens, context }: Pick<LogValue, 'tokens' | 'context'>,
  cells: number,
  choice: CellChoice,
): LogColumns {
  const ends = parseEnd(tokens, context, choice);
  const opened = sealed.map(openPage);
  const polls = opened.reduce((sum, page) => sum + page.polls, ends.seconds.length);
  const seconds = new Uint32Array(polls);
  const plannedAt = new Float64Array(polls);
  let first = 0;
  const pages = opened.map((page): PlacedPage => {
    const { bytes, form, reader } = page;
    const end = first + page.polls;
    readPageTimes(page, { seconds: seconds.subarray(first, end), plannedAt: plannedAt.subarray(first, end) });
    const placed = { bytes, form, first, ...readPageCells(reader), gapsAt: reader.at };
    first = end;
    return placed;
  });
  seconds.set(ends.seconds, first);
  plannedAt.set(ends.plannedAt, first);

  const starts = countChanges(pages, ends.cells, cells, choice);
  const fill = starts.slice();
  const places = new Uint32Array(starts[cells] as number);
  const codes = new Uint8Array(starts[cells] as number);
  if (choice !== 'none') {
    for (const page of pages) takeChanges(page, choice, fill, places, codes);
  }
  for (let i = 0; i < ends.cells.length; i++) {
    const cell = ends.cells[i] as number;
    const at = fill[cell] as number;
    places[at] = first + (ends.places[i] as number);
    codes[at] = ends.codes[i] as number;
    fill[cell] = at + 1;
  }
  return { seconds, plannedAt, starts, places, codes };
}

/** The log's own polls and changes, in the order of the tokens; places count from its first poll. */
function parseEnd(tokens: Buffer, context: LogValue['context'], choice: CellChoice) {
  const end = {
    seconds: [] as number[],
    plannedAt: [] as number[],
    cells: [] as number[],
    places: [] as number[],
    codes: [] as number[],
  };
  walkTokens(tokens, context, {
    poll({ observed, planned }) {
      end.seconds.push(observed);
      end.plannedAt.push(planned);
    },
    change(cell, code) {
      if (choice !== 'all' && cell !== choice) return;
      end.cells.push(cell);
      end.places.push(end.seconds.length - 1);
      end.codes.push(code);
    },
  });
  return end;
}

/** Where each cell's changes begin, and after the last cell where they end. */
function countChanges(
  pages: readonly PlacedPage[],
  ended: readonly number[],
  cells: number,
  choice: CellChoice,
): Uint32Array {
  const starts = new Uint32Array(cells + 1);
  for (const page of pages) {
    for (let i = 0; i < page.cells.length; i += 2) {
      const cell = page.cells[i] as number;
      if (choice !== 'all' && cell !== choice) continue;
      starts[cell + 1] = (starts[cell + 1] as number) + (page.cells[i + 1] as number);
    }
  }
  for (const cell of ended) starts[cell + 1] = (starts[cell + 1] as number) + 1;
  for (let cell = 0; cell < cells; cell++) {
    starts[cell + 1] = (starts[cell + 1] as number) + (starts[cell] as number);
  }
  return starts;
}

/** Puts the changes of a page to their cells. `fill` is where the next change of each cell goes. */
function takeChanges(
  page: PlacedPage,
  choice: Exclude<CellChoice, 'none'>,
  fill: Uint32Array,
  places: Uint32Array,
  codes: Uint8Array,
): void {
  const { bytes, cells, form } = page;
  const reader = new VarintReader(bytes, page.gapsAt);
  // The codes are the page's last bytes, one for each change.
  let from = bytes.length - page.changes;
  for (let i = 0; i < cells.length; i += 2) {
    const cell = cells[i] as number;
    const count = cells[i + 1] as number;
    if (choice !== 'all' && cell !== choice) {
      reader.skip(count);
      from += count;
      continue;
    }
    let at = fill[cell] as number;
    let place = page.first - 1;
    let code = 0;
    for (const end = from + count; from < end; from++, at++) {
      place += reader.next() + 1;
      places[at] = place;
      code = nextCode(code, bytes[from] as number, form);
      codes[at] = code;
    }
    fill[cell] = at;
    if (choice !== 'all') return;
  }
}

/** The same from polls at hand, in order of time. */
export function arrangeColumns(polls: readonly LogPoll[], cells: number): LogColumns {
  const starts = new Uint32Array(cells + 1);
  for (const { changes } of polls) {
    for (let i = 0; i < changes.length; i += 2) {
      const cell = changes[i] as number;
      starts[cell + 1] = (starts[cell + 1] as number) + 1;
    }
  }
  for (let cell = 0; cell < cells; cell++) {
    starts[cell + 1] = (starts[cell + 1] as number) + (starts[cell] as number);
  }
  const fill = starts.slice();
  const places = new Uint32Array(starts[cells] as number);
  const codes = new Uint8Array(starts[cells] as number);
  for (const [place, { changes }] of polls.entries()) {
    for (let i = 0; i < changes.length; i += 2) {
      const cell = changes[i] as number;
      const at = fill[cell] as number;
      places[at] = place;
      codes[at] = changes[i + 1] as number;
      fill[cell] = at + 1;
    }
  }
  return {
    seconds: Uint32Array.from(polls, (poll) => poll.observed),
    plannedAt: Float64Array.from(polls, (poll) => poll.planned),
    starts,
    places,
    codes,
  };
}

/** How many of the polls were observed at or before the second `until`. */
export function countUntil({ seconds }: Pick<LogColumns, 'seconds'>, until: number): number {
  let low = 0;
  let high = seconds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((seconds[middle] as number) <= until) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the changes of `cell` end that came with one of the first `polls` polls. */
export function endOfCell({ seconds, starts, places }: LogColumns, cell: number, polls: number): number {
  if (polls >= seconds.length) return starts[cell + 1] as number;
  let low = starts[cell] as number;
  let high = starts[cell + 1] as number;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle] as number) < polls) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The board after the first `polls` polls; null after none. */
export function arrangeBoard(columns: LogColumns, polls: number): BoardState | null {
  if (polls === 0) return null;
  const { seconds, starts, places } = columns;
  const cells = starts.length - 1;
  const codes = new Uint8Array(cells);
  const times = new Uint32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const last = endOfCell(columns, cell, polls) - 1;
    if (last < (starts[cell] as number)) continue;
    const place = places[last] as number;
    const code = columns.codes[last] ?? UNSEEN;
    codes[cell] = code;
    times[cell] = seconds[code === GONE ? place - 1 : place] as number;
  }
  return { observed: seconds[polls - 1] as number, codes, times };
}
