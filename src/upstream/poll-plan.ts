import { type CivilDate, civilDateOf, type Instant, MINUTE_MS } from '../calendar/china-time.ts';
import type { Watch } from '../seats/schema.ts';

export const POLL_INTERVAL_MS = 5 * MINUTE_MS;

/** One poll to be made. `plannedAt` is on the minute, so that two schedulers plan the same poll. */
export interface PlannedPoll extends Watch {
  plannedAt: Instant;
}

export interface PlanInput {
  watchlist: Watch[];
  /** One a watch, in the same order: when it was last planned and answered in any way; null for never. */
  lastPolledAt: (Instant | null)[];
  /** Polls that may still be sent in this tick. */
  budget: number;
  /** Last travel date 12306 answers for; null when not known. Asking beyond it looks like being refused. */
  lastTravelDate: CivilDate | null;
  /** Nothing is planned before this instant (back-off after a refusal); null for no back-off. */
  notBefore: Instant | null;
  now: Instant;
}

/**
 * Decides which watched pairs and dates to ask about in this minute: those whose last poll lies one interval
 * back or more, the longest waiting first (never polled before all others), at most `budget` of them.
 * Touches nothing; the same input gives the same plan.
 */
export function planPolls(input: PlanInput): PlannedPoll[] {
  const { watchlist, lastPolledAt, budget, lastTravelDate, notBefore, now } = input;
  if (notBefore !== null && now < notBefore) return [];
  const plannedAt = floorToMinute(now);
  const today = civilDateOf(now);
  return watchlist
    .map((watch, index) => ({ watch, last: lastPolledAt[index] ?? null, index }))
    .filter(
      ({ watch }) =>
        watch.travelDate >= today && (lastTravelDate === null || watch.travelDate <= lastTravelDate),
    )
    .filter(({ last }) => last === null || plannedAt - floorToMinute(last) >= POLL_INTERVAL_MS)
    .sort((a, b) => (a.last ?? -1) - (b.last ?? -1) || a.index - b.index)
    .slice(0, Math.max(0, budget))
    .map(({ watch }) => ({ ...watch, plannedAt }));
}

/**
 * The queue's id of a planned poll. Deterministic, so a second add is the same job; BullMQ wants no `:` and not
 * only digits.
 */
export function pollJobId(poll: PlannedPoll): string {
  return `${poll.pair.from}-${poll.pair.to}-${poll.travelDate}-${poll.plannedAt / 1_000}`;
}

function floorToMinute(at: Instant): Instant {
  return Math.floor(at / MINUTE_MS) * MINUTE_MS;
}
