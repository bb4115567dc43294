import { compareText } from './compare-text.ts';
import type { Availability } from './schema.ts';

/** As much of a board's row as its place on the low-stock list hangs on. */
export interface StockRow {
  trainCode: string;
  departed: boolean;
  /** ISO 8601 in China time, so that texts sort as times do; null when not known. */
  departure: string | null;
  seats: readonly {
    availability: Availability;
    trend: { kind: 'runsOut'; inHours: number } | { kind: 'none' };
  }[];
}

/**
 * The order of the low-stock list: what runs out soonest first. Classes with a pace come before those without;
 * of those, fewer seats before more, then plenty, then what has nothing left to run out, then what is unknown or
 * not on sale, trains that have left last. A train stands where its most pressing class does; equal ones by
 * departure, then by code. For `Array.sort`.
 */
export function compareRunOut(a: StockRow, b: StockRow): number {
  const [rankA, valueA] = pressureOf(a);
  const [rankB, valueB] = pressureOf(b);
  return (
    rankA - rankB ||
    valueA - valueB ||
    compareText(a.departure ?? '~', b.departure ?? '~') ||
    compareText(a.trainCode, b.trainCode)
  );
}

/** Hours until the first class of a row runs out; null when none has a pace. */
export function hoursLeft(row: Pick<StockRow, 'seats'>): number | null {
  const hours = row.seats.flatMap(({ trend }) => (trend.kind === 'runsOut' ? [trend.inHours] : []));
  return hours.length === 0 ? null : Math.min(...hours);
}

const RUNS_OUT = 0;
const COUNTED = 1;
const PLENTY = 2;
const GONE = 3;
const NO_STOCK = 4;
const DEPARTED = 5;

function pressureOf(row: StockRow): [rank: number, value: number] {
  if (row.departed) return [DEPARTED, 0];
  const hours = hoursLeft(row);
  if (hours !== null) return [RUNS_OUT, hours];
  const kinds = row.seats.map(({ availability }) => availability);
  const counts = kinds.flatMap((one) => (one.kind === 'count' ? [one.count] : []));
  if (counts.length > 0) return [COUNTED, Math.min(...counts)];
  if (kinds.some(({ kind }) => kind === 'plenty')) return [PLENTY, 0];
  return [kinds.some(({ kind }) => kind === 'none') ? GONE : NO_STOCK, 0];
}
