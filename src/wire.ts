import { setTimeout as delay } from 'node:timers/promises';
import { type Clockwork, createClockwork } from '../jobs/clockwork.ts';
import { type FreezeSummary, freezeFigures } from '../jobs/freeze-figures.ts';
import { pauseAfter } from '../jobs/poll-seats.ts';
import { civilDateOf, DAY_MS, formatInstant, type Instant } from './calendar/china-time.ts';
import type { Config } from './config.ts';
import { createBoardStreams } from './http/board/board-streams.ts';
import type { BoardDeps } from './http/board/watch-views.ts';
import type { HttpDeps } from './http/http-deps.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import { openPastSeasons } from './past-seasons.ts';
import type { CoverageSources } from './seats/coverage-ledger.ts';
import type { Watch } from './seats/schema.ts';
import type { Source } from './source.ts';
import { createCurrentStations } from './stations/current-stations.ts';
import { createStationTable } from './stations/station-table.ts';
import { arrangeStore, readStatusReport } from './status.ts';
import { createAnswerMemory } from './store/answer-memory.ts';
import { createArchiveLog } from './store/archive/redis-log.ts';
import { createFigureStore } from './store/figures/figure-store.ts';
import { createListFollower } from './store/follow-lists.ts';
import { createListStore } from './store/list-store.ts';
import { createPlanLedger, type PlanLedger } from './store/plan-ledger.ts';
import { createRequestBudget } from './store/poll-budget.ts';
import { createPollState } from './store/poll-state.ts';
import type { RedisClient } from './store/redis-client.ts';
import { createRoomKeeper } from './store/room-keeper.ts';
import { createSeatLog } from './store/seat-log/seat-log.ts';
import type { SeatLog } from './store/seat-log-port.ts';
import { createTimetableStore } from './store/timetable-store.ts';
import { createUsualRowsStore } from './store/usual-rows-store.ts';
import { createUpstream } from './upstream/client.ts';
import { createPatientPermit } from './upstream/permit.ts';
import { POLL_INTERVAL_MS } from './upstream/poll-schedule.ts';

/** What `wire` puts together; tests bring their own Redis, clock and address. */
export interface Parts {
  config: Config;
  source: Source;
  redis: RedisClient;
  redisOrigin: string;
  clock: { now(): Instant; offsetDays: number };
  baseUrl: string;
  log: Logger;
  metrics: Metrics;
  report(line: string): void;
  startedAt: number;
  /** Freezes the figures elsewhere than in this thread; without it they are frozen here. */
  freezeApart?(): Promise<FreezeSummary>;
  /** Aborted when the service is to stop: nobody waits for leave to ask any more. */
  stopping: AbortSignal;
}

/** So long a worker waits for leave to ask before it puts its job back. */
const PATIENCE_MS = 20_000;

