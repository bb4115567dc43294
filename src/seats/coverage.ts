import type { Instant } from '../calendar/china-time.ts';
import type { CoverageGap, PollRecord } from './board.ts';

/**
 * The gaps in what was looked at: stretches without an ok poll longer than twice `intervalMs`.
 *
 * `polls` in order of `observedAt`, failures included. A gap runs from the last ok poll before it (or from the
 * first poll of all, when that failed) to the next ok poll, or to null when there has been none up to `now`.
 * Its reason is the sign of failure seen in it most often, the earlier one of two seen equally often, and
 * `not-polled` when nothing was even tried. Without any poll there is nothing to measure from: no gaps.
 */
export function arrangeGaps(
  polls: readonly PollRecord[],
  { intervalMs, now }: { intervalMs: number; now: Instant },
): CoverageGap[] {
  const gaps: CoverageGap[] = [];
  let signs: string[] = [];
  let from = polls[0]?.observedAt;
  if (from === undefined) return gaps;
  for (const poll of polls) {
    if (poll.outcome !== 'ok') {
      signs.push(poll.sign ?? poll.outcome);
      continue;
    }
    if (poll.observedAt - from > 2 * intervalMs) {
      gaps.push({ from, to: poll.observedAt, reason: commonest(signs) });
    }
    from = poll.observedAt;
    signs = [];
  }
  if (now - from > 2 * intervalMs) gaps.push({ from, to: null, reason: commonest(signs) });
  return gaps;
}

/**
 * How many polls there should have been and how many plans were answered. Several tries at one plan count once.
 * Plans of a time when the service was down are kept nowhere: where plans lie more than twice `intervalMs`
 * apart, and from the last one to `now`, those that the interval calls for are counted as planned.
 */
export function countPolls(
  polls: readonly PollRecord[],
  { intervalMs, now }: { intervalMs: number; now: Instant },
): { planned: number; done: number } {
  const plans = [...new Set(polls.map((poll) => poll.plannedAt))].sort((a, b) => a - b);
  const done = new Set(polls.filter((poll) => poll.outcome === 'ok').map((poll) => poll.plannedAt));
  let planned = plans.length;
  for (const [i, plan] of plans.entries()) {
    const next = plans[i + 1];
    const stretch = (next ?? now) - plan;
    // The plan that ends a stretch is counted already; `now` is none.
    if (stretch > 2 * intervalMs) planned += Math.floor(stretch / intervalMs) - (next === undefined ? 0 : 1);
  }
  return { planned, done: done.size };
}

function commonest(signs: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const sign of signs) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let best = 'not-polled';
  for (const [sign, count] of counts) {
    if (count > (counts.get(best) ?? 0)) best = sign;
  }
  return best;
}
