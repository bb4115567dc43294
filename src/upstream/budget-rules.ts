import { MINUTE_MS, SECOND_MS } from '../calendar/china-time.ts';

/** How often 12306 may be asked, by all workers on all machines together. Times in milliseconds. */
export interface BudgetRules {
  /** Least time from the end of a request to the start of the next. */
  spacingMs: number;
  /** Up to so much is added to the spacing, drawn anew for every request. */
  jitterMs: number;
  /** Most requests that may reach the source in any five minutes. */
  perWindow: number;
  /** Most requests under way at the same time. */
  inFlight: number;
  /** A request whose worker is never heard of again counts as under way for so long; longer than any timeout. */
  leaseMs: number;
}

export const BUDGET_WINDOW_MS = 5 * MINUTE_MS;

/**
 * The mildest rules that any setting can bring about with the real 12306. Peers report bans of 1 to 2 days at 1 to
 * 3 s between requests and "not more than 80 in 5 minutes" (PROTOCOL.md section 4); this is half of it.
 */
export const FLOOR = { spacingMs: 5 * SECOND_MS, jitterMs: 2_500, perWindow: 40, inFlight: 1 } as const;

const LEASE_MS = 15 * SECOND_MS;

/** The rules for the real 12306 from the settings: stricter than the floor as one likes, never milder. */
export function planBudget(wish: { spacingSeconds: number; perFiveMinutes: number }): BudgetRules {
  return {
    ...FLOOR,
    spacingMs: Math.max(FLOOR.spacingMs, wish.spacingSeconds * SECOND_MS || 0),
    perWindow: Math.min(FLOOR.perWindow, Math.max(1, Math.floor(wish.perFiveMinutes) || 1)),
    leaseMs: LEASE_MS,
  };
}

/** Time from the end of a request to the start of the next; `draw` is in [0, 1). */
export function gapAfter(rules: BudgetRules, draw: number): number {
  return rules.spacingMs + Math.floor(rules.jitterMs * draw);
}

/**
 * How long a permit counts against the window. A request reaches the source at the latest when its lease ends, so
 * permits are counted that much longer: then no five minutes at the source's end hold more than `perWindow`.
 */
export function countedMs(rules: BudgetRules): number {
  return BUDGET_WINDOW_MS + rules.leaseMs;
}
