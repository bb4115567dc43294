import { formatInstant, SECOND_MS } from '../../calendar/china-time.ts';
import { CSV_MARK, formatCsvLines } from '../../csv.ts';
import type { Availability, Provenance } from '../../seats/schema.ts';
import { parseAvailability, parseWaitlist } from '../../seats/seat-code.ts';
import { parseProvenance } from '../seat-log/codes.ts';
import { type ArchivedDay, arrangeCells, type Track } from './archived-day.ts';
import type { Column } from './parquet-file.ts';

/** One change of one class of one train, each line complete in itself. */
export interface ChangeRow {
  /** The pair that was asked for; the train's own stations follow. */
  from: string;
  to: string;
  travel_date: string;
  train_no: string;
  train_code: string;
  origin: string;
  destination: string;
  seat_class: string;
  /** China time, to the second. */
  observed_at: string;
  kind: Availability['kind'];
  /** Seats left, where the answer counted them. */
  count: number | null;
  waitlist: boolean | null;
  /** The answer's own text where nobody lists it. */
  raw: string | null;
  provenance: Provenance;
}

/** The seats' change points of a day, by train and class, then in order of time. */
export function arrangeChangeRows(day: ArchivedDay): ChangeRow[] {
  let facts: Track | undefined;
  return arrangeCells(day.rows).flatMap(({ field, row, seatClass }, place) => {
    const track = day.tracks[place] as Track;
    if (field === 'facts') facts = track;
    if (field !== 'seat' || row === null || seatClass === null) return [];
    return Array.from(track.polls, (poll, i): ChangeRow => {
      const code = track.values[i] as number;
      const availability = parseAvailability(code, day.tokens);
      return {
        from: day.pair.from,
        to: day.pair.to,
        travel_date: day.travelDate,
        train_no: row.trainNo,
        train_code: day.facts[valueAt(facts, poll)]?.[0] ?? '',
        origin: row.origin,
        destination: row.destination,
        seat_class: seatClass,
        observed_at: formatInstant((day.observed[poll] as number) * SECOND_MS),
        kind: availability.kind,
        count: availability.kind === 'count' ? availability.count : null,
        waitlist: parseWaitlist(code),
        raw: availability.kind === 'unknown' ? availability.raw : null,
        provenance: parseProvenance(valueAt(day.tracks[0], poll)),
      };
    });
  });
}

/** What a track stood at as of a poll: of facts and provenance there is always a value where a seat has one. */
function valueAt(track: Track | undefined, poll: number): number {
  const place = track?.polls.findLastIndex((one) => one <= poll) ?? -1;
  return track?.values[place] ?? 0;
}

export const CHANGE_COLUMNS = [
  ...['from', 'to', 'travel_date', 'train_no', 'train_code', 'origin', 'destination', 'seat_class'],
  ...['observed_at', 'kind', 'count', 'waitlist', 'raw', 'provenance'],
] as readonly (keyof ChangeRow)[];

/** The same as columns of a Parquet file. */
export function arrangeChangeColumns(rows: readonly ChangeRow[]): Column[] {
  return CHANGE_COLUMNS.map((name): Column => {
    if (name === 'count') return { name, type: 'optionalInteger', data: rows.map((row) => row.count) };
    if (name === 'waitlist') return { name, type: 'optionalFlag', data: rows.map((row) => row.waitlist) };
    if (name === 'raw') return { name, type: 'optionalText', data: rows.map((row) => row.raw) };
    return { name, type: 'text', data: rows.map((row) => row[name]) };
  });
}

export function formatNdjson(rows: readonly ChangeRow[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

export const CSV_HEAD = CSV_MARK + formatCsvLines([CHANGE_COLUMNS]);

export function formatCsv(rows: readonly ChangeRow[]): string {
  return formatCsvLines(rows.map((row) => CHANGE_COLUMNS.map((name) => row[name])));
}
