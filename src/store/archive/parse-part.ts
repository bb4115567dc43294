import { SECOND_MS } from '../../calendar/china-time.ts';
import { pollOutcomeSchema, type Watch } from '../../seats/schema.ts';
import { SEAT_CLASS_ORDER, type SeatClass } from '../../seats/seat-classes.data.ts';
import type { FactsEntry } from '../seat-log/facts.ts';
import type { ArchivedDay, ArchivedFailure, ArchivedRow, Track } from './archived-day.ts';
import type { PartBase, PartTable } from './part-tables.ts';
import { damaged, type Table } from './table.ts';

/** A pair and date of the archive, with the raw texts its tokens stand for. */
export interface PartWatch extends Watch {
  tokens: string[];
}

/** The days of a part back from its tables (part-tables.ts). Throws ServiceError where they do not go together. */
export function parsePart(
  tables: Record<PartTable, Table>,
  watches: readonly PartWatch[],
  base: PartBase,
): ArchivedDay[] {
  const rowsOf = (table: Table) => splitByWatch(table, watches.length, base.watch);
  const polls = rowsOf(tables.polls);
  const failures = rowsOf(tables.failures);
  const facts = rowsOf(tables.facts);
  const cells = rowsOf(tables.cells);
  const changes = new ChangeCursor(tables.changes, base.cell);
  const days = watches.map(({ pair, travelDate, tokens }, i) => ({
    pair,
    travelDate,
    ...parseCells(tables.cells, cells[i] as Span, changes),
    facts: parseFacts(tables.facts, facts[i] as Span),
    tokens,
    ...parsePolls(tables.polls, polls[i] as Span),
    failures: parseFailures(tables.failures, failures[i] as Span),
  }));
  changes.finish();
  return days;
}

interface Span {
  from: number;
  to: number;
}

/** Which rows of a table are those of each watch. */
function splitByWatch(table: Table, count: number, first: number): Span[] {
  const watch = table.numbers('watch');
  let at = 0;
  const spans = Array.from({ length: count }, (_, i): Span => {
    const from = at;
    while (at < watch.length && watch[at] === first + i) at++;
    return { from, to: at };
  });
  if (at !== watch.length) throw damaged(table.name, `row ${at} is of a watch that is not of this part`);
  return spans;
}

/** Hands the changes out cell by cell. */
class ChangeCursor {
  readonly #table: Table;
  readonly #columns: { cell: ArrayLike<number>; since: ArrayLike<number>; value: ArrayLike<number> };
  #at = 0;
  #cell: number;

