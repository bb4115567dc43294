import type { CensoringInterval } from '../../../src/demand/innermost-intervals.ts';
import type { WatchedStretch } from '../../../src/demand/recurrent-events.ts';
import type { Subject } from '../../../src/demand/subject.ts';

export type Row = Record<string, unknown>;

const TIME = ['time', 'futime', 'tstop', 'stop', 'exit', 'days', 'months', 'hours', 't'];
const STATUS = ['status', 'event', 'delta'];
const ENTRY = ['entry', 'tstart', 'start', 'enter', 't0'];
const SUBJECT = ['id', 'subject'];

/** The data of a reference file, whatever its columns are called. */
export class DataTable {
  readonly rows: readonly Row[];
  readonly columns: string[];

  constructor(rows: readonly Row[]) {
    this.rows = rows;
    this.columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  }

  /** Subjects with one time; `kind` picks a column `t_<kind>` where there are several. */
  subjects(rows: readonly Row[], kind?: string): Subject[] {
    const time = this.columns.includes(`t_${kind}`) ? `t_${kind}` : this.column(TIME);
    const status = this.column(STATUS);
    const entry = this.columns.find((name) => ENTRY.includes(name));
    return rows.map((row) => ({
      time: Number(row[time]),
      event: Number(row[status]) === 1,
      ...(entry === undefined ? {} : { entry: Number(row[entry]) }),
    }));
  }

  /** An open right end is null, or written as Inf. */
  intervals(rows: readonly Row[]): CensoringInterval[] {
    const isOpen = (right: unknown): boolean => right === null || /^inf/i.test(String(right));
    return rows.map(({ left, right }) => ({
      left: Number(left),
      right: isOpen(right) ? null : Number(right),
    }));
  }

  stretches(rows: readonly Row[]): WatchedStretch[] {
    const id = this.column(SUBJECT);
    return this.subjects(rows).map(({ time, event, entry = 0 }, at) => ({
      id: String(rows[at]?.[id]),
      start: entry,
      stop: time,
      event,
    }));
  }

  get hasIntervals(): boolean {
    return this.columns.includes('left') && this.columns.includes('right');
  }

  /** Columns that may tell groups, strata or clusters apart. */
  get labels(): string[] {
    const measured = [...TIME, ...STATUS, ...ENTRY, 'left', 'right'];
    return this.columns.filter((name) => !measured.includes(name) && !name.startsWith('t_'));
  }

  valuesOf(column: string): unknown[] {
    return [...new Set(this.rows.map((row) => row[column]))].filter((value) => value !== null);
  }

  where(column: string, value: unknown): Row[] {
    return this.rows.filter((row) => row[column] === value);
  }

  /**
   * The rows that a label means: "all", a value of a column ("placebo"), "column=value", or else the only group of
   * so many subjects and events (the file says "male", the column says 1).
   */
  group(label: string, counts: { n?: unknown; events?: unknown } = {}): Row[] | null {
    if (label === 'all' || label === 'pooled') return [...this.rows];
    const [column, value] = label.split('=');
    const groups = this.labels.flatMap((name) =>
      this.valuesOf(name).map((one) => ({ name, one, rows: this.where(name, one) })),
    );
    const isCounted = (rows: Row[]): boolean =>
      rows.length === counts.n &&
      (counts.events === undefined ||
        this.subjects(rows).filter(({ event }) => event).length === counts.events);
    const named = groups.filter(
      ({ name, one }) => (name === column && String(one) === value) || String(one) === label,
    );
    const meant = named.find(({ rows }) => isCounted(rows)) ?? named[0];
    if (meant !== undefined) return meant.rows;
    const counted = groups.filter(({ rows }) => isCounted(rows));
    return counted.length === 1 ? (counted[0]?.rows ?? null) : null;
  }

  /** Every way to split the rows in two by one column. */
  pairs(): { column: string; one: Row[]; other: Row[] }[] {
    return this.labels.flatMap((column) => {
      const [a, b, ...more] = this.valuesOf(column);
      if (b === undefined || more.length > 0) return [];
      const split = { column, one: this.where(column, a), other: this.where(column, b) };
      return [split, { column, one: split.other, other: split.one }];
    });
  }

  private column(names: string[]): string {
    const found = names.find((name) => this.columns.includes(name));
    if (found === undefined) throw new Error(`no column among ${this.columns.join(', ')} is one of ${names}`);
    return found;
  }
}
