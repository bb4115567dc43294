import type { Queue } from 'bullmq';
import { formatInstant, type Instant, SECOND_MS } from './calendar/china-time.ts';
import type { Clock } from './clock.ts';
import type { StatusReport, StoreReport } from './http/status-report.ts';
import type { Metrics } from './metrics.ts';
import type { Source } from './source.ts';
import { LIST_NAMES, type ListState, type ListStore } from './store/list-store.ts';
import type { BudgetUsage, RequestBudget } from './store/poll-budget.ts';
import type { PollState } from './store/poll-state.ts';
import type { WatchedRoom } from './store/room-keeper.ts';
import type { SeatLog } from './store/seat-log-port.ts';
import { breakerStateAt } from './upstream/back-off.ts';
import { BUDGET_WINDOW_MS, type BudgetRules } from './upstream/budget-rules.ts';
import { POLL_INTERVAL_MS, TICK_MS } from './upstream/poll-schedule.ts';
import { VERSION } from './version.ts';

export interface StatusDeps {
  source: Source;
  clock: Clock;
  startedAt: number;
  redisOrigin: string;
  readStore(): Promise<StoreReport | null>;
  seatLog: SeatLog;
  pollState: PollState;
  budget: RequestBudget;
  lists: ListStore;
  queue: Queue;
  metrics: Metrics;
}

/** Gathers the answer of /v1/status. Without Redis it still says what is polled and that Redis is away. */
export async function readStatusReport(deps: StatusDeps): Promise<StatusReport> {
  const { source, clock } = deps;
  const now = clock.now();
  const store = await deps.readStore();
  const answers = store !== null;
  const watches = source.watchlist.entries(now);
  const [lastPolls, backOff, lastFailure, usage, listStates, queue] = answers
    ? await Promise.all([
        deps.seatLog.readLastPolls(watches),
        deps.pollState.readBackOff(),
        deps.pollState.readLastFailure(),
        deps.budget.readUsage(),
        Promise.all(LIST_NAMES.map((name) => deps.lists.readState(name))),
        deps.queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized', 'failed', 'completed'),
      ])
    : [[], null, null, null, null, null];
  const lastOks = lastPolls.map((poll) => poll.lastOkAt);
  const known = lastOks.filter((at): at is Instant => at !== null);
  const isPausing = backOff !== null && now < backOff.until;
  return {
    service: {
      name: 'yupiao',
      version: VERSION,
      startedAt: formatInstant(now - (Date.now() - deps.startedAt)),
    },
    clock: { now: formatInstant(now), offsetDays: clock.offsetDays },
    source: { name: source.name, provenance: source.provenance, detail: source.detail },
    redis: { answers, origin: deps.redisOrigin, store },
    watched: {
      pairs: new Set(watches.map(({ pair }) => `${pair.from}-${pair.to}`)).size,
      pairDates: watches.length,
      polledOk: known.length,
      stale: known.filter((at) => now - at > 2 * POLL_INTERVAL_MS).length,
      neverPolled: lastOks.length - known.length,
    },
    polls: {
      lastOkAt: known.length === 0 ? null : formatInstant(known.reduce((a, b) => Math.max(a, b))),
      nextTickAt: formatInstant(Math.ceil((Math.max(now, backOff?.until ?? 0) + 1) / TICK_MS) * TICK_MS),
      pausedUntil: isPausing ? formatInstant(backOff.until) : null,
      lastFailure: lastFailure === null ? null : { ...lastFailure, at: formatInstant(lastFailure.at) },
      breaker: breakerStateAt(backOff, now),
      sinceStart: deps.metrics.pollsByOutcome(),
    },
    requests: usage === null ? null : arrangeRequests(usage, deps.budget.rules),
    lists: listStates === null ? null : arrangeLists(listStates),
    queue:
      queue === null
        ? null
        : {
            waiting: (queue.waiting ?? 0) + (queue.prioritized ?? 0),
            active: queue.active ?? 0,
            delayed: queue.delayed ?? 0,
            failed: queue.failed ?? 0,
            completed: queue.completed ?? 0,
          },
  };
}

export function arrangeStore(room: WatchedRoom | null): StoreReport | null {
  return room === null ? null : { ...room, since: formatInstant(room.since) };
}

function arrangeRequests(
  { sent, lapsed, used, underWay }: BudgetUsage,
  rules: BudgetRules | null,
): StatusReport['requests'] {
  const budget =
    rules === null
      ? null
      : {
          windowSeconds: BUDGET_WINDOW_MS / SECOND_MS,
          limit: rules.perWindow,
          used: used ?? 0,
          underWay: underWay ?? 0,
          mostUnderWay: rules.inFlight,
          spacingSeconds: rules.spacingMs / SECOND_MS,
          jitterSeconds: rules.jitterMs / SECOND_MS,
        };
  return { sent, lapsed, budget };
}

/** The state of each list by its name, in the order of LIST_NAMES. */
function arrangeLists(states: ListState[]): NonNullable<StatusReport['lists']> {
  const [stations, saleTimes] = states.map(({ lastGood, lastFailure, versions }) => ({
    lastGoodAt: lastGood === null ? null : formatInstant(lastGood.at),
    entries: lastGood?.entries ?? null,
    versionOf: versions.at(-1) ?? null,
    lastFailure:
      lastFailure?.failure == null ? null : { at: formatInstant(lastFailure.at), ...lastFailure.failure },
  }));
  if (stations === undefined || saleTimes === undefined)
    throw new RangeError('expected a state of each list');
  return { stations, saleTimes };
}
