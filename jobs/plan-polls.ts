import type { Queue } from 'bullmq';
import { type CivilDate, civilDateOf, type Instant } from '../src/calendar/china-time.ts';
import { lastTravelDateOnSale } from '../src/calendar/presale.ts';
import type { PollState } from '../src/store/poll-state.ts';
import type { SeatLog } from '../src/store/seat-log-port.ts';
import { type PlannedPoll, planPolls, pollJobId } from '../src/upstream/poll-plan.ts';
import type { Upstream } from '../src/upstream/port.ts';
import type { Watchlist } from '../src/upstream/watchlist.ts';
import type { QueueJob } from './queues.ts';

export interface PlanPollsDeps {
  watchlist: Watchlist;
  seatLog: SeatLog;
  pollState: PollState;
  upstream: Upstream;
  /** Polls one tick may plan. */
  budget: number;
  now(): Instant;
}

/** Reads what the plan of this minute needs and decides with the pure `planPolls`. */
export async function readPlan(deps: PlanPollsDeps): Promise<PlannedPoll[]> {
  const now = deps.now();
  const watchlist = deps.watchlist.entries(now);
  const [lastPolls, backOff] = await Promise.all([
    deps.seatLog.readLastPolls(watchlist),
    deps.pollState.readBackOff(),
  ]);
  const notBefore = backOff?.until ?? null;
  if (notBefore !== null && now < notBefore) return [];
  return planPolls({
    watchlist,
    lastPolledAt: lastPolls.map((poll) => poll.lastPolledAt),
    budget: deps.budget,
    lastTravelDate: await readLastTravelDate(deps, now),
    notBefore,
    now,
  });
}

/** Any number of processes may enqueue the same plan: the ids are deterministic, so one plan is one job. */
export async function enqueuePolls(queue: Queue<QueueJob>, plan: PlannedPoll[]): Promise<void> {
  await queue.addBulk(plan.map((poll) => ({ name: 'poll', data: poll, opts: { jobId: pollJobId(poll) } })));
}

/** What the init page states today, else what was read from it earlier today, else the presale rule. */
async function readLastTravelDate(deps: PlanPollsDeps, now: Instant): Promise<CivilDate | null> {
  const today = civilDateOf(now);
  const fresh = await deps.upstream.fetchSaleWindow(today);
  if (fresh !== null) {
    await deps.pollState.writeSaleWindow(fresh);
    return fresh.last;
  }
  const stored = await deps.pollState.readSaleWindow();
  if (stored !== null && stored.first === today) return stored.last;
  return lastTravelDateOnSale(now, 'online');
}
