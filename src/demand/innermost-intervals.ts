/**
 * What is known of when a subject's event came: after `left` and not after `right`, the half-open (left, right]
 * between two polls. Null `right`: not yet when last looked (right-censored). `left` 0: gone at the first look.
 * `left` = `right`: the exact time.
 */
export interface CensoringInterval {
  left: number;
  right: number | null;
}

export interface InnermostIntervals {
  /** Turnbull's intervals (q, p], or the point where both are equal, times rising. */
  intervals: CensoringInterval[];
  /** By subject: first and last of the intervals that lie within its own. They are consecutive. */
  spans: { first: number; last: number }[];
}

/**
 * The only places where a nonparametric estimate can put mass: a left end directly followed by a right end among all
 * ends sorted. (a, t] and (t, b] do not meet. Throws RangeError for right < left or an end that is no number.
 * Source: Peto 1973, Turnbull 1976.
 */
export function innermostIntervals(subjects: readonly CensoringInterval[]): InnermostIntervals {
  const ends = subjects.flatMap(endsOf).sort(compareEnds);
  const intervals: CensoringInterval[] = [];
  const lefts: End[] = [];
  const rights: End[] = [];
  for (const [index, end] of ends.entries()) {
    const next = ends[index + 1];
    if (end.isRight || next === undefined || !next.isRight) continue;
    intervals.push({ left: end.at, right: Number.isFinite(next.at) ? next.at : null });
    lefts.push(end);
    rights.push(next);
  }
  const spans = subjects.map((subject) => {
    const [left, right] = endsOf(subject);
    const first = firstIndex(lefts.length, (at) => compareEnds(lefts[at]!, left) >= 0);
    return { first, last: firstIndex(rights.length, (at) => compareEnds(rights[at]!, right) > 0) - 1 };
  });
  return { intervals, spans };
}

/** An end in its place: at one time a closed left end comes first, then right ends, then open left ends. */
interface End {
  at: number;
  rank: 0 | 1 | 2;
  isRight: boolean;
}

function endsOf({ left, right }: CensoringInterval): [left: End, right: End] {
  const end = right ?? Number.POSITIVE_INFINITY;
  if (!Number.isFinite(left) || left < 0 || !(end >= left)) {
    throw new RangeError(`expected 0 ≤ left ≤ right, got (${left}, ${right}]`);
  }
  return [
    { at: left, rank: left === end ? 0 : 2, isRight: false },
    { at: end, rank: 1, isRight: true },
  ];
}

function compareEnds(a: End, b: End): number {
  // Two infinite ends are the same one; their difference would be no number.
  return a.at === b.at ? a.rank - b.rank : a.at - b.at;
}

function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
