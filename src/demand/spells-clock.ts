import { HOUR_MS, type Instant, SECOND_MS } from '../calendar/china-time.ts';
import type { NoSpellReason, Spell } from './spell.ts';
import type { PollTimes } from './spells-poll-times.ts';
import type { Walk } from './spells-walk.ts';

/** First looks so late still count as from the start: a cell with a longer gap is not well covered anyway. */
const IN_TIME_HOURS = 1;
const HOUR_SECONDS = HOUR_MS / SECOND_MS;
const NONE_REOPENED: readonly number[] = [];

/** Where an offer's clock runs, and the polls that looked at it. */
export interface Span {
  saleOpensAt: Instant;
  departure: Instant;
  polls: PollTimes;
}

export type Clock = Pick<
  Spell,
  'entry' | 'lower' | 'upper' | 'event' | 'censoredBy' | 'reopenings' | 'watchedUntil'
>;

/**
 * A walk in hours since the sale opening, an event (L, R] or a censoring, cut at the horizon (hours); or why the offer is
 * no subject (METHODS.md 5.1). An event that begins before the horizon keeps its R though that is beyond it.
 */
export function readClock(
  walk: Walk,
  { saleOpensAt, departure, polls }: Span,
  horizon: number,
): Clock | NoSpellReason {
  const ageOf = (poll: number): number => (polls.seconds[poll]! - saleOpensAt / SECOND_MS) / HOUR_SECONDS;
  if (walk.lastSeen < 0) {
    if (walk.suspended >= 0) return 'suspended';
    return walk.lastUnreleased >= 0 ? 'notReleased' : 'neverSeen';
  }
  const unreleased = walk.lastUnreleased < 0 ? 0 : ageOf(walk.lastUnreleased);
  const seen = {
    reopenings:
      walk.reopened.length === 0 ? NONE_REOPENED : walk.reopened.map(ageOf).filter((at) => at <= horizon),
    watchedUntil: Math.min(horizon, ageOf(walk.lastSeen)),
  };
  const sight = walk.lastOnSale < 0 ? unreleased : ageOf(walk.firstOnSale);
  const entry = sight > IN_TIME_HOURS ? sight : 0;
  const lower = walk.lastOnSale < 0 ? unreleased : ageOf(walk.lastOnSale);
  if (walk.gone >= 0 && lower < horizon) {
    return { entry, lower, upper: ageOf(walk.gone), event: true, censoredBy: null, ...seen };
  }
  // Seen without seats once, never with any: that is neither a sell-out nor a sight of it on sale.
  if (walk.lastOnSale < 0) return 'neverSeen';
  const time = Math.min(lower, horizon);
  if (entry > 0 && entry >= time) return 'neverSeen';
  const censoredBy = lower >= horizon ? 'horizon' : endOf(walk, polls, departure);
  return { entry, lower: time, upper: time, event: false, censoredBy, ...seen };
}

function endOf(walk: Walk, polls: PollTimes, departure: Instant): 'suspended' | 'departure' | 'lastPoll' {
  if (walk.suspended >= 0) return 'suspended';
  const next = polls.seconds[walk.lastOnSale + 1] ?? 0;
  return next >= departure / SECOND_MS ? 'departure' : 'lastPoll';
}
