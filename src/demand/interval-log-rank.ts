import { chiSquareUpperTail } from './distributions.ts';
import type { CensoringInterval } from './innermost-intervals.ts';
import { type Mass, turnbull } from './turnbull.ts';

export interface GroupedInterval extends CensoringInterval {
  group: string;
}

export interface IntervalLogRank {
  /** Sun's score of each subject, in their order; they sum to 0. Below 0: later than expected of it. */
  scores: number[];
  /** Groups in the order in which they first appear, each with the sum of its scores. */
  groups: { group: string; subjects: number; score: number }[];
  /** Permutation variance of the score of the first group (for two groups, of either). */
  variance: number;
  /** Score of the first group over its standard deviation; null unless there are two groups that can differ. */
  z: number | null;
  p: number | null;
}

/**
 * Log-rank test of two groups for interval-censored events, in its permutation form with Sun's scores: score
 * (S(l)·G(l) - S(r)·G(r)) / (S(l) - S(r)) with S the pooled Turnbull curve and G(t) = -Σ p_j/S(t_j-), the log-survival
 * got from its hazards; normal approximation of the permutations. A screen only, as logRank.
 * Source: Sun 1996; Fay and Shaw 2010, R package interval `ictest(scores = "logrank1")`.
 */
export function intervalLogRank(subjects: readonly GroupedInterval[]): IntervalLogRank {
  const { masses } = turnbull(subjects);
  const scores = subjects.map((subject) => scoreOf(subject, masses));
  const names = [...new Set(subjects.map(({ group }) => group))];
  const groups = names.map((group) => ({
    group,
    subjects: subjects.filter((one) => one.group === group).length,
    score: scores.reduce((sum, score, at) => (subjects[at]!.group === group ? sum + score : sum), 0),
  }));
  const variance = permutationVariance(scores, groups[0]?.subjects ?? 0);
  const canDiffer = groups.length === 2 && variance > 0;
  const z = canDiffer ? groups[0]!.score / Math.sqrt(variance) : null;
  return { scores, groups, variance, z, p: z === null ? null : chiSquareUpperTail(z * z, 1) };
}

/** The masses within a subject's interval are consecutive: S and G are taken before the first and after the last. */
function scoreOf({ left, right }: CensoringInterval, masses: readonly Mass[]): number {
  const end = right ?? Number.POSITIVE_INFINITY;
  let survival = 1;
  let logSurvival = 0;
  let before = { survival, logSurvival };
  let after = before;
  for (const mass of masses) {
    const isWithin = mass.left >= left && (mass.right ?? Number.POSITIVE_INFINITY) <= end;
    if (!isWithin && survival === before.survival) {
      logSurvival -= mass.p / survival;
      survival -= mass.p;
      before = { survival, logSurvival };
    } else if (isWithin) {
      logSurvival -= mass.p / survival;
      survival -= mass.p;
      after = { survival, logSurvival };
    }
  }
  const top = before.survival * before.logSurvival - after.survival * after.logSurvival;
  return top / (before.survival - after.survival);
}

/** Of the sum of `chosen` scores drawn without replacement. */
function permutationVariance(scores: readonly number[], chosen: number): number {
  const n = scores.length;
  if (n < 2) return 0;
  const mean = scores.reduce((sum, score) => sum + score, 0) / n;
  const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  return (chosen * (n - chosen) * squares) / (n * (n - 1));
}
