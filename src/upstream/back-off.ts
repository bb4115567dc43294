import { type Instant, MINUTE_MS, SECOND_MS } from '../calendar/china-time.ts';

/** How long the source is left alone, shared by all workers. */
export interface BackOff {
  /** Failures in a row that asked for a pause. */
  failures: number;
  /** Nothing is asked before this instant. */
  until: Instant;
  /** The sign that caused it (upstream/failures.ts) and its detail. */
  sign: string;
  detail: string;
}

const LONGEST_MS = 30 * MINUTE_MS;
const SHORTEST_MS = 5 * SECOND_MS;

/**
 * The pause after one more failure: what the failure table asks for, doubled for each failure before it, at
 * most half an hour. A failure that was asked during a pause already running (another request in flight) does
 * not double it again.
 */
export function nextBackOff(
  previous: BackOff | null,
  failure: { sign: string; detail: string; backOffMs: number; at: Instant },
): BackOff {
  const { sign, detail, backOffMs, at } = failure;
  if (previous !== null && at < previous.until) return previous;
  const failures = (previous?.failures ?? 0) + 1;
  const pauseMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, backOffMs) * 2 ** (failures - 1));
  return { failures, until: at + pauseMs, sign, detail };
}
