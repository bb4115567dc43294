import type { Queue } from 'bullmq';
import { type CivilDate, civilDateOf, type Instant, SECOND_MS } from '../src/calendar/china-time.ts';
import { lastTravelDateOnSale } from '../src/calendar/presale.ts';
import type { ServiceHoursRow } from '../src/calendar/service-hours.data.ts';
import type { PlanLedger } from '../src/store/plan-ledger.ts';
import type { PollState } from '../src/store/poll-state.ts';
import type { SeatLog } from '../src/store/seat-log-port.ts';
import { type PlannedPoll, planPolls, pollJobId } from '../src/upstream/poll-plan.ts';
import type { Upstream } from '../src/upstream/port.ts';
import { UNKNOWN_FACTS, type WatchFacts } from '../src/upstream/watch-facts.ts';
import type { WatchEntry, Watchlist } from '../src/upstream/watchlist.ts';
import type { QueueJob } from './queues.ts';
import type { WatchMemory } from './watch-memory.ts';

export interface PlanPollsDeps {
  watchlist: Watchlist;
  seatLog: SeatLog;
  pollState: PollState;
  ledger: PlanLedger;
  upstream: Upstream;
  /** What is known of each watched pair and day; without it the plan goes by the time since the last poll alone. */
  memory?: WatchMemory;
  /** When the source is open; without it, always. */
  serviceHours?: readonly ServiceHoursRow[];
  /** Plans as if nothing had been polled or planned yet. */
  everything?: boolean;
  /** Polls one tick may plan. */
  budget: number;
  now(): Instant;
}

/** Reads what the plan of this tick needs and decides with the pure `planPolls`. */
export async function readPlan(deps: PlanPollsDeps): Promise<PlannedPoll[]> {
  const now = deps.now();
  const watchlist = deps.watchlist.entries(now);
  const [lastPolls, lastPlanned, backOff] = await Promise.all([
    deps.seatLog.readLastPolls(watchlist),
    deps.ledger.readLastPlanned(watchlist),
    deps.pollState.readBackOff(),
  ]);
  const notBefore = backOff?.until ?? null;
  if (notBefore !== null && now < notBefore) return [];
  const plan = planPolls({
    watchlist,
    schedule: deps.watchlist.schedule ?? 'adaptive',
    facts: await readFacts(deps, watchlist, lastPolls, now),
    serviceHours: deps.serviceHours ?? [],
    // What is planned and still waits is not planned again, by whichever scheduler it was.
    lastPolledAt: lastPolls.map((poll, index) =>
      deps.everything === true ? null : later(poll.lastPolledAt, lastPlanned[index] ?? null),
    ),
    budget: deps.budget,
    lastTravelDate: await readLastTravelDate(deps, backOff !== null, now),
    notBefore,
    now,
  });
  // To the second, not to the tick: what an earlier start has planned in this very tick is another plan.
  const plannedAt = Math.floor(now / SECOND_MS) * SECOND_MS;
  return deps.everything === true ? plan.map((poll) => ({ ...poll, plannedAt })) : plan;
}

function readFacts(
  { memory }: PlanPollsDeps,
  watchlist: readonly WatchEntry[],
  lastPolls: readonly { lastOkAt: Instant | null }[],
  now: Instant,
): Promise<WatchFacts[]> | WatchFacts[] {
  if (memory === undefined) return watchlist.map(() => UNKNOWN_FACTS);
  return memory.readFacts(
    watchlist,
    lastPolls.map(({ lastOkAt }) => lastOkAt),
    now,
  );
}

/** Any number of processes may enqueue the same plan: the ids are deterministic, so one plan is one job. */
export async function enqueuePolls(
  queue: Pick<Queue<QueueJob>, 'addBulk'>,
  plan: PlannedPoll[],
  { ledger, now }: Pick<PlanPollsDeps, 'ledger' | 'now'>,
): Promise<void> {
  await queue.addBulk(plan.map((poll) => ({ name: 'poll', data: poll, opts: { jobId: pollJobId(poll) } })));
  // After the queue has them: killed in between, a plan is carried out all the same and its poll accounts for it.
  await ledger.writePlans(plan);
  await ledger.writeTick(now());
}

/**
 * What the init page stated today, to whichever process read it; else what it states now; else the presale rule.
 * Until a probe has ended a pause the page is not asked for.
 */
async function readLastTravelDate(
  deps: PlanPollsDeps,
  isProbing: boolean,
  now: Instant,
): Promise<CivilDate | null> {
  const today = civilDateOf(now);
  const stored = await deps.pollState.readSaleWindow();
  if (stored !== null && stored.first === today) return stored.last;
  const fresh = isProbing ? null : await deps.upstream.fetchSaleWindow(today);
  if (fresh === null) return lastTravelDateOnSale(now, 'online');
  await deps.pollState.writeSaleWindow(fresh);
  return fresh.last;
}

function later(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
