import { studentQuantile } from './distributions.ts';
import { groupRows } from './group-rows.ts';
import { restrictedMean } from './restricted-mean.ts';
import { firstRow, type RiskTable, riskTable } from './risk-table.ts';
import { columnsOf, type Subject, type SubjectColumns } from './subject.ts';
import { curveOf } from './survival-curve.ts';

export interface ClusteredSubject extends Subject {
  /** What belongs together in both years: the pair of stations. */
  cluster: string;
}

export interface ClusteredColumns extends SubjectColumns {
  /** Place of the cluster in the names that both sides share. */
  cluster: Int32Array;
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
  const names = [...new Set([...top, ...base].map(({ cluster }) => cluster))];
  const places = new Map(names.map((name, at) => [name, at]));
  const columns = (side: readonly ClusteredSubject[]): ClusteredColumns => ({
    ...columnsOf(side),
    cluster: Int32Array.from(side, ({ cluster }) => places.get(cluster)!),
  });
  return columnJackknife(columns(top), columns(base), names, tau, confidence);
}

/** The same of columns, for seasons of a million subjects. A name that no subject has is no cluster. */
export function columnJackknife(
  top: ClusteredColumns,
  base: ClusteredColumns,
  names: readonly string[],
  tau: number,
  confidence = 0.95,
): MeanRatio | null {
  const topSide = new Side(top, names.length, tau);
  const baseSide = new Side(base, names.length, tau);
  const [topMean, baseMean] = [topSide.mean(), baseSide.mean()];
  const logRatio = logRatioOf(topMean, baseMean);
  const present = names.flatMap((_, at) => (topSide.has(at) || baseSide.has(at) ? [at] : []));
  if (topMean === null || baseMean === null || logRatio === null || present.length < 2) return null;
  const leaveOneOut: MeanRatio['leaveOneOut'] = [];
  for (const at of present) {
    const without = logRatioOf(topSide.meanWithout(at), baseSide.meanWithout(at));
    if (without === null) return null;
    leaveOneOut.push({ cluster: names[at]!, logRatio: without });
  }
  const degreesOfFreedom = present.length - 1;
  const standardError = jackknifeError(leaveOneOut.map((one) => one.logRatio));
  const tQuantile = studentQuantile((1 + confidence) / 2, degreesOfFreedom);
  return {
    topMean,
    baseMean,
    ratio: Math.exp(logRatio),
    logRatio,
    standardError,
    clusters: present.length,
    degreesOfFreedom,
    tQuantile,
    lower: Math.exp(logRatio - tQuantile * standardError),
    upper: Math.exp(logRatio + tQuantile * standardError),
    leaveOneOut,
  };
}

/** Standard error from the values got by leaving out one cluster each. */
export function jackknifeError(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(((values.length - 1) / values.length) * squares);
}

function logRatioOf(top: number | null, base: number | null): number | null {
  return top === null || base === null || top === 0 || base === 0 ? null : Math.log(top / base);
}

/** One side, counted once; a cluster is left out by taking its own counts off while walking over the times. */
class Side {
  private readonly table: RiskTable;
  private readonly subjects: ClusteredColumns;
  /** Subjects by cluster (group-rows.ts). */
  private readonly members: Int32Array;
  private readonly starts: Int32Array;
  private readonly tau: number;
  /** Change of the number to take off from row to row, and events to take off: all 0 but while one is left out. */
  private readonly absent: Float64Array;
  private readonly absentEvents: Float64Array;

  constructor(subjects: ClusteredColumns, clusters: number, tau: number) {
    this.tau = tau;
    this.subjects = subjects;
    this.table = riskTable(subjects);
    this.absent = new Float64Array(this.table.times.length + 1);
    this.absentEvents = new Float64Array(this.table.times.length);
    const { members, starts } = groupRows(subjects.cluster, clusters);
    this.members = members;
    this.starts = starts;
  }

  has(cluster: number): boolean {
    return this.starts[cluster + 1]! > this.starts[cluster]!;
  }

  /** The restricted mean of all; null when it is not known up to tau. */
  mean(): number | null {
    return restrictedMean(curveOf(this.table), this.tau)?.mean ?? null;
  }

  /** The restricted mean of the other clusters; null when there is none. */
  meanWithout(cluster: number): number | null {
    if (this.starts[cluster + 1]! - this.starts[cluster]! === this.table.subjects) return null;
    this.takeOff(cluster, 1);
    const mean = this.walk();
    this.takeOff(cluster, -1);
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

  /** A subject is at risk in the rows after its entry up to that of its own time. */
  private takeOff(cluster: number, sign: 1 | -1): void {
    const { time, event, entry } = this.subjects;
    const { times } = this.table;
    for (let at = this.starts[cluster]!; at < this.starts[cluster + 1]!; at += 1) {
      const one = this.members[at]!;
      const entered = entry?.[one] ?? 0;
      const exit = firstRow(times, time[one]!);
      this.absent[entered === 0 ? 0 : firstRow(times, entered, true)]! += sign;
      this.absent[exit + 1]! -= sign;
      if (event[one] === 1) this.absentEvents[exit]! += sign;
    }
  }
}
