import { SECOND_MS } from '../../calendar/china-time.ts';
import { type ArchivedDay, arrangeCells, type Track } from './archived-day.ts';
import type { Column } from './parquet-file.ts';

/** The tables of a part, in the order in which they are written. */
export const PART_TABLES = ['cells', 'changes', 'polls', 'failures', 'facts'] as const;
export type PartTable = (typeof PART_TABLES)[number];

/** Where a part's numbers begin: watches and cells are counted through the whole archive. */
export interface PartBase {
  watch: number;
  cell: number;
}

/**
 * The columns of a part's tables (ARCHIVE_README says what each means). Rows are in order of watch, then of cell or
 * time; what a day holds more than once (which watch, which cell) is told by ascending numbers, which take no room.
 */
export function arrangePart(days: readonly ArchivedDay[], base: PartBase): Record<PartTable, Column[]> {
  return {
    cells: arrangeCellColumns(days, base),
    changes: arrangeChangeColumns(days, base),
    polls: arrangePollColumns(days, base),
    failures: arrangeFailureColumns(days, base),
    facts: arrangeFactColumns(days, base),
  };
}

function arrangeCellColumns(days: readonly ArchivedDay[], base: PartBase): Column[] {
  const cells = days.flatMap((day, i) =>
    arrangeCells(day.rows).map((cell) => ({ ...cell, watch: base.watch + i })),
  );
  return [
    ascending(
      'cell',
      cells.map((_, i) => base.cell + i),
    ),
    ascending(
      'watch',
      cells.map((cell) => cell.watch),
    ),
    { name: 'field', type: 'text', data: cells.map((cell) => cell.field) },
    { name: 'train_no', type: 'optionalText', data: cells.map((cell) => cell.row?.trainNo ?? null) },
    { name: 'origin', type: 'optionalText', data: cells.map((cell) => cell.row?.origin ?? null) },
    { name: 'destination', type: 'optionalText', data: cells.map((cell) => cell.row?.destination ?? null) },
    { name: 'seat_class', type: 'optionalText', data: cells.map((cell) => cell.seatClass) },
  ];
}

function arrangeChangeColumns(days: readonly ArchivedDay[], base: PartBase): Column[] {
  const tracks = days.flatMap((day) => day.tracks);
  const count = tracks.reduce((sum, track) => sum + track.polls.length, 0);
  const columns = { cell: new Int32Array(count), since: new Int32Array(count), value: new Int32Array(count) };
  let at = 0;
  for (const [i, track] of tracks.entries()) at = putTrack(columns, at, track, base.cell + i);
  return [
    { name: 'cell', type: 'integer', packing: 'delta', data: columns.cell },
    // As two bytes: in a dictionary of 256 each row takes a whole byte, which is what brotli models best.
    {
      name: 'polls_since_low',
      type: 'integer',
      packing: 'dictionary',
      data: columns.since.map((n) => n % 256),
    },
    {
      name: 'polls_since_high',
      type: 'integer',
      packing: 'dictionary',
      data: columns.since.map((n) => Math.floor(n / 256)),
    },
    { name: 'value', type: 'integer', packing: 'plain', data: columns.value },
  ];
}

function putTrack(
  columns: { cell: Int32Array; since: Int32Array; value: Int32Array },
  from: number,
  { polls, values }: Track,
  cell: number,
): number {
  let last = 0;
  for (let i = 0; i < polls.length; i++) {
    columns.cell[from + i] = cell;
    columns.since[from + i] = (polls[i] as number) - last;
    columns.value[from + i] = values[i] as number;
    last = polls[i] as number;
  }
  return from + polls.length;
}

function arrangePollColumns(days: readonly ArchivedDay[], base: PartBase): Column[] {
  const count = days.reduce((sum, day) => sum + day.planned.length, 0);
  const watch = new Int32Array(count);
  const planned = new Float64Array(count);
  const lag = new Int32Array(count);
  let at = 0;
  for (const [i, day] of days.entries()) {
    for (let poll = 0; poll < day.planned.length; poll++, at++) {
      watch[at] = base.watch + i;
      planned[at] = day.planned[poll] as number;
      lag[at] = lagOf(planned[at] as number, day.observed[poll] as number);
    }
  }
  return [
    { name: 'watch', type: 'integer', packing: 'delta', data: watch },
    { name: 'planned_at', type: 'instant', data: planned },
    { name: 'lag_seconds', type: 'integer', packing: 'dictionary', data: lag },
  ];
}

function arrangeFailureColumns(days: readonly ArchivedDay[], base: PartBase): Column[] {
  const all = days.flatMap((day, i) =>
    day.failures.map((failure) => ({ ...failure, watch: base.watch + i })),
  );
  const lag = Int32Array.from(all, (one) => lagOf(one.planned, one.observed));
  return [
    ascending(
      'watch',
      all.map((one) => one.watch),
    ),
    { name: 'planned_at', type: 'instant', data: Float64Array.from(all, (one) => one.planned) },
    { name: 'lag_seconds', type: 'integer', packing: 'dictionary', data: lag },
    { name: 'outcome', type: 'text', data: all.map((one) => one.outcome) },
    { name: 'sign', type: 'text', data: all.map((one) => one.sign) },
    { name: 'detail', type: 'text', data: all.map((one) => one.detail) },
  ];
}

function arrangeFactColumns(days: readonly ArchivedDay[], base: PartBase): Column[] {
  const all = days.flatMap((day, i) =>
    day.facts.map((facts, place) => ({ facts, place, watch: base.watch + i })),
  );
  const texts = (name: string, field: 0 | 1 | 2 | 9): Column => {
    return { name, type: 'text', data: all.map(({ facts }) => facts[field]) };
  };
  const optionalTexts = (name: string, field: 3 | 4 | 5): Column => {
    return { name, type: 'optionalText', data: all.map(({ facts }) => facts[field]) };
  };
  return [
    ascending(
      'watch',
      all.map((one) => one.watch),
    ),
    { name: 'number', type: 'integer', packing: 'delta', data: Int32Array.from(all, (one) => one.place) },
    texts('train_code', 0),
    texts('start', 1),
    texts('end', 2),
    optionalTexts('origin_date', 3),
    optionalTexts('departure_time', 4),
    optionalTexts('arrival_time', 5),
    { name: 'duration_minutes', type: 'optionalInteger', data: all.map(({ facts }) => facts[6]) },
    { name: 'sale_opens_at', type: 'optionalInstant', data: all.map(({ facts }) => facts[7]) },
    { name: 'waitlist', type: 'optionalFlag', data: all.map(({ facts }) => facts[8]) },
    texts('note', 9),
    { name: 'prices', type: 'text', data: all.map(({ facts }) => JSON.stringify(facts[10])) },
  ];
}

function ascending(name: string, numbers: readonly number[]): Column {
  return { name, type: 'integer', packing: 'delta', data: Int32Array.from(numbers) };
}

/** Seconds from the second of the plan to the second of the answer. */
function lagOf(planned: number, observed: number): number {
  return observed - Math.floor(planned / SECOND_MS);
}
