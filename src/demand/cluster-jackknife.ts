import { studentQuantile } from './distributions.ts';
import { restrictedMean } from './restricted-mean.ts';
import { type RiskTable, riskTable } from './risk-table.ts';
import type { Subject } from './subject.ts';
import { survivalCurve } from './survival-curve.ts';

export interface ClusteredSubject extends Subject {
  /** What belongs together in both years: the pair of stations. */
  cluster: string;
}

export interface MeanRatio {
  /** Restricted means of both sides, in the unit of the times. */
  topMean: number;
  baseMean: number;
  ratio: number;
  /** ln(ratio) and its standard error. */
  logRatio: number;
  standardError: number;
  clusters: number;
  degreesOfFreedom: number;
  tQuantile: number;
  lower: number;
  upper: number;
  /** ln(ratio) without each cluster, in the order in which the clusters first appear. */
  leaveOneOut: { cluster: string; logRatio: number }[];
}

/**
 * Ratio of two restricted mean times RMST(tau), `top` over `base`, with a delete-one-cluster jackknife on the log
 * scale: each cluster leaves both sides together; SE = √((G-1)/G · Σ(θ_g - θ̄)²), interval exp(θ ± t_{G-1}·SE).
 * Null when it cannot be said: a mean is 0 or not known up to tau (restrictedMean), or fewer than two clusters, or one
 * of them is all of a side. A side that is known up to tau only through the cluster left out keeps its last level.
 * O(n log n + clusters · distinct times). Source: METHODS.md 5.2; Efron and Tibshirani 1993, chapter 11.
 */
export function clusterJackknife(
  top: readonly ClusteredSubject[],
  base: readonly ClusteredSubject[],
  tau: number,
  confidence = 0.95,
): MeanRatio | null {
  const topMean = restrictedMean(survivalCurve(top), tau)?.mean ?? null;
  const baseMean = restrictedMean(survivalCurve(base), tau)?.mean ?? null;
  const logRatio = logRatioOf(topMean, baseMean);
  const names = [...new Set([...top, ...base].map(({ cluster }) => cluster))];
  if (topMean === null || baseMean === null || logRatio === null || names.length < 2) return null;
  const topSide = new Side(top, tau);
  const baseSide = new Side(base, tau);
  const leaveOneOut: MeanRatio['leaveOneOut'] = [];
  for (const cluster of names) {
    const without = logRatioOf(topSide.meanWithout(cluster), baseSide.meanWithout(cluster));
    if (without === null) return null;
    leaveOneOut.push({ cluster, logRatio: without });
  }
  const degreesOfFreedom = names.length - 1;
  const standardError = jackknifeError(leaveOneOut.map((one) => one.logRatio));
  const tQuantile = studentQuantile((1 + confidence) / 2, degreesOfFreedom);
  return {
    topMean,
    baseMean,
    ratio: Math.exp(logRatio),
    logRatio,
    standardError,
    clusters: names.length,
    degreesOfFreedom,
    tQuantile,
    lower: Math.exp(logRatio - tQuantile * standardError),
    upper: Math.exp(logRatio + tQuantile * standardError),
    leaveOneOut,
  };
}

/** Standard error from the values got by leaving out one cluster each. */
function jackknifeError(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(((values.length - 1) / values.length) * squares);
}

function logRatioOf(top: number | null, base: number | null): number | null {
  return top === null || base === null || top === 0 || base === 0 ? null : Math.log(top / base);
}

/** Where a subject stands in the rows of its side's risk table: at risk in the rows from first to exit. */
interface Place {
  first: number;
  exit: number;
  event: boolean;
}

/** One side, counted once; a cluster is left out by taking its own counts off while walking over the times. */
class Side {
  private readonly table: RiskTable;
  private readonly subjects: number;
  private readonly places = new Map<string, Place[]>();
  private readonly tau: number;
  /** Change of the number to take off from row to row, and events to take off: all 0 but while one is left out. */
  private readonly absent: Float64Array;
  private readonly absentEvents: Float64Array;

  constructor(subjects: readonly ClusteredSubject[], tau: number) {
    this.tau = tau;
    this.subjects = subjects.length;
    this.table = riskTable(subjects);
    const { times } = this.table;
    this.absent = new Float64Array(times.length + 1);
    this.absentEvents = new Float64Array(times.length);
    for (const { cluster, time, event, entry = 0 } of subjects) {
      const places = this.places.get(cluster) ?? [];
      const first = entry === 0 ? 0 : firstRow(times, (at) => at > entry);
      places.push({ first, exit: firstRow(times, (at) => at >= time), event });
      this.places.set(cluster, places);
    }
  }

  /** The restricted mean of the other clusters; null when there is none. */
  meanWithout(cluster: string): number | null {
    const places = this.places.get(cluster) ?? [];
    if (places.length === this.subjects) return null;
    this.takeOff(places, 1);
    const mean = this.walk();
    this.takeOff(places, -1);
    return mean;
  }

  /** The inner loop of a national season, 500 clusters over a million times: local names only. */
  private walk(): number {
    const { times, atRisk, events } = this.table;
    const { absent, absentEvents, tau } = this;
    let survival = 1;
    let mean = 0;
    let since = 0;
    let away = 0;
    for (let row = 0; row < times.length; row += 1) {
      const time = times[row]!;
      if (time >= tau) break;
      away += absent[row]!;
      const gone = events[row]! - absentEvents[row]!;
      if (gone === 0) continue;
      const n = atRisk[row]! - away;
      mean += survival * (time - since);
      since = time;
      survival *= (n - gone) / n;
      if (survival === 0) break;
    }
    return mean + survival * (tau - since);
  }

  private takeOff(places: readonly Place[], sign: 1 | -1): void {
    for (const { first, exit, event } of places) {
      this.absent[first]! += sign;
      this.absent[exit + 1]! -= sign;
      if (event) this.absentEvents[exit]! += sign;
    }
  }
}

/** The first row whose time holds; as many as there are rows when none does. */
function firstRow(times: Float64Array, holds: (time: number) => boolean): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(times[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
