import type { Instant } from '../calendar/china-time.ts';
import type { CoverageGap } from './board.ts';
import { arrangeFates, type CoverageSources, downTimes } from './coverage-ledger.ts';

/**
 * The gaps in what was looked at: stretches without an ok poll longer than twice `intervalMs`.
 *
 * A gap runs from the last ok poll before it (or from the first poll of all, when that failed) to the next ok poll,
 * or to null when there has been none up to `now`. Where it is known when the tickets went on sale (`openedAt`) and
 * nobody polled by then, the first gap runs from there. Without any poll and that, there is nothing to measure from:
 * no gaps. Its reason is, the first that applies:
 * - `service-down` when nobody planned anything for more than half of it;
 * - what most of its plans came to, the earlier of two equally common: the sign of a failure or why it was left out;
 * - `not-planned`: the plan looked elsewhere.
 */
export function arrangeGaps(
  sources: CoverageSources,
  { intervalMs, now, openedAt = null }: { intervalMs: number; now: Instant; openedAt?: Instant | null },
): CoverageGap[] {
  const { polls } = sources;
  const stretches: { from: Instant; to: Instant | null }[] = [];
  let from = Math.min(polls[0]?.observedAt ?? Number.POSITIVE_INFINITY, openedAt ?? Number.POSITIVE_INFINITY);
  for (const poll of polls) {
    if (poll.outcome !== 'ok') continue;
    if (poll.observedAt - from > 2 * intervalMs) stretches.push({ from, to: poll.observedAt });
    from = poll.observedAt;
  }
  if (now - from > 2 * intervalMs) stretches.push({ from, to: null });
  if (stretches.length === 0) return [];
  const fates = arrangeFates(polls, sources.plans, now);
  const down = downTimes(sources.idle, intervalMs);
  return stretches.map((stretch) => {
    const to = stretch.to ?? now;
    const isDown = overlap(down, stretch.from, to) > (to - stretch.from) / 2;
    return {
      ...stretch,
      reason: isDown ? 'service-down' : commonest(signsIn(sources, fates, stretch.from, to)),
    };
  });
}

/** What came of the plans of a stretch and of every poll in it, in the order of time. */
function signsIn(
  { polls }: CoverageSources,
  fates: ReadonlyMap<Instant, string>,
  from: Instant,
  to: Instant,
): string[] {
  const failed = polls.filter(
    (poll) => poll.outcome !== 'ok' && poll.observedAt >= from && poll.observedAt <= to,
  );
  const polled = new Set(polls.map((poll) => poll.plannedAt));
  const unpolled = [...fates].filter(
    ([plannedAt, fate]) =>
      plannedAt > from && plannedAt < to && !polled.has(plannedAt) && fate !== 'done' && fate !== 'waiting',
  );
  return [
    ...failed.map((poll): [Instant, string] => [poll.observedAt, poll.sign ?? poll.outcome]),
    ...unpolled,
  ]
    .sort((a, b) => a[0] - b[0])
    .map(([, sign]) => sign);
}

function overlap(stretches: readonly { from: Instant; to: Instant }[], from: Instant, to: Instant): number {
  return stretches.reduce(
    (sum, one) => sum + Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)),
    0,
  );
}

function commonest(signs: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const sign of signs) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let best = 'not-planned';
  for (const [sign, count] of counts) {
    if (count > (counts.get(best) ?? 0)) best = sign;
  }
  return best;
}
