import { chiSquareUpperTail } from './distributions.ts';
import { solveLinear } from './solve-linear.ts';
import { checkSubject, type Subject } from './subject.ts';

export interface GroupedSubject extends Subject {
  group: string;
  /** Compared only with subjects of the same stratum, for example of the same pair of stations. */
  stratum?: string;
}

export interface LogRank {
  /** Groups in the order in which they first appear. */
  groups: { group: string; subjects: number; observed: number; expected: number }[];
  /** Covariance of observed - expected, one row and column a group. */
  variance: number[][];
  /** Null, with `p`, when fewer than two groups could have had an event. */
  chiSquare: number | null;
  /** Groups that could have had an event, less one. */
  degreesOfFreedom: number;
  p: number | null;
}

/**
 * Stratified log-rank test of equal curves, with late entry; `rho` above 0 gives Harrington and Fleming's G-rho family
 * (1: Peto and Peto's Wilcoxon), which weighs each event time by S(t-)^rho of the stratum's pooled curve. Hypergeometric
 * variance. Sell-outs on one train depend on each other, so p is too small: a screen only (METHODS.md 5.3).
 * Source: Mantel 1966, Harrington and Fleming 1982; equal to R survival::survdiff.
 */
export function logRank(subjects: readonly GroupedSubject[], rho = 0): LogRank {
  for (const subject of subjects) checkSubject(subject);
  const names = [...new Set(subjects.map(({ group }) => group))];
  const sums: Sums = {
    observed: names.map(() => 0),
    expected: names.map(() => 0),
    variance: names.map(() => names.map(() => 0)),
  };
  for (const stratum of groupBy(subjects, (one) => one.stratum ?? '').values()) {
    addStratum(sums, stratum, names, rho);
  }
  const groups = names.map((group, index) => ({
    group,
    subjects: subjects.filter((one) => one.group === group).length,
    observed: sums.observed[index]!,
    expected: sums.expected[index]!,
  }));
  return { groups, variance: sums.variance, ...testOf(sums) };
}

interface Sums {
  observed: number[];
  expected: number[];
  variance: number[][];
}

function addStratum(sums: Sums, subjects: readonly GroupedSubject[], names: string[], rho: number): void {
  const index = new Map(names.map((name, at) => [name, at]));
  const exits = [...subjects].sort((a, b) => a.time - b.time);
  const entrants = [...subjects].sort((a, b) => (a.entry ?? 0) - (b.entry ?? 0));
  const atRisk = names.map(() => 0);
  let entered = 0;
  let survival = 1;
  for (let at = 0; at < exits.length; ) {
    const { time } = exits[at]!;
    for (; entered < entrants.length && isWatched(entrants[entered]!.entry ?? 0, time); entered += 1) {
      atRisk[index.get(entrants[entered]!.group)!]! += 1;
    }
    const leaving = names.map(() => 0);
    const events = names.map(() => 0);
    for (; at < exits.length && exits[at]!.time === time; at += 1) {
      const group = index.get(exits[at]!.group)!;
      leaving[group]! += 1;
      if (exits[at]!.event) events[group]! += 1;
    }
    survival *= addTime(sums, atRisk, events, survival ** rho);
    for (const [group, count] of leaving.entries()) atRisk[group]! -= count;
  }
}

/** Adds one event time; answers the share of those at risk that stayed. */
function addTime(sums: Sums, atRisk: number[], events: number[], weight: number): number {
  const n = total(atRisk);
  const d = total(events);
  if (d === 0) return 1;
  const spread = n > 1 ? (weight ** 2 * d * (n - d)) / (n - 1) : 0;
  for (const [i, ni] of atRisk.entries()) {
    sums.observed[i]! += weight * events[i]!;
    sums.expected[i]! += (weight * d * ni) / n;
    for (const [j, nj] of atRisk.entries()) {
      sums.variance[i]![j]! += spread * (ni / n) * ((i === j ? 1 : 0) - nj / n);
    }
  }
  return (n - d) / n;
}

/** Groups that nothing was expected of are left out, and one of the rest, which the others determine. */
function testOf({
  observed,
  expected,
  variance,
}: Sums): Pick<LogRank, 'chiSquare' | 'degreesOfFreedom' | 'p'> {
  const kept = [...expected.keys()].filter((group) => expected[group]! > 0).slice(1);
  if (kept.length === 0) return { chiSquare: null, degreesOfFreedom: 0, p: null };
  const excess = kept.map((group) => observed[group]! - expected[group]!);
  const matrix = kept.map((row) => kept.map((column) => variance[row]![column]!));
  const solved = solveLinear(matrix, excess);
  const chiSquare = solved === null ? null : total(excess.map((one, at) => one * solved[at]!));
  const p = chiSquare === null ? null : chiSquareUpperTail(chiSquare, kept.length);
  return { chiSquare, degreesOfFreedom: kept.length, p };
}

function isWatched(entry: number, time: number): boolean {
  return entry === 0 || entry < time;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
