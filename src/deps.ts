import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { type Clockwork, startClockwork } from '../jobs/clockwork.ts';
import { civilDateOf, DAY_MS, formatInstant, type Instant } from './calendar/china-time.ts';
import { createClock, readOrKeepOffset } from './clock.ts';
import type { Config } from './config.ts';
import type { HttpDeps } from './http/http-deps.ts';
import { createLogger, type Logger } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { openHttp } from './open-http.ts';
import type { CoverageSources } from './seats/coverage-ledger.ts';
import type { Watch } from './seats/schema.ts';
import { readSource, type Source } from './source.ts';
import { createCurrentStations } from './stations/current-stations.ts';
import { createStationTable } from './stations/station-table.ts';
import { readStatusReport } from './status.ts';
import { createAnswerMemory } from './store/answer-memory.ts';
import { connectRedis } from './store/connect-redis.ts';
import { createListFollower } from './store/follow-lists.ts';
import { createListStore } from './store/list-store.ts';
import { createPlanLedger, type PlanLedger } from './store/plan-ledger.ts';
import { createRequestBudget } from './store/poll-budget.ts';
import { createPollState } from './store/poll-state.ts';
import { ensureRedis, type RedisHandle } from './store/redis/ensure-redis.ts';
import { createSeatLog } from './store/seat-log/seat-log.ts';
import type { SeatLog } from './store/seat-log-port.ts';
import { createTimetableStore } from './store/timetable-store.ts';
import { createUsualRowsStore } from './store/usual-rows-store.ts';
import { createUpstream } from './upstream/client.ts';
import { createPatientPermit } from './upstream/permit.ts';
import { POLL_INTERVAL_MS } from './upstream/poll-schedule.ts';

export interface Service {
  summary: { source: string; now: Instant; offsetDays: number; address: string | null };
  stop(): Promise<void>;
}

export interface StartOptions {
  report(line: string): void;
  withHttp: boolean;
}

const FIRST_ANSWERS_MS = 1_500;
/** So long a worker waits for leave to ask before it puts its job back. */
const PATIENCE_MS = 20_000;

