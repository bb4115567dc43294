import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../calendar/china-time.ts';
import type { BreakerRule } from './failures.ts';

/** How long the source is left alone, shared by all workers. Kept until a quiet success. */
export interface BackOff {
  /** Failures in a row that asked for a pause. */
  failures: number;
  /** Nothing is asked before this instant; after it one question is put as a probe, and no other meanwhile. */
  until: Instant;
  /** The sign that caused it (upstream/failures.ts) and its detail. */
  sign: string;
  detail: string;
  /** Times in a row that the breaker has opened; 0 for a plain pause. */
  trips: number;
}

/** A failure that asks for a pause: what the failure table says of it, when it was asked and when it came. */
export interface PausingFailure {
  sign: string;
  detail: string;
  backOffMs: number;
  breaker: BreakerRule;
  askedAt: Instant;
  at: Instant;
}

const LONGEST_MS = 30 * MINUTE_MS;
const SHORTEST_MS = 5 * SECOND_MS;
/** Bans are reported to last from a minute, growing, to 1 to 2 days (PROTOCOL.md section 4). */
const BREAKER_MS = 2 * HOUR_MS;
const LONGEST_BREAKER_MS = 24 * HOUR_MS;
/** So many signs in a row that come with an IP limit, but not only with one, are taken for one. */
const BURST = 3;

/**
 * The pause after one more failure: what the failure table asks for, doubled for each failure before it, at most
 * half an hour. A sign of an IP limit, or the third in a row that may be one, opens the breaker: two hours, doubled
 * each time its probe fails, at most a day. A failure of a request that was under way when the pause began does
 * not make it longer, unless it opens the breaker. A pause never becomes shorter.
 */
export function nextBackOff(previous: BackOff | null, failure: PausingFailure): BackOff {
  const { sign, detail, backOffMs, breaker, askedAt, at } = failure;
  const wasUnderWay = previous !== null && askedAt < previous.until;
  if (wasUnderWay && (breaker !== 'trip' || previous.trips > 0)) return previous;
  const failures = (previous?.failures ?? 0) + 1;
  const opens = breaker === 'trip' || (breaker === 'burst' && failures >= BURST);
  // A probe that meets something else (a timeout) says nothing about the limit: the breaker stays half-open.
  const trips = (previous?.trips ?? 0) + (opens ? 1 : 0);
  const pauseMs = opens
    ? Math.min(LONGEST_BREAKER_MS, BREAKER_MS * 2 ** (trips - 1))
    : Math.min(LONGEST_MS, Math.max(SHORTEST_MS, backOffMs) * 2 ** (failures - 1));
  return { failures, until: Math.max(previous?.until ?? 0, at + pauseMs), sign, detail, trips };
}

/** Whether an answer ends the pause: only one that was asked for after it says that all is well again. */
export function isQuietSuccess(backOff: BackOff, askedAt: Instant): boolean {
  return askedAt >= backOff.until;
}

export type BreakerState = 'closed' | 'open' | 'half-open';

/** `open`: nothing is asked. `half-open`: one probe decides. A plain pause leaves the breaker closed. */
export function breakerStateAt(backOff: BackOff | null, now: Instant): BreakerState {
  if (backOff === null || backOff.trips === 0) return 'closed';
  return now < backOff.until ? 'open' : 'half-open';
}
