import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS, startOfDay } from '../calendar/china-time.ts';
import type { WatchFacts } from './watch-facts.ts';
import type { WatchEntry } from './watchlist.ts';
import type { Schedule } from './watchlist-schema.ts';

/** How often a plan is made. Every `plannedAt` is a multiple of it. */
export const TICK_MS = 30 * SECOND_MS;
/** Between two looks where nothing special is going on. */
export const POLL_INTERVAL_MS = 5 * MINUTE_MS;
/** Between two looks where nothing has moved lately. */
export const QUIET_INTERVAL_MS = 8 * MINUTE_MS;

const OPENING_INTERVAL_MS = TICK_MS;
const OPENING_MS = 30 * MINUTE_MS;
const AFTER_OPENING_INTERVAL_MS = MINUTE_MS;
const AFTER_OPENING_MS = 2 * HOUR_MS;
const BUSY_INTERVAL_MS = 2 * MINUTE_MS;
/** Seats come back in the hours before giving them back gets dearer, and until the last of them are gone again. */
const BEFORE_BOUNDARY_MS = 3 * HOUR_MS;
const AFTER_BOUNDARY_MS = 30 * MINUTE_MS;
const BEFORE_DEPARTURE_MS = 3 * HOUR_MS;
/** Nothing has changed for so long: quiet. */
const QUIET_MS = 2 * HOUR_MS;
/** How much more is expected to move around a fee boundary and near a departure. */
const BUSY_WEIGHT = 4;
/** What has just changed is expected to change again within about this time. */
const RESTLESS_MS = HOUR_MS;
/** Offers assumed of a pair nobody has seen yet. */
const UNSEEN_YIELD = 1;

/** When a watched pair and day is to be looked at. */
export interface Turn {
  /** Least time since the last plan. */
  intervalMs: number;
  /** In the first half hour of a sale: goes before all others, within its share of the budget. */
  isOpening: boolean;
  /** What one expects to find, in changed offers: of those due, the most goes first. */
  expected: number;
}

/**
 * When to look at a pair and day whose last plan was at `last`: null for not at all. Before the sale opens that
 * is one look, which tells the boarding stations and their sale times; after the last departure nothing is left.
 */
export function planTurn(
  schedule: Schedule,
  watch: WatchEntry,
  facts: WatchFacts,
  { last, now }: { last: Instant | null; now: Instant },
): Turn | null {
  const [opensAt] = facts.saleOpenings;
  const isOpen = opensAt === undefined || now >= opensAt;
  if (!isOpen && last !== null) return null;
  const gone = facts.departures.at(-1);
  if (facts.allDeparturesKnown && gone !== undefined && now >= gone) return null;
  if (!isOpen) return { intervalMs: POLL_INTERVAL_MS, isOpening: false, expected: UNSEEN_YIELD };
  const waited = last === null ? Number.POSITIVE_INFINITY : now - last;
  if (schedule === 'uniform') return { intervalMs: POLL_INTERVAL_MS, isOpening: false, expected: waited };
  if (schedule === 'pinned') {
    const intervalMs = pinnedInterval(watch, facts, now);
    return { intervalMs, isOpening: intervalMs <= OPENING_INTERVAL_MS, expected: waited / intervalMs };
  }
  return adaptiveTurn(facts, waited, now);
}

function adaptiveTurn(facts: WatchFacts, waited: number, now: Instant): Turn {
  const { saleOpenings, departures, feeBoundaries, changedAt, observedAt } = facts;
  const isOpening = holdsOne(saleOpenings, now, 0, OPENING_MS);
  const isBusy =
    holdsOne(feeBoundaries, now, BEFORE_BOUNDARY_MS, AFTER_BOUNDARY_MS) ||
    holdsOne(departures, now, BEFORE_DEPARTURE_MS, 0);
  const expected = expectChanges(changedAt, observedAt, isBusy ? BUSY_WEIGHT * waited : waited);
  const interval = (): number => {
    if (isOpening) return OPENING_INTERVAL_MS;
    if (holdsOne(saleOpenings, now, 0, AFTER_OPENING_MS)) return AFTER_OPENING_INTERVAL_MS;
    if (isBusy) return BUSY_INTERVAL_MS;
    return changedAt.some((at) => at > observedAt - QUIET_MS) ? POLL_INTERVAL_MS : QUIET_INTERVAL_MS;
  };
  return { intervalMs: interval(), isOpening, expected };
}

/**
 * How many offers will be found changed after `waited`. One that has stood for a time `a` has changed within the
 * next `d` with a chance of d / (a + d): what is known of an event whose rate is not.
 */
function expectChanges(changedAt: readonly Instant[], observedAt: Instant, waited: number): number {
  if (waited === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (changedAt.length === 0) return UNSEEN_YIELD * (waited / (waited + DAY_MS));
  let expected = 0;
  for (const at of changedAt) expected += waited / (waited + RESTLESS_MS + observedAt - at);
  return expected;
}

/** Lead time to the travel date, at least so many days, and the interval that goes with it; the last takes the rest. */
const PINNED: readonly [days: number, intervalMs: number][] = [
  [15, 60 * MINUTE_MS],
  [8, 30 * MINUTE_MS],
  [3, 20 * MINUTE_MS],
  [1, 10 * MINUTE_MS],
  [Number.NEGATIVE_INFINITY, 5 * MINUTE_MS],
];

/** Looks at the time since the opening and to the travel date only: never at what was seen. */
function pinnedInterval({ travelDate }: WatchEntry, facts: WatchFacts, now: Instant): number {
  if (holdsOne(facts.saleOpenings, now, 0, OPENING_MS)) return OPENING_INTERVAL_MS;
  if (holdsOne(facts.saleOpenings, now, 0, AFTER_OPENING_MS)) return POLL_INTERVAL_MS;
  const leadDays = (startOfDay(travelDate) - now) / DAY_MS;
  return PINNED.find(([days]) => leadDays >= days)?.[1] ?? POLL_INTERVAL_MS;
}

/** Whether one of the instants (in order) lies at most `before` ahead, or less than `after` back. */
function holdsOne(instants: readonly Instant[], now: Instant, before: number, after: number): boolean {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] as Instant) > now - after) high = middle;
    else low = middle + 1;
  }
  const first = instants[low];
  return first !== undefined && first <= now + before;
}