/** Wires stores, upstream, clockwork and HTTP together on a Redis and a source that are there. The clockwork's cron is not started. */
export function wire(parts: Parts): { clockwork: Clockwork; httpDeps: HttpDeps } {
  const { config, source, redis, clock, log, metrics, report } = parts;
  const { namespace, provenance, watchlist } = source;
  const { now } = clock;
  const current = createCurrentStations(createStationTable(source.extraStations, civilDateOf(now())));
  const stations = current.table;
  const lists = createListStore(redis, namespace);
  const clockOffsetMs = clock.offsetDays * DAY_MS;
  const seatLog = createSeatLog(redis, { namespace, clockOffsetMs });
  const figures = createFigureStore(redis, namespace);
  const freezeHere = async () =>
    freezeFigures({
      archives: await openPastSeasons(config, source),
      log: createArchiveLog(redis, { namespace, clockOffsetMs }),
      figures,
      // The bundled table alone: with lists read since, a figure could not be had again elsewhere.
      stations: createStationTable(),
      now,
    });
  const pollState = createPollState(redis, namespace);
  const ledger = createPlanLedger(redis, { namespace, clockOffsetMs });
  const timetable = createTimetableStore(redis, namespace);
  const budget = createRequestBudget(redis, { namespace, rules: source.budget, now, clockOffsetMs });
  const budgetMib = config.REDIS_MEMORY_BUDGET_MB;
  const room = createRoomKeeper(redis, {
    budgetBytes: budgetMib === undefined ? null : budgetMib * 2 ** 20,
    now,
  });
  room.onChange(({ problem }, before) =>
    report(
      problem === null
        ? `redis: has room again (was ${before})`
        : `redis: ${problem.what}. To do: ${problem.todo}`,
    ),
  );
  const onPause = (until: Instant, sign: string, detail: string) =>
    report(
      `${source.name} does not answer as it should: ${sign} (${detail}). Nothing is asked before ${formatInstant(until)}; what is kept is still answered.`,
    );
  const upstream = createUpstream({
    baseUrl: parts.baseUrl,
    userAgent: config.USER_AGENT,
    permit: createPatientPermit(budget.takeRequest, {
      patienceMs: PATIENCE_MS,
      sleep: (ms) => delay(ms, undefined, { signal: parts.stopping }).catch(() => undefined),
    }),
    // A timetable or the init page that is refused is as much a sign to leave the source alone as a seat query.
    onFailure: (failed) => pauseAfter(failed, now(), { pollState, now, onPause }),
    // A recording is the same each time it is played: there its tokens say nothing.
    ...(provenance === 'recorded' ? {} : { memory: createAnswerMemory(redis, namespace) }),
    isSameCity: (asked, found) =>
      asked === found || stations.sameCity(asked).some((one) => one.telecode === found),
  });
  const clockwork = createClockwork({
    redis,
    namespace,
    log,
    pace: source.pace,
    room,
    watchlist,
    serviceHours: source.serviceHours,
    seatLog,
    stations,
    timetable,
    pollState,
    ledger,
    usualRows: createUsualRowsStore(redis, namespace),
    upstream,
    lists,
    followLists: createListFollower({
      lists,
      current,
      extra: source.extraStations,
      whose: source.whose,
      now,
    }),
    provenance,
    now,
    figures,
    freeze: parts.freezeApart ?? freezeHere,
    report,
    onPoll(poll, written, tookMs) {
      metrics.countPoll(poll.outcome, poll.outcome === 'ok' ? '' : poll.failure.sign, written, tookMs);
      log.debug({ pair: poll.pair, date: poll.travelDate, outcome: poll.outcome, written, tookMs }, 'poll');
    },
    onPause,
  });
  const readStore = async () => arrangeStore(await room.readRoom());
  const boardDeps: BoardDeps = {
    now,
    seatLog,
    stations,
    watchlist,
    timetable,
    provenance,
    readCoverage: (watch, asOf) => readCoverage({ seatLog, ledger, now }, watch, asOf),
    pollIntervalMs: POLL_INTERVAL_MS,
  };
  const limits = { most: config.STREAMS_MOST, mostPerAddress: config.STREAMS_PER_ADDRESS };
  const boardStreams = createBoardStreams(boardDeps, limits, log);
  metrics.showStreams(boardStreams.countOpen);
  return {
    clockwork,
    httpDeps: {
      ...boardDeps,
      figures,
      boardStreams,
      readStore,
      readStatus: () =>
        readStatusReport({
          source,
          clock,
          startedAt: parts.startedAt,
          redisOrigin: parts.redisOrigin,
          readStore,
          seatLog,
          pollState,
          budget,
          lists,
          queue: clockwork.queue,
          metrics,
        }),
      readMetrics: metrics.readMetrics,
      countRequest: metrics.countRequest,
    },
  };
}

/** All that is known of how a pair and date was watched: its polls, its plans, and when nobody planned at all. */
async function readCoverage(
  { seatLog, ledger, now }: { seatLog: SeatLog; ledger: PlanLedger; now(): Instant },
  { pair, travelDate }: Watch,
  asOf?: Instant,
): Promise<CoverageSources> {
  const [polls, plans] = await Promise.all([
    seatLog.readPolls(pair, travelDate, asOf),
    ledger.readPlans(pair, travelDate),
  ]);
  const first = Math.min(
    plans.planned[0] ?? Number.POSITIVE_INFINITY,
    polls[0]?.plannedAt ?? Number.POSITIVE_INFINITY,
  );
  const idle = Number.isFinite(first) ? await ledger.readIdle(first, asOf ?? now()) : [];
  return { polls, plans, idle };
}
