import { studentQuantile } from './distributions.ts';
import { firstRow } from './risk-table.ts';

/** Recurrent events of many subjects, all watched from 0. Columns; places are of the subjects. */
export interface RecurrentColumns {
  /** By subject: the time it was watched to, and its cluster (0 to `clusters` - 1). */
  stop: Float64Array;
  cluster: Int32Array;
  /** By event: when, and of which subject. */
  time: Float64Array;
  subject: Int32Array;
}

export interface MeanCount {
  mean: number;
  standardError: number;
  lower: number;
  upper: number;
  events: number;
}

/**
 * Mean cumulative number of events a subject up to `until`: MCF = Σ dN/Y, where Y counts the subjects watched to that time
 * or longer. Variance robust by cluster: Σ_g (∫ (dN_g - Y_g dMCF)/Y)²; with every subject its own cluster it is that of
 * meanCumulativeCount. Interval ± t_{G-1}·SE, not below 0. Null without subjects or with fewer than two clusters.
 * O(n log n). Source: Nelson 1988; Lawless and Nadeau 1995, with clusters for subjects.
 */
export function clusteredMeanCount(
  { stop, cluster, time, subject }: RecurrentColumns,
  until: number,
  confidence = 0.95,
): MeanCount | null {
  const clusters = new Set(cluster).size;
  if (stop.length === 0 || clusters < 2) return null;
  const stops = Float64Array.from(stop).sort();
  const times = Float64Array.from(time.filter((at) => at <= until)).sort();
  const influences = new Float64Array(cluster.reduce((most, one) => Math.max(most, one), 0) + 1);
  /** Σ dN/Y² up to and including each time: what a subject watched that far takes off. */
  const shared = new Float64Array(times.length);
  let mean = 0;
  let sum = 0;
  for (let at = 0; at < times.length; at += 1) {
    const atRisk = stop.length - firstRow(stops, times[at]!);
    mean += 1 / atRisk;
    sum += 1 / atRisk ** 2;
    shared[at] = sum;
  }
  for (let one = 0; one < time.length; one += 1) {
    if (time[one]! > until) continue;
    influences[cluster[subject[one]!]!]! += 1 / (stop.length - firstRow(stops, time[one]!));
  }
  for (let one = 0; one < stop.length; one += 1) {
    const seen = firstRow(times, stop[one]!, true);
    if (seen > 0) influences[cluster[one]!]! -= shared[seen - 1]!;
  }
  const standardError = Math.sqrt(influences.reduce((total, value) => total + value ** 2, 0));
  const reach = studentQuantile((1 + confidence) / 2, clusters - 1) * standardError;
  return { mean, standardError, lower: Math.max(0, mean - reach), upper: mean + reach, events: times.length };
}
