import { checkSubject, type Subject } from './subject.ts';

/** Counts by distinct time of event or censoring, times rising. All columns have the same length. */
export interface RiskTable {
  times: Float64Array;
  /** Subjects with entry < time ≤ their own time; those that enter at 0 are at risk at 0 too. */
  atRisk: Float64Array;
  events: Float64Array;
  censored: Float64Array;
  /** Subjects still, or newly, watched right after the time: 0 at a gap, and at the end. */
  watchedAfter: Float64Array;
  /** Subjects watched from the start of the clock. */
  watchedAtStart: number;
}

/**
 * Who was at risk, and who had the event, at every distinct time. Ties are exact equality; an event comes before a
 * censoring of the same time (both are at risk). O(n log n).
 */
export function riskTable(subjects: readonly Subject[]): RiskTable {
  for (const subject of subjects) checkSubject(subject);
  const byTime = [...subjects].sort((a, b) => a.time - b.time);
  const entries = Float64Array.from(subjects, ({ entry = 0 }) => entry).sort();
  const times = Float64Array.from(new Set(byTime.map(({ time }) => time)));
  const column = (): Float64Array => new Float64Array(times.length);
  const table = { atRisk: column(), events: column(), censored: column(), watchedAfter: column() };
  const isWatched = (entry: number | undefined, time: number): boolean =>
    entry !== undefined && (entry === 0 || entry < time);
  let entered = 0;
  let left = 0;
  for (const [row, time] of times.entries()) {
    while (isWatched(entries[entered], time)) entered += 1;
    table.atRisk[row] = entered - left;
    for (; byTime[left]?.time === time; left += 1) {
      const counts = byTime[left]?.event === true ? table.events : table.censored;
      counts[row]! += 1;
    }
    while (entered < entries.length && entries[entered]! <= time) entered += 1;
    table.watchedAfter[row] = entered - left;
  }
  return { times, ...table, watchedAtStart: subjects.filter(({ entry = 0 }) => entry === 0).length };
}
