import type { SpellView } from './spell-columns.ts';

/** Where within (lower, upper] a sell-out is put. */
export type Placing = 'lower' | 'middle' | 'upper';

/** Rows of the cells kept (by cell, 1 or 0), of one class only where asked (its place in SEAT_CLASS_ORDER). */
export function keptRows(side: SpellView, kept: Uint8Array, seatClass?: number): Int32Array {
  const rows = new Int32Array(side.size);
  let count = 0;
  for (let row = 0; row < side.size; row += 1) {
    if (kept[side.cell[row]!] !== 1) continue;
    if (seatClass !== undefined && side.seatClass[row] !== seatClass) continue;
    rows[count] = row;
    count += 1;
  }
  return rows.subarray(0, count);
}

/** The rows as subjects, events at their place; what comes after tau is censored there. Hours. */
export function placeSubjects(
  side: SpellView,
  rows: Int32Array,
  tau: number,
  placing: Placing,
): { time: Float64Array; event: Uint8Array; entry: null; cluster: Int32Array } {
  const time = new Float64Array(rows.length);
  const event = new Uint8Array(rows.length);
  const cluster = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at]!;
    const [lower, upper] = [side.lower[row]!, side.upper[row]!];
    const isEvent = side.event[row] === 1;
    const hour = !isEvent || placing === 'upper' ? upper : placing === 'lower' ? lower : (lower + upper) / 2;
    time[at] = Math.min(hour, tau);
    event[at] = isEvent && hour <= tau ? 1 : 0;
    cluster[at] = side.route[row]!;
  }
  return { time, event, entry: null, cluster };
}
