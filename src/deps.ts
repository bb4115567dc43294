import type { Clockwork } from '../jobs/clockwork.ts';
import { formatInstant, type Instant, MINUTE_MS } from './calendar/china-time.ts';
import { createClock, readOrKeepOffset } from './clock.ts';
import type { Config } from './config.ts';
import { createExits, type Exits, LONGEST_CLOSE_MS } from './exits.ts';
import { freezeApart } from './freeze-apart.ts';
import { startHeartbeat } from './heartbeat.ts';
import type { HttpDeps } from './http/http-deps.ts';
import { createLogger, type Logger } from './log.ts';
import { createMetrics } from './metrics.ts';
import { openHttp } from './open-http.ts';
import { openRedis } from './open-redis.ts';
import { readSource } from './source.ts';
import { connectRedis } from './store/connect-redis.ts';
import { createPollState } from './store/poll-state.ts';
import { wire } from './wire.ts';

export interface Service {
  summary: { source: string; now: Instant; offsetDays: number; address: string | null };
  /** Closes everything, the last opened first; false when something did not close in its time. */
  stop(): Promise<boolean>;
}

export interface StartOptions {
  report(line: string): void;
  withHttp: boolean;
}

const FIRST_ANSWERS_MS = 1_500;
/** Longer than the longest request of the client. */
const JOBS_END_MS = 15_000;

/** Puts the house together: source, Redis, clockwork, HTTP. Whatever fails half-way, what was opened is closed again. */
export async function startService(config: Config, options: StartOptions): Promise<Service> {
  const exits = createExits(options.report);
  try {
    return await openService(config, options, exits);
  } catch (error) {
    await exits.closeAll();
    throw error;
  }
}

async function openService(config: Config, options: StartOptions, exits: Exits): Promise<Service> {
  const { report, withHttp } = options;
  const startedAt = Date.now();
  const log = createLogger(config.LOG_LEVEL);
  const source = await readSource(config, startedAt);
  for (const notice of source.notices) report(`note: ${notice}`);

  report('redis: looking for one to use');
  const handle = await openRedis(config, report);
  exits.add('Redis', () => handle.release());
  report(`redis: ${handle.origin}`);
  const redis = connectRedis(handle.connection, (error) => {
    log.error({ err: error }, 'Redis connection lost, reconnecting');
    // A server of our own that died is started again; any other comes back by itself or not at all.
    handle
      .revive()
      .catch((failure: unknown) => log.error({ err: failure }, 'Redis could not be started again'));
  });
  exits.add('the connection to Redis', async () => redis.disconnect());

  const { offsetDays, kept } = source.clock;
  const clock = createClock(kept ? await readOrKeepOffset(redis, source.namespace, offsetDays) : offsetDays);
  const { baseUrl, close } = await source.open(clock.now);
  exits.add('the source', close);
  report(`source: ${baseUrl}`);

  // Who joins others goes on with them; so does a worker of its own.
  const afresh = source.startsAfresh && withHttp && !handle.joined;
  if (afresh) await createPollState(redis, source.namespace).forgetSource();
  const stopping = new AbortController();
  const parts = { config, source, redis, redisOrigin: handle.origin, clock, baseUrl, log, report, startedAt };
  const order = {
    config,
    namespace: source.namespace,
    connection: handle.connection,
    offsetDays: clock.offsetDays,
  };
  const { clockwork, httpDeps } = wire({
    ...parts,
    metrics: createMetrics(),
    stopping: stopping.signal,
    freezeApart: () => freezeApart(order, stopping.signal),
  });
  await reportStore(httpDeps, report);
  const stopClockwork = () => {
    stopping.abort();
    return clockwork.stop();
  };
  clockwork.startCron();
  // Without Redis the queue would wait for it for ever; with it, a request under way is let come to its end.
  exits.add('the queue', stopClockwork, () => (redis.status === 'ready' ? JOBS_END_MS : LONGEST_CLOSE_MS));
  if (!withHttp) {
    const isWell = async () => (await httpDeps.readStore()) !== null;
    const stop = startHeartbeat(config.DATA_DIR, isWell, (error) =>
      report(`note: DATA_DIR takes no sign of life for health checks: ${error.message}`),
    );
    exits.add('the sign of life', stop);
  }
  const address = withHttp ? await openHttp(config, httpDeps, log, exits) : null;
  await reportLaterData(httpDeps, clock.now(), report);
  await firstAnswers(clockwork, afresh, log);
  todaysFigures(clockwork, stopping.signal, log);
  return {
    summary: { source: source.detail, now: clock.now(), offsetDays: clock.offsetDays, address },
    stop: exits.closeAll,
  };
}

/** The memory at the start; what is wrong with it has been reported by who watches it (wire.ts). */
async function reportStore({ readStore }: HttpDeps, report: (line: string) => void): Promise<void> {
  const store = await readStore();
  if (store === null || store.usedBytes === null)
    return report('redis: does not tell how much memory it uses');
  const inMebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0);
  const budget = store.budgetBytes === null ? 'an unknown budget' : `${inMebibytes(store.budgetBytes)} MiB`;
  report(`redis: uses ${inMebibytes(store.usedBytes)} of ${budget}`);
}

/** Data of a later time than now: the clock was set back, and those pairs are not due until it has caught up. */
async function reportLaterData(
  { seatLog, watchlist }: HttpDeps,
  now: Instant,
  report: (line: string) => void,
): Promise<void> {
  const lastPolls = await seatLog.readLastPolls(watchlist.entries(now));
  const latest = Math.max(0, ...lastPolls.map((poll) => poll.lastPolledAt ?? 0));
  if (latest <= now + MINUTE_MS) return;
  report(
    `note: the data holds polls up to ${formatInstant(latest)}, later than the clock in use: those pairs are not asked about until then. Use another DATA_DIR or CLOCK_OFFSET_DAYS.`,
  );
}

/** The first polls right away, so that the address we print has something to show; but nobody waits long for them. */
async function firstAnswers(clockwork: Clockwork, everything: boolean, log: Logger): Promise<void> {
  const settled = clockwork.tickAndSettle({ everything });
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

/** Figures of the day in the background: nobody waits for them, and a stop in the middle leaves them to the next start. */
function todaysFigures(clockwork: Clockwork, stopping: AbortSignal, log: Logger): void {
  clockwork.freezeDue().catch((error: unknown) => {
    if (!stopping.aborted)
      log.error(
        { err: error },
        'the figures of today could not be frozen, next try at night or at the next start',
      );
  });
}
