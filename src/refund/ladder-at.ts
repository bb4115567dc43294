import { DAY_MS, type Instant } from '../calendar/china-time.ts';
import type { HongKongRule } from './hong-kong.data.ts';
import type { Dated, LadderRule, Rule, Tier } from './rule.ts';
import type { RuleBook } from './rule-book.ts';

/** The row whose days hold `at`, of rows that lie newest first; null where none does. */
export function ruleAt<R extends Dated<Rule>>(rows: readonly R[], at: Instant): R | null {
  for (const row of rows) if (at >= row.start) return at < row.end ? row : null;
  return null;
}

/** Longest presale ever, 60 days, and a little: no ticket is older when its train leaves. */
export const LONGEST_LIFE_MS = 62 * DAY_MS;

/** A row keyed on the travel date holds for refunds before its first day too, of tickets that could be out by then. */
function hasBegun(row: Dated<Rule>, at: Instant, travelDay: Instant): boolean {
  if (row.selectedBy !== 'travelDate') return at >= row.start;
  return travelDay >= row.start && at >= Math.min(row.start, travelDay - LONGEST_LIFE_MS);
}

/**
 * The domestic ladder for a refund at `at` of a ticket whose travel date begins at `travelDay`. Rows keyed on
 * the travel date (LADDER_2013) hold for earlier refunds of their tickets too; the newest row that has begun wins.
 */
export function ladderAt(book: RuleBook, at: Instant, travelDay: Instant): Dated<LadderRule> | null {
  return book.ladders.find((row) => hasBegun(row, at, travelDay)) ?? null;
}

/** The same for the trains of Hong Kong West Kowloon; null before the line opened. */
export function hongKongLadderAt(
  book: RuleBook,
  at: Instant,
  travelDay: Instant,
): Dated<HongKongRule> | null {
  return book.hongKong.find((row) => hasBegun(row, at, travelDay)) ?? null;
}

/** The step of a ladder for the time left, in milliseconds. The last tier takes what no other does. */
export function tierAt(ladder: LadderRule, leftMs: number): Tier {
  for (const tier of ladder.tiers) {
    if (tier.included ? leftMs >= tier.leastLeftMs : leftMs > tier.leastLeftMs) return tier;
  }
  return ladder.tiers[ladder.tiers.length - 1] ?? ladder.tiers[0];
}
