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
  queue: Queue<QueueJob>;
  watchlist: Watchlist;
  seatLog: SeatLog;
  pollState: PollState;
  upstream: Upstream;
  /** Polls one tick may plan. */
  budget: number;
  now(): Instant;
}

/**
 * The cron tick: reads what the plan needs, decides with the pure `planPolls`, and enqueues. Any number of
 * processes may tick: the ids are deterministic, so one plan is one job. Returns what was planned.
 */
export async function enqueuePlannedPolls(deps: PlanPollsDeps): Promise<PlannedPoll[]> {
  const now = deps.now();
  const watchlist = deps.watchlist.entries(now);
  const [lastPolls, backOff] = await Promise.all([
    deps.seatLog.readLastPolls(watchlist),
    deps.pollState.readBackOff(),
  ]);
  const notBefore = backOff?.until ?? null;
  if (notBefore !== null && now < notBefore) return [];
  const plan = planPolls({
    watchlist,
    lastPolledAt: lastPolls.map((poll) => poll.lastPolledAt),
    budget: deps.budget,
    lastTravelDate: await readLastTravelDate(deps, now),
    notBefore,
    now,
  });
  await deps.queue.addBulk(
    plan.map((poll) => ({ name: 'poll', data: poll, opts: { jobId: pollJobId(poll) } })),
  );
  return plan;
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
