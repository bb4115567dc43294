import { formatInstant, type Instant } from '../calendar/china-time.ts';
import { arrangeGaps } from '../seats/coverage.ts';
import { arrangeAccount, type CoverageSources } from '../seats/coverage-ledger.ts';
import type { CoverageAnswer } from './availability-schema.ts';

/**
 * How well a pair and date was watched, as the API shows it; from `openedAt`, when its tickets went on sale, if known,
 * up to `until`, when its last train had left, if all have. Pure.
 */
export function arrangeCoverage(
  sources: CoverageSources,
  {
    now,
    intervalMs,
    until = null,
    openedAt = null,
  }: { now: Instant; intervalMs: number; until?: Instant | null; openedAt?: Instant | null },
): CoverageAnswer {
  const { polls } = sources;
  const lastOk = polls.findLast((poll) => poll.outcome === 'ok');
  const newest = polls.at(-1);
  const ageSeconds = lastOk === undefined ? null : Math.max(0, Math.round((now - lastOk.observedAt) / 1_000));
  return {
    lastPollAt: lastOk === undefined ? null : formatInstant(lastOk.observedAt),
    ageSeconds,
    stale: until === null && (ageSeconds === null || ageSeconds * 1_000 > 2 * intervalMs),
    ...arrangeAccount(sources, { now: until ?? now, intervalMs }),
    gaps: arrangeGaps(sources, { now: until ?? now, intervalMs, openedAt }).map(({ from, to, reason }) => ({
      from: formatInstant(from),
      to: to === null ? null : formatInstant(to),
      reason,
    })),
    lastFailure:
      newest === undefined || newest.outcome === 'ok'
        ? null
        : {
            at: formatInstant(newest.observedAt),
            outcome: newest.outcome,
            sign: newest.sign ?? 'unknown',
            detail: newest.detail ?? '',
          },
  };
}
