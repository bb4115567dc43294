import { type Instant, MINUTE_MS, SECOND_MS } from '../calendar/china-time.ts';
import type { PollRecord } from './board.ts';

/** What the ledger holds about a pair and date beside its polls; instants to the second. */
export interface LedgerPlans {
  planned: Instant[];
  /** Plans that came to no poll, and why: paused after a sign, too late, … */
  leftOut: { plannedAt: Instant; reason: string }[];
}

/** All that is known of how a pair and date was watched. */
export interface CoverageSources {
  /** In order of `observedAt`, failures included. */
  polls: readonly PollRecord[];
  plans: LedgerPlans;
  /** Stretches in which nobody planned anything for anybody: the service was down. */
  idle: readonly { from: Instant; to: Instant }[];
}

/** Every plan accounted for. `planned` is `done` and all of `missed` together; those under way are beside it. */
export interface CoverageAccount {
  planned: number;
  done: number;
  /** Planned so recently that they may still be carried out. */
  waiting: number;
  /** `done` of `planned`, 0 to 1; null before anything was planned. */
  share: number | null;
  /** Plans not answered in full by reason, the commonest first. */
  missed: { reason: string; count: number }[];
}

/** A plan not carried out so long after its instant is given up: its answer would be another plan's. */
export const PLAN_LIFE_MS = 10 * MINUTE_MS;

/**
 * Counts the plans of a pair and date by what became of them. Several tries at one plan count once; a failed plan
 * counts under the sign of its last failure, one left out under its reason, one that nothing is known of as
 * `not-carried-out`. While nobody planned (longer than twice `intervalMs`, after the first plan) the plans that
 * the interval calls for count as missed: `service-down`.
 */
export function arrangeAccount(
  { polls, plans, idle }: CoverageSources,
  { intervalMs, now }: { intervalMs: number; now: Instant },
): CoverageAccount {
  const fates = arrangeFates(polls, plans, now);
  const missed = new Map<string, number>();
  let [done, waiting] = [0, 0];
  for (const fate of fates.values()) {
    if (fate === 'done') done++;
    else if (fate === 'waiting') waiting++;
    else missed.set(fate, (missed.get(fate) ?? 0) + 1);
  }
  const first = Math.min(...fates.keys());
  const down = downTimes(idle, intervalMs)
    .filter((stretch) => stretch.to > first)
    .reduce(
      (sum, { from, to }) => sum + Math.floor((Math.min(to, now) - Math.max(from, first)) / intervalMs),
      0,
    );
  if (down > 0) missed.set('service-down', down);
  const counts = [...missed].map(([reason, count]) => ({ reason, count }));
  const planned = done + counts.reduce((sum, { count }) => sum + count, 0);
  return {
    planned,
    done,
    waiting,
    share: planned === 0 ? null : done / planned,
    missed: counts.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
  };
}

/** `done`, `waiting`, or why it was missed, by the plan's instant (to the second). */
export function arrangeFates(
  polls: readonly PollRecord[],
  plans: LedgerPlans,
  now: Instant,
): Map<Instant, string> {
  const fates = new Map<Instant, string>();
  for (const plannedAt of plans.planned) {
    const second = toSecond(plannedAt);
    if (second <= now) fates.set(second, now - second <= PLAN_LIFE_MS ? 'waiting' : 'not-carried-out');
  }
  for (const { plannedAt, reason } of plans.leftOut)
    if (plannedAt <= now) fates.set(toSecond(plannedAt), reason);
  for (const { plannedAt, outcome, sign } of polls) {
    const second = toSecond(plannedAt);
    if (outcome === 'ok') fates.set(second, 'done');
    else if (fates.get(second) !== 'done') fates.set(second, sign ?? outcome);
  }
  return fates;
}

/** Stretches without planning that are longer than two usual intervals; shorter ones leave no gap. */
export function downTimes<T extends { from: Instant; to: Instant }>(
  idle: readonly T[],
  intervalMs: number,
): T[] {
  return idle.filter(({ from, to }) => to - from > 2 * intervalMs);
}

function toSecond(at: Instant): Instant {
  return Math.floor(at / SECOND_MS) * SECOND_MS;
}
