import { type CivilDate, civilDateOf, type Instant } from '../calendar/china-time.ts';
import type { ServiceHoursRow } from '../calendar/service-hours.data.ts';
import { isUnderMaintenance } from '../calendar/service-hours.ts';
import type { Watch } from '../seats/schema.ts';
import { planTurn, TICK_MS, type Turn } from './poll-schedule.ts';
import type { WatchFacts } from './watch-facts.ts';
import type { WatchEntry } from './watchlist.ts';
import type { Schedule } from './watchlist-schema.ts';

/** One poll to be made. `plannedAt` is on the tick, so that two schedulers plan the same poll. */
export interface PlannedPoll extends Watch {
  plannedAt: Instant;
}

export interface PlanInput {
  watchlist: readonly WatchEntry[];
  schedule: Schedule;
  /** One a watch, in the same order: when it was last planned or answered in any way; null for never. */
  lastPolledAt: readonly (Instant | null)[];
  /** One a watch, in the same order: sale openings, departures, fee boundaries, what moved. */
  facts: readonly WatchFacts[];
  /** Nothing is planned outside these hours; empty for a source that never closes. */
  serviceHours: readonly ServiceHoursRow[];
  /** Polls that may still be sent in this tick. */
  budget: number;
  /** Last travel date 12306 answers for; null when not known. Asking beyond it looks like being refused. */
  lastTravelDate: CivilDate | null;
  /** Nothing is planned before this instant (back-off after a refusal); null for no back-off. */
  notBefore: Instant | null;
  now: Instant;
}

interface Candidate {
  turn: Turn;
  index: number;
  /** The last plan's tick; before all others for never. */
  last: Instant;
}

const NEVER = Number.NEGATIVE_INFINITY;

/** Sale openings leave one poll in so many to the others, whatever the hour. */
const SHARE_OF_OTHERS = 4;
/** Who has waited this many rounds of all goes first: nobody starves. */
const PATIENCE_ROUNDS = 4;

/**
 * Decides which watched pairs and days to ask about in this tick (`planTurn` says when each is due), at most
 * `budget` of them. Sale openings go first but for a share that is always the others'; of either, first who has
 * waited too long, then where most is expected to have changed. Touches nothing; the same input, the same plan.
 */
export function planPolls(input: PlanInput): PlannedPoll[] {
  const { now, notBefore, serviceHours } = input;
  if (notBefore !== null && now < notBefore) return [];
  const plannedAt = floorToTick(now);
  const budget = Math.max(0, Math.floor(input.budget));
  if (budget === 0 || isUnderMaintenance(serviceHours, now)) return [];
  const { due, watched } = listCandidates(input, plannedAt);
  const patience = (count: number) => PATIENCE_ROUNDS * Math.ceil(count / budget) * TICK_MS;
  const openings = due.filter((one) => one.turn.isOpening);
  openings.sort(byMerit(plannedAt - patience(openings.length)));
  const others = due.filter((one) => !one.turn.isOpening);
  others.sort(byMerit(plannedAt - patience(watched)));
  const kept = Math.min(others.length, shareOfOthers(budget, plannedAt));
  const first = openings.slice(0, budget - kept);
  return [...first, ...others.slice(0, budget - first.length)].map(({ index }) => {
    const { pair, travelDate } = input.watchlist[index] as WatchEntry;
    return { pair, travelDate, plannedAt };
  });
}

/** Those that are due, and how many could be asked about at all. */
function listCandidates(
  { watchlist, schedule, facts, lastPolledAt, lastTravelDate, now }: PlanInput,
  plannedAt: Instant,
): { due: Candidate[]; watched: number } {
  const today = civilDateOf(now);
  const due: Candidate[] = [];
  let watched = 0;
  watchlist.forEach((watch, index) => {
    if (watch.travelDate < today || (lastTravelDate !== null && watch.travelDate > lastTravelDate)) return;
    const lastAt = lastPolledAt[index] ?? NEVER;
    const last = lastAt === NEVER ? NEVER : floorToTick(lastAt);
    const turn = planTurn(schedule, watch, facts[index] as WatchFacts, { last, now: plannedAt });
    if (turn === null) return;
    watched++;
    if (plannedAt - last >= turn.intervalMs) due.push({ turn, index, last });
  });
  return { due, watched };
}

/** Who has waited since before `impatientSince` first, the longest first; then where most is expected. */
function byMerit(impatientSince: Instant): (a: Candidate, b: Candidate) => number {
  return (a, b) => {
    const isAImpatient = a.last < impatientSince;
    const isBImpatient = b.last < impatientSince;
    if (isAImpatient !== isBImpatient) return isAImpatient ? -1 : 1;
    return (isAImpatient ? 0 : b.turn.expected - a.turn.expected) || byWaiting(a, b);
  };
}

/** The longest waiting first, the never polled before all. */
function byWaiting(a: Candidate, b: Candidate): number {
  return a.last === b.last ? a.index - b.index : a.last - b.last;
}

/** A quarter, at least one; where the budget is but one, every fourth tick. */
function shareOfOthers(budget: number, plannedAt: Instant): number {
  if (budget > 1) return Math.max(1, Math.floor(budget / SHARE_OF_OTHERS));
  return (plannedAt / TICK_MS) % SHARE_OF_OTHERS === 0 ? 1 : 0;
}

/**
 * The queue's id of a planned poll. Deterministic, so a second add is the same job; BullMQ wants no `:` and not
 * only digits.
 */
export function pollJobId(poll: PlannedPoll): string {
  return `${poll.pair.from}-${poll.pair.to}-${poll.travelDate}-${poll.plannedAt / 1_000}`;
}

export function floorToTick(at: Instant): Instant {
  return Math.floor(at / TICK_MS) * TICK_MS;
}