/** Puts the house together: source, Redis, clockwork, HTTP. Whatever fails half-way, what was opened is closed again. */
export async function startService(config: Config, options: StartOptions): Promise<Service> {
  const opened: (() => Promise<unknown>)[] = [];
  const closeAll = async () => {
    for (const close of opened.reverse().splice(0)) await close();
  };
  try {
    return await openService(config, options, opened, closeAll);
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function openService(
  config: Config,
  { report, withHttp }: StartOptions,
  opened: (() => Promise<unknown>)[],
  closeAll: () => Promise<void>,
): Promise<Service> {
  const startedAt = Date.now();
  const log = createLogger(config.LOG_LEVEL);
  const metrics = createMetrics();
  const source = await readSource(config, startedAt);
  for (const notice of source.notices) report(`note: ${notice}`);

  report('redis: looking for one to use');
  const handle = await openRedis(config, report);
  opened.push(() => handle.release());
  report(`redis: ${handle.origin}`);
  const redis = connectRedis(handle.connection, (error) => {
    log.error({ err: error }, 'Redis connection lost, reconnecting');
    // A server of our own that died is started again; any other comes back by itself or not at all.
    handle
      .revive()
      .catch((failure: unknown) => log.error({ err: failure }, 'Redis could not be started again'));
  });
  opened.push(async () => redis.disconnect());

  const { offsetDays, kept } = source.clock;
  const clock = createClock(kept ? await readOrKeepOffset(redis, source.namespace, offsetDays) : offsetDays);
  const polled = await source.open(clock.now);
  opened.push(() => polled.close());

  const { clockwork, httpDeps } = wire({
    config,
    source,
    redis,
    redisOrigin: handle.origin,
    clock,
    baseUrl: polled.baseUrl,
    log,
    metrics,
    report,
    startedAt,
  });
  opened.push(() => clockwork.stop());
  const address = withHttp ? await openHttp(config, httpDeps, log, opened) : null;
  await firstAnswers(clockwork, log);
  return {
    summary: { source: source.detail, now: clock.now(), offsetDays: clock.offsetDays, address },
    stop: closeAll,
  };
}

function openRedis(config: Config, report: (line: string) => void): Promise<RedisHandle> {
  return ensureRedis({
    dataDir: config.DATA_DIR,
    ...(config.REDIS_URL === undefined ? {} : { redisUrl: config.REDIS_URL }),
    ...(config.REDIS_SERVER_BIN === undefined ? {} : { redisServerBin: config.REDIS_SERVER_BIN }),
    report,
  });
}

/** What `wire` puts together; tests bring their own Redis, clock and address. */
export interface Parts {
  config: Config;
  source: Source;
  redis: Redis;
  redisOrigin: string;
  clock: { now(): Instant; offsetDays: number };
  baseUrl: string;
  log: Logger;
  metrics: Metrics;
  report(line: string): void;
  startedAt: number;
}

export function wire(parts: Parts): { clockwork: Clockwork; httpDeps: HttpDeps } {
  const { config, source, redis, clock, log, metrics, report } = parts;
  const { namespace, provenance, watchlist } = source;
  const { now } = clock;
  const current = createCurrentStations(createStationTable(source.extraStations, civilDateOf(now())));
  const stations = current.table;
  const lists = createListStore(redis, namespace);
  const clockOffsetMs = clock.offsetDays * DAY_MS;
  const seatLog = createSeatLog(redis, { namespace, clockOffsetMs });
  const pollState = createPollState(redis, namespace);
  const ledger = createPlanLedger(redis, { namespace, clockOffsetMs });
  const timetable = createTimetableStore(redis, namespace);
  const budget = createRequestBudget(redis, { namespace, rules: source.budget, now, clockOffsetMs });
  const upstream = createUpstream({
    baseUrl: parts.baseUrl,
    userAgent: config.USER_AGENT,
    permit: createPatientPermit(budget.takeRequest, { patienceMs: PATIENCE_MS, sleep: delay }),
    // A recording is the same each time it is played: there its tokens say nothing.
    ...(provenance === 'recorded' ? {} : { memory: createAnswerMemory(redis, namespace) }),
    isSameCity: (asked, found) =>
      asked === found || stations.sameCity(asked).some((one) => one.telecode === found),
  });
  const clockwork = startClockwork({
    redis,
    namespace,
    log,
    pace: source.pace,
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
    onPoll(poll, written, tookMs) {
      metrics.countPoll(poll.outcome, poll.outcome === 'ok' ? '' : poll.failure.sign, written, tookMs);
      log.debug({ pair: poll.pair, date: poll.travelDate, outcome: poll.outcome, written, tookMs }, 'poll');
    },
    onPause(until, sign, detail) {
      report(
        `${source.name} does not answer as it should: ${sign} (${detail}). Nothing is asked before ${formatInstant(until)}; what is kept is still answered.`,
      );
    },
  });
  const isReady = async () => redis.status === 'ready' && (await redis.ping()) === 'PONG';
  return {
    clockwork,
    httpDeps: {
      now,
      seatLog,
      stations,
      watchlist,
      timetable,
      provenance,
      readCoverage: (watch, asOf) => readCoverage({ seatLog, ledger, now }, watch, asOf),
      pollIntervalMs: POLL_INTERVAL_MS,
      isReady,
      readStatus: () =>
        readStatusReport({
          source,
          clock,
          startedAt: parts.startedAt,
          redisOrigin: parts.redisOrigin,
          isReady,
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

/** The first polls right away, so that the address we print has something to show; but nobody waits long for them. */
async function firstAnswers(clockwork: Clockwork, log: Logger): Promise<void> {
  const settled = clockwork.tickAndSettle();
  settled.catch((error: unknown) =>
    log.error({ err: error }, 'the first polls could not be planned, next try at the next tick'),
  );
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, FIRST_ANSWERS_MS);
  });
  await Promise.race([settled.catch(() => undefined), waited]);
  clearTimeout(timer);
}
