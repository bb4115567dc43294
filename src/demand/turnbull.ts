import { type CensoringInterval, innermostIntervals } from './innermost-intervals.ts';
import { isotonicFit } from './isotonic-fit.ts';

/** Share of the subjects whose event came within (left, right]; null right: some time after `left`. */
export interface Mass extends CensoringInterval {
  p: number;
}

/** What so many subjects say alike. */
export interface CountedInterval extends CensoringInterval {
  /** Whole; 1 when absent. */
  count?: number;
}

export interface TurnbullEstimate {
  subjects: number;
  /** Intervals that hold mass, times rising; the masses sum to 1. Empty without subjects. */
  masses: Mass[];
  /** How far the likelihood equations are from holding, relative: 0 is exact. */
  gap: number;
  /** False when the gap was still above 1e-10 after the last pass. */
  converged: boolean;
}

const TOLERANCE = 1e-12;
const CONVERGED = 1e-10;
const MOST_PASSES = 5_000;
/** Below this a mass is one that the likelihood sends to 0. */
const NO_MASS = 1e-10;

/**
 * Nonparametric maximum likelihood estimate of when events came, from intervals (left, right] (Turnbull's estimate).
 * Where within an interval the mass lies is unknown. EM steps and iterative convex minorant steps in turn, until the
 * likelihood equations hold. One pass is O(subjects + intervals). Times in one unit, any.
 * Source: Turnbull 1976; algorithm Wellner and Zhan 1997; equal to R package interval `icfit`.
 */
export function turnbull(intervalsSeen: readonly CountedInterval[]): TurnbullEstimate {
  if (intervalsSeen.length === 0) return { subjects: 0, masses: [], gap: 0, converged: true };
  const { intervals, spans } = innermostIntervals(intervalsSeen);
  const counts = intervalsSeen.map(({ count = 1 }) => count);
  const subjects = counts.reduce((sum, count) => sum + count, 0);
  const problem: Problem = { spans: mergeSpans(spans, counts), size: intervals.length, subjects };
  let masses = new Array<number>(problem.size).fill(1 / problem.size);
  let gap = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    masses = stepByMinorant(problem, stepByExpectation(problem, masses));
    const before = gap;
    gap = Math.max(...scoresOf(problem, masses)) / problem.subjects - 1;
    // With a hundred thousand subjects the last bits of the sums are above the tolerance: then it no longer shrinks.
    if (gap <= TOLERANCE || (gap <= CONVERGED && gap >= before)) break;
  }
  const kept = intervals.flatMap((interval, at) =>
    masses[at]! > NO_MASS ? [{ ...interval, p: masses[at]! }] : [],
  );
  return { subjects, masses: kept, gap, converged: gap <= CONVERGED };
}

interface Span {
  first: number;
  last: number;
  weight: number;
}

interface Problem {
  spans: Span[];
  size: number;
  subjects: number;
}

/** Subjects that say the same are counted, not repeated. */
function mergeSpans(spans: readonly { first: number; last: number }[], counts: readonly number[]): Span[] {
  const merged = new Map<string, Span>();
  for (const [at, { first, last }] of spans.entries()) {
    const key = `${first}-${last}`;
    const span = merged.get(key);
    if (span === undefined) merged.set(key, { first, last, weight: counts[at]! });
    else span.weight += counts[at]!;
  }
  return [...merged.values()];
}

/** Self-consistency: every mass times the mean of what the subjects that may be there say of it. */
function stepByExpectation(problem: Problem, masses: readonly number[]): number[] {
  const scores = scoresOf(problem, masses);
  return masses.map((mass, at) => (mass * scores[at]!) / problem.subjects);
}

/** d log L / d mass, all of them equal to the number of subjects where there is mass at the maximum. */
function scoresOf(problem: Problem, masses: readonly number[]): number[] {
  const sums = cumulate(masses);
  const changes = new Array<number>(problem.size + 1).fill(0);
  for (const { first, last, weight } of problem.spans) {
    const share = weight / (sums[last + 1]! - sums[first]!);
    changes[first]! += share;
    changes[last + 1]! -= share;
  }
  return cumulate(changes).slice(1, -1);
}

/** A Newton step in the cumulative masses with the diagonal of the Hessian, kept rising, halved until it climbs. */
function stepByMinorant(problem: Problem, masses: number[]): number[] {
  if (problem.size < 2) return masses;
  const sums = cumulate(masses);
  const slopes = new Array<number>(problem.size + 1).fill(0);
  const curvatures = new Array<number>(problem.size + 1).fill(0);
  for (const { first, last, weight } of problem.spans) {
    const mass = sums[last + 1]! - sums[first]!;
    slopes[last + 1]! += weight / mass;
    slopes[first]! -= weight / mass;
    curvatures[last + 1]! += weight / mass ** 2;
    curvatures[first]! += weight / mass ** 2;
  }
  const inner = sums.slice(1, -1);
  const targets = inner.map((sum, at) => sum + slopes[at + 1]! / curvatures[at + 1]!);
  const goal = isotonicFit(targets, curvatures.slice(1, -1)).map((sum) => Math.min(1, Math.max(0, sum)));
  const before = logLikelihood(problem, sums);
  for (let length = 1; length > 1e-9; length /= 2) {
    const next = [0, ...inner.map((sum, at) => sum + length * (goal[at]! - sum)), 1];
    if (logLikelihood(problem, next) > before) return next.slice(1).map((sum, at) => sum - next[at]!);
  }
  return masses;
}

function logLikelihood({ spans }: Problem, sums: readonly number[]): number {
  let total = 0;
  for (const { first, last, weight } of spans) {
    const mass = sums[last + 1]! - sums[first]!;
    if (!(mass > 0)) return Number.NEGATIVE_INFINITY;
    total += weight * Math.log(mass);
  }
  return total;
}

/** Sums up to but not including each place, and the sum of all: one longer than what it sums. */
function cumulate(values: readonly number[]): number[] {
  const sums = [0];
  let sum = 0;
  for (const value of values) {
    sum += value;
    sums.push(sum);
  }
  return sums;
}
