import type { Course } from './spells-course.ts';
import type { PollTimes } from './spells-poll-times.ts';

/** What one offer went through, by index of the poll that saw it; -1 where there was none. */
export interface Walk {
  firstOnSale: number;
  /** Last poll on sale before the first sell-out; without a sell-out the last of all. */
  lastOnSale: number;
  /** Last poll before it was first seen at which it was not released yet: `*`, or not in the answer. */
  lastUnreleased: number;
  /** First poll of a confirmed sell-out. */
  gone: number;
  /** A last look without seats that no second one confirmed. */
  unconfirmed: boolean;
  /** First poll that showed the train suspended: nothing after it was looked at. */
  suspended: number;
  /** Last poll that saw it on sale or gone. */
  lastSeen: number;
  /** Polls at which it was back on sale. */
  reopened: number[];
  onSaleSeconds: number;
  observedSeconds: number;
}

/** Sold out is what two looks in a row say: the precedent's 58-20-58-20 was collection, not sales (trap 12). */
const CONFIRMING_LOOKS = 2;

/**
 * Walks the polls from `first` up to `end` (not included). Looks that could not tell (unknown, the train or class not
 * in the answer, `*` after it had been on sale) are no looks at all: they neither confirm nor contradict, and what
 * changed meanwhile did so between the looks around them. Seconds are counted up to the second `limit`.
 */
export function walkCourse(
  course: Course,
  polls: PollTimes,
  { first, end, limit }: { first: number; end: number; limit: number },
): Walk {
  const walk: Walk = {
    firstOnSale: -1,
    lastOnSale: -1,
    lastUnreleased: -1,
    gone: -1,
    unconfirmed: false,
    suspended: -1,
    lastSeen: -1,
    reopened: [],
    onSaleSeconds: 0,
    observedSeconds: 0,
  };
  const start = course.length > 0 ? course.from[0]! : end;
  if (start > first) walk.lastUnreleased = Math.min(start, end) - 1;
  let isGone = false;
  let looksGone = 0;
  let goneSince = -1;
  for (let i = 0; i < course.length; i += 1) {
    const from = Math.max(course.from[i]!, first);
    const to = i + 1 < course.length ? Math.min(course.from[i + 1]!, end) : end;
    if (from >= to) continue;
    const standing = course.standing(i);
    if (standing === 'suspended') {
      walk.suspended = from;
      break;
    }
    if (standing !== 'onSale' && standing !== 'gone') {
      if (walk.lastSeen < 0 && standing !== 'unknown') walk.lastUnreleased = to - 1;
      continue;
    }
    walk.lastSeen = to - 1;
    const observed = polls.observedBetween(from, to, limit);
    walk.observedSeconds += observed;
    if (standing === 'onSale') {
      walk.onSaleSeconds += observed;
      if (walk.firstOnSale < 0) walk.firstOnSale = from;
      if (walk.gone < 0) walk.lastOnSale = to - 1;
      if (isGone) walk.reopened.push(from);
      isGone = false;
      looksGone = 0;
      continue;
    }
    if (looksGone === 0) goneSince = from;
    looksGone += to - from;
    isGone ||= looksGone >= CONFIRMING_LOOKS;
    if (isGone && walk.gone < 0) walk.gone = goneSince;
  }
  walk.unconfirmed = looksGone > 0 && !isGone;
  return walk;
}
