import { studentQuantile } from './distributions.ts';

/** Recurrent events of subjects that are all watched from 0, in whole ticks of time. */
export interface RecurrentColumns {
  /** By subject: the tick it was watched to, included, and its cluster (0 or more). */
  stop: Int32Array;
  cluster: Int32Array;
  /** Ticks of all events, subject by subject; those of a subject end before its place in `end`. */
  events: Uint16Array;
  end: Int32Array;
}

export interface MeanCount {
  mean: number;
  standardError: number;
  lower: number;
  upper: number;
  events: number;
}

/**
 * Mean cumulative number of events a subject up to and including tick `until`, of the subjects `rows`: MCF = Σ dN/Y, Y
 * those watched to that tick or longer. Variance robust by cluster: Σ_g (∫ (dN_g - Y_g dMCF)/Y)²; with every subject
 * its own cluster it is that of meanCumulativeCount. Interval ± t_{G-1}·SE, not below 0. Null with fewer than two
 * clusters. O(subjects + events + ticks). Source: Nelson 1988; Lawless and Nadeau 1995, with clusters for subjects.
 */
export function clusteredMeanCount(
  columns: RecurrentColumns,
  rows: Int32Array,
  until: number,
  confidence = 0.95,
): MeanCount | null {
  const { stop, cluster } = columns;
  const clusters = new Set<number>();
  const counts = new Int32Array(until + 1);
  const stops = new Int32Array(until + 2);
  let events = 0;
  for (const row of rows) {
    clusters.add(cluster[row]!);
    stops[Math.min(stop[row]!, until + 1)]! += 1;
    eachEvent(columns, row, until, (tick) => {
      counts[tick]! += 1;
      events += 1;
    });
  }
  if (clusters.size < 2) return null;
  const { means, shared } = accumulate(counts, stops, rows.length);
  const influences = new Float64Array(Math.max(...clusters) + 1);
  for (const row of rows) {
    influences[cluster[row]!]! -= shared[Math.min(stop[row]!, until)]!;
    eachEvent(columns, row, until, (tick) => {
      influences[cluster[row]!]! += means[tick]! / counts[tick]!;
    });
  }
  const standardError = Math.sqrt(influences.reduce((total, value) => total + value ** 2, 0));
  const mean = means.reduce((total, value) => total + value, 0);
  const reach = studentQuantile((1 + confidence) / 2, clusters.size - 1) * standardError;
  return { mean, standardError, lower: Math.max(0, mean - reach), upper: mean + reach, events };
}

/** By tick: dN/Y, and Σ dN/Y² up to and including it, which is what a subject watched that far takes off. */
function accumulate(
  counts: Int32Array,
  stops: Int32Array,
  subjects: number,
): { means: Float64Array; shared: Float64Array } {
  const means = new Float64Array(counts.length);
  const shared = new Float64Array(counts.length);
  let atRisk = subjects;
  let sum = 0;
  for (let tick = 0; tick < counts.length; tick += 1) {
    if (counts[tick]! > 0) {
      means[tick] = counts[tick]! / atRisk;
      sum += counts[tick]! / atRisk ** 2;
    }
    shared[tick] = sum;
    atRisk -= stops[tick]!;
  }
  return { means, shared };
}

function eachEvent(
  { events, end, stop }: RecurrentColumns,
  row: number,
  until: number,
  take: (tick: number) => void,
): void {
  for (let at = row === 0 ? 0 : end[row - 1]!; at < end[row]!; at += 1) {
    const tick = events[at]!;
    if (tick <= until && tick <= stop[row]!) take(tick);
  }
}