  constructor(table: Table, firstCell: number) {
    this.#table = table;
    this.#cell = firstCell;
    this.#columns = {
      cell: table.numbers('cell'),
      since: readPollsSince(table),
      value: table.numbers('value'),
    };
  }

  next(): Track {
    const { cell, since, value } = this.#columns;
    const from = this.#at;
    while (cell[this.#at] === this.#cell) this.#at++;
    this.#cell++;
    const count = this.#at - from;
    const track = { polls: new Uint32Array(count), values: new Uint16Array(count) };
    let poll = 0;
    for (let i = 0; i < count; i++) {
      poll += since[from + i] as number;
      track.polls[i] = poll;
      track.values[i] = value[from + i] as number;
    }
    return track;
  }

  /** Every change was of a cell of this part. */
  finish(): void {
    if (this.#at !== this.#table.rows)
      throw damaged(this.#table.name, `row ${this.#at} is of no cell of this part`);
  }
}

/** Format version 1 had it in one column, packed in a way that few could read. */
function readPollsSince(table: Table): ArrayLike<number> {
  if (table.has('polls_since')) return table.numbers('polls_since');
  const low = table.numbers('polls_since_low');
  const high = table.numbers('polls_since_high');
  return Uint32Array.from(low, (n, i) => n + 256 * (high[i] as number));
}

function parseCells(
  table: Table,
  { from, to }: Span,
  changes: ChangeCursor,
): Pick<ArchivedDay, 'rows' | 'tracks'> {
  const fields = table.texts('field');
  const trainNos = table.optionalTexts('train_no');
  const origins = table.optionalTexts('origin');
  const destinations = table.optionalTexts('destination');
  const seatClasses = table.optionalTexts('seat_class');
  const rows: ArchivedRow[] = [];
  const tracks: Track[] = [];
  for (let i = from; i < to; i++) {
    tracks.push(changes.next());
    if (fields[i] === 'saleState') {
      const [trainNo, origin, destination] = [trainNos[i], origins[i], destinations[i]];
      if (!trainNo || !origin || !destination) throw damaged(table.name, `row ${i} names no train`);
      rows.push({ trainNo, origin, destination, seats: [] });
    }
    if (fields[i] === 'seat') rows.at(-1)?.seats.push(parseSeatClass(table, seatClasses[i] ?? null));
  }
  return { rows, tracks };
}

function parseSeatClass(table: Table, text: string | null): SeatClass {
  const seatClass = SEAT_CLASS_ORDER.find((one) => one === text);
  if (seatClass === undefined)
    throw damaged(table.name, `expected a seat class, got ${JSON.stringify(text)}`);
  return seatClass;
}

function parsePolls(table: Table, { from, to }: Span): Pick<ArchivedDay, 'planned' | 'observed'> {
  const planned = Float64Array.from(sliceOf(table.numbers('planned_at'), from, to));
  const lag = table.numbers('lag_seconds');
  const observed = Uint32Array.from(planned, (at, i) => secondOf(at, lag[from + i] as number));
  return { planned, observed };
}

function parseFailures(table: Table, { from, to }: Span): ArchivedFailure[] {
  const planned = table.numbers('planned_at');
  const lag = table.numbers('lag_seconds');
  const [outcomes, signs, details] = [table.texts('outcome'), table.texts('sign'), table.texts('detail')];
  return Array.from({ length: to - from }, (_, i) => {
    const at = from + i;
    const outcome = pollOutcomeSchema.exclude(['ok']).safeParse(outcomes[at]);
    if (!outcome.success) throw damaged(table.name, `expected how a poll failed, got ${outcomes[at]}`);
    return {
      observed: secondOf(planned[at] as number, lag[at] as number),
      planned: planned[at] as number,
      outcome: outcome.data,
      sign: signs[at] as string,
      detail: details[at] as string,
    };
  });
}

function parseFacts(table: Table, { from, to }: Span): FactsEntry[] {
  const texts = (name: string) => sliceOf(table.texts(name), from, to);
  const optional = (name: string) => sliceOf(table.optionalTexts(name), from, to);
  const [codes, starts, ends] = [texts('train_code'), texts('start'), texts('end')];
  const [originDates, departures] = [optional('origin_date'), optional('departure_time')];
  const arrivals = optional('arrival_time');
  const durations = sliceOf(table.optionalNumbers('duration_minutes'), from, to);
  const openings = sliceOf(table.optionalNumbers('sale_opens_at'), from, to);
  const waitlists = sliceOf(table.optionalFlags('waitlist'), from, to);
  const [notes, prices] = [texts('note'), texts('prices')];
  return codes.map(
    (code, i): FactsEntry => [
      code,
      starts[i] as string,
      ends[i] as string,
      originDates[i] ?? null,
      departures[i] ?? null,
      arrivals[i] ?? null,
      durations[i] ?? null,
      openings[i] ?? null,
      waitlists[i] ?? null,
      notes[i] as string,
      JSON.parse(prices[i] as string) as FactsEntry[10],
    ],
  );
}

function sliceOf<T>(values: ArrayLike<T>, from: number, to: number): T[] {
  return Array.from({ length: to - from }, (_, i) => values[from + i] as T);
}

function secondOf(planned: number, lag: number): number {
  return Math.floor(planned / SECOND_MS) + lag;
}
