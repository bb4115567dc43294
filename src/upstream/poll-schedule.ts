import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS, startOfDay } from '../calendar/china-time.ts';
import type { TrainFacts, WatchFacts } from './watch-facts.ts';
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
/** How much faster offers of a train are held to change around its fee boundaries and near its departure. */
const BUSY_WEIGHT = 8;
/** What has just changed is expected to change again within about this time. */
const RESTLESS_MS = 4 * HOUR_MS;
/** Offers assumed of a pair nobody has seen yet. */
const UNSEEN_OFFERS = 1;

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
 * When to look at a pair and day whose last plan was at `last` (minus infinity: never); null for not at all. Before the sale opens that
 * is one look, which tells the boarding stations and their sale times; after the last departure nothing is left.
 */
export function planTurn(
  schedule: Schedule,
  watch: WatchEntry,
  facts: WatchFacts,
  { last, now }: { last: Instant; now: Instant },
): Turn | null {
  const [opensAt] = facts.saleOpenings;
  const isOpen = opensAt === undefined || now >= opensAt;
  if (!isOpen && last > Number.NEGATIVE_INFINITY) return null;
  if (facts.trains.length > 0 && facts.trains.every((train) => hasLeft(train, now))) return null;
  if (!isOpen) return { intervalMs: POLL_INTERVAL_MS, isOpening: false, expected: UNSEEN_OFFERS };
  const waited = now - last;
  if (schedule === 'uniform') return { intervalMs: POLL_INTERVAL_MS, isOpening: false, expected: waited };
  if (schedule === 'pinned') {
    const intervalMs = pinnedInterval(watch, facts, now);
    return { intervalMs, isOpening: intervalMs <= OPENING_INTERVAL_MS, expected: waited / intervalMs };
  }
  return adaptiveTurn(facts, waited, now);
}

function adaptiveTurn({ saleOpenings, trains, observedAt }: WatchFacts, waited: number, now: Instant): Turn {
  let expected = 0;
  let isBusy = false;
  let changedAt = 0;
  for (const train of trains) {
    if (hasLeft(train, now)) continue;
    const isRestless = comesBackAbout(train, now);
    isBusy ||= isRestless;
    const weighed = isRestless ? BUSY_WEIGHT * waited : waited;
    for (const at of train.changedAt) {
      expected += chanceOfChange(observedAt - at, weighed);
      if (at > changedAt) changedAt = at;
    }
  }
  if (trains.length === 0) expected = UNSEEN_OFFERS * chanceOfChange(DAY_MS, waited);
  const isOpening = holdsOne(saleOpenings, now, 0, OPENING_MS);
  const intervalMs = (): number => {
    if (isOpening) return OPENING_INTERVAL_MS;
    if (holdsOne(saleOpenings, now, 0, AFTER_OPENING_MS)) return AFTER_OPENING_INTERVAL_MS;
    if (isBusy) return BUSY_INTERVAL_MS;
    return changedAt > observedAt - QUIET_MS ? POLL_INTERVAL_MS : QUIET_INTERVAL_MS;
  };
  return { intervalMs: intervalMs(), isOpening, expected };
}

/** Whether seats of a train are about to come back: a fee boundary or its departure is near. */
function comesBackAbout({ departure, feeBoundaries }: TrainFacts, now: Instant): boolean {
  return (
    (departure !== null && departure > now && departure - now <= BEFORE_DEPARTURE_MS) ||
    holdsOne(feeBoundaries, now, BEFORE_BOUNDARY_MS, AFTER_BOUNDARY_MS)
  );
}

/**
 * The chance that an offer which stood for `stoodMs` is another after `waited`: with waited / (waited + stood) as
 * for any event whose rate is not known, and nothing held to have stood for less than a little while.
 */
function chanceOfChange(stoodMs: number, waited: number): number {
  return waited === Number.POSITIVE_INFINITY ? 1 : waited / (waited + RESTLESS_MS + stoodMs);
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

function hasLeft({ departure }: TrainFacts, now: Instant): boolean {
  return departure !== null && departure <= now;
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
