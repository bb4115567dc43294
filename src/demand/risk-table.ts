import { checkSubject, type SubjectColumns } from './subject.ts';

/** Counts by distinct time of event or censoring, times rising. All columns have the same length. */
export interface RiskTable {
  times: Float64Array;
  /** Subjects with entry < time ≤ their own time; those that enter at 0 are at risk at 0 too. */
  atRisk: Float64Array;
  events: Float64Array;
  censored: Float64Array;
  /** Subjects still, or newly, watched right after the time: 0 at a gap, and at the end. */
  watchedAfter: Float64Array;
  /** Subjects watched from the start of the clock, and all. */
  watchedAtStart: number;
  subjects: number;
}

/**
 * Who was at risk, and who had the event, at every distinct time. Ties are exact equality; an event comes before a
 * censoring of the same time (both are at risk). O(n log n), without an object a subject.
 */
export function riskTable({ time, event, entry }: SubjectColumns): RiskTable {
  for (let one = 0; one < time.length; one += 1) checkSubject({ time: time[one]!, entry: entry?.[one] ?? 0 });
  const times = distinct(Float64Array.from(time).sort());
  const column = (): Float64Array => new Float64Array(times.length);
  const [atRisk, events, censored, watchedAfter] = [column(), column(), column(), column()];
  for (let one = 0; one < time.length; one += 1) {
    const counts = event[one] === 1 ? events : censored;
    counts[firstRow(times, time[one]!)]! += 1;
  }
  const entries = entry === null ? new Float64Array(time.length) : Float64Array.from(entry).sort();
  let watchedAtStart = 0;
  while (entries[watchedAtStart] === 0) watchedAtStart += 1;
  let entered = watchedAtStart;
  let left = 0;
  for (let row = 0; row < times.length; row += 1) {
    while (entered < entries.length && entries[entered]! < times[row]!) entered += 1;
    atRisk[row] = entered - left;
    left += events[row]! + censored[row]!;
    while (entered < entries.length && entries[entered]! <= times[row]!) entered += 1;
    watchedAfter[row] = entered - left;
  }
  return { times, atRisk, events, censored, watchedAfter, watchedAtStart, subjects: time.length };
}

/** The first row of rising times that is not before `time`, or with `after` beyond it; their number when none is. */
export function firstRow(times: Float64Array, time: number, after = false): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = times[middle]!;
    if (after ? at > time : at >= time) high = middle;
    else low = middle + 1;
  }
  return low;
}

function distinct(sorted: Float64Array): Float64Array {
  let kept = 0;
  for (let at = 0; at < sorted.length; at += 1) {
    if (at > 0 && sorted[at] === sorted[at - 1]) continue;
    sorted[kept] = sorted[at]!;
    kept += 1;
  }
  return sorted.subarray(0, kept);
}
