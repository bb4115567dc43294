import { DelayedError, type Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import cron from 'node-cron';
import type { Logger } from '../src/log.ts';
import { NotAskedError } from '../src/upstream/permit.ts';
import { type PlannedPoll, pollJobId } from '../src/upstream/poll-plan.ts';
import { enqueueMissingStops, type FetchStopsDeps, fetchStops } from './fetch-stops.ts';
import { enqueuePolls, type PlanPollsDeps, readPlan } from './plan-polls.ts';
import { type PollSeatsDeps, pollSeats } from './poll-seats.ts';
import {
  createPollQueue,
  POLL_QUEUE,
  type QueueJob,
  queuePrefix,
  STALLED_MOST,
  STALLED_MS,
} from './queues.ts';
import { enqueueDueLists, type RefreshListsDeps, refreshList } from './refresh-lists.ts';
import { REFRESH_LISTS_JITTER_MS, SCHEDULE, SCHEDULE_ZONE } from './schedule.ts';
import { createWatchMemory } from './watch-memory.ts';

export interface ClockworkOptions
  extends Omit<
    PlanPollsDeps & PollSeatsDeps & FetchStopsDeps & RefreshListsDeps,
    'queue' | 'budget' | 'memory'
  > {
  redis: Redis;
  /** Keeps the jobs of one source apart from those of another on the same Redis. */
  namespace: string;
  log: Logger;
  pace: Pace;
}

/** What one process takes on; how often the source may be asked is the shared budget's business. */
export interface Pace {
  concurrency: number;
  /** Polls that may be planned in a tick, those that still wait in the queue included. */
  pollsPerTick: number;
  timetablesPerTick: number;
}

export interface Clockwork {
  queue: ReturnType<typeof createPollQueue>;
  /** Plans and enqueues what is due now, as the cron does every tick; how many polls. */
  tick(): Promise<number>;
  /**
   * The same, and waits until this process has carried out each of the planned polls once. Only where no other
   * process shares the queue can one rely on it.
   */
  tickAndSettle(): Promise<number>;
  /** Enqueues the trains whose stops are not stored, as the cron does; how many. */
  refreshTimetables(): Promise<number>;
  /** Enqueues the lists that have not come today, as the cron does; how many. */
  refreshLists(): Promise<number>;
  /** Stops the cron, lets running jobs end, closes queue and worker. */
  stop(): Promise<void>;
}

/** Starts the cron table and the worker. Any number of processes may run on one Redis. */
export function startClockwork(options: ClockworkOptions): Clockwork {
  const { redis, log, pace } = options;
  const queue = createPollQueue(redis, options.namespace);
  queue.on('error', tellUnlessDisconnected(log, 'queue'));
  const worker = startWorker(options, queue);
  const memory = createWatchMemory(options);
  const planDue = async () => {
    const budget = pace.pollsPerTick - (await countWaiting(queue));
    return readPlan({ ...options, memory, budget: Math.max(0, budget) });
  };
  const enqueue = (plan: PlannedPoll[]) => enqueuePolls(queue, plan, options);
  const tick = async () => {
    const plan = await planDue();
    await enqueue(plan);
    return plan.length;
  };
  const tickAndSettle = async () => {
    const plan = await planDue();
    const settled = whenSettled(worker, plan.map(pollJobId));
    await enqueue(plan);
    await settled;
    return plan.length;
  };
  const refresh = () => enqueueMissingStops({ ...options, queue, budget: pace.timetablesPerTick });
  const refreshLists = () => enqueueDueLists({ ...options, queue });
  const tasks = [
    cron.schedule(SCHEDULE.refreshLists, guard(log, 'refresh lists', refreshLists), {
      timezone: SCHEDULE_ZONE,
      noOverlap: true,
      maxRandomDelay: REFRESH_LISTS_JITTER_MS,
    }),
    cron.schedule(SCHEDULE.followLists, guard(log, 'follow lists', options.followLists), {
      timezone: SCHEDULE_ZONE,
      noOverlap: true,
    }),
    cron.schedule(SCHEDULE.planPolls, guard(log, 'plan polls', tick), {
      timezone: SCHEDULE_ZONE,
      noOverlap: true,
    }),
    cron.schedule(SCHEDULE.refreshTimetables, guard(log, 'refresh timetables', refresh), {
      timezone: SCHEDULE_ZONE,
      noOverlap: true,
    }),
  ];
  // The first timetables are wanted as soon as the first boards are there, not ten minutes later; then the lists.
  let isFirst = true;
  const whenFirstDone = guard(log, 'first timetables and lists', async () => {
    if (!isFirst || (await countWaiting(queue)) > 0 || !isFirst) return;
    isFirst = false;
    await refresh();
    await refreshLists();
  });
  worker.on('completed', () => {
    if (isFirst) void whenFirstDone();
  });
  void guard(log, 'follow lists', options.followLists)();
  return {
    queue,
    tick,
    tickAndSettle,
    refreshTimetables: refresh,
    refreshLists,
    async stop() {
      isFirst = false;
      await Promise.all(tasks.map((task) => task.stop()));
      await worker.close();
      await queue.close();
    },
  };
}

function startWorker(options: ClockworkOptions, queue: Clockwork['queue']): Worker<QueueJob> {
  const { redis, log, pace } = options;
  const carryOut = (job: Job<QueueJob>) => {
    if (job.name === 'stops') return fetchStops(job, { ...options, queue, budget: 0 });
    if (job.name === 'lists') return refreshList(job, { ...options, queue });
    return pollSeats(job, options);
  };
  const process = async (job: Job<QueueJob>, token?: string) => {
    try {
      return await carryOut(job);
    } catch (error) {
      if (!(error instanceof NotAskedError)) throw error;
      // Polls account for a pause themselves; lists and timetables are asked for again in their turn.
      if (error.reason === 'paused') return 'left out: a pause has begun';
      await job.moveToDelayed(Date.now() + error.waitMs, token);
      throw new DelayedError();
    }
  };
  const worker = new Worker<QueueJob>(POLL_QUEUE, process, {
    connection: redis,
    prefix: queuePrefix(options.namespace),
    concurrency: pace.concurrency,
    ...STALLED_MS,
    maxStalledCount: STALLED_MOST,
  });
  worker.on('error', tellUnlessDisconnected(log, 'worker'));
  worker.on('failed', (job, error) => log.debug({ job: job?.id, reason: error.message }, 'a job failed'));
  return worker;
}

/** A lost connection is told once by who made it (store/connect-redis.ts), not again at every attempt. */
function tellUnlessDisconnected(log: Logger, what: string): (error: Error) => void {
  return (error) => {
    if ((error as NodeJS.ErrnoException).syscall !== 'connect') log.warn({ err: error }, what);
  };
}

/** Jobs that are planned and not carried out yet. */
async function countWaiting(queue: Clockwork['queue']): Promise<number> {
  const counts = await queue.getJobCounts('waiting', 'delayed', 'active');
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Resolves when the worker has ended each of these jobs once, well or badly. */
function whenSettled(worker: Worker<QueueJob>, ids: string[]): Promise<void> {
  const open = new Set(ids);
  if (open.size === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const settle = (job: Job<QueueJob> | undefined) => {
      open.delete(job?.id ?? '');
      if (open.size > 0) return;
      worker.off('completed', settle).off('failed', settle);
      resolve();
    };
    worker.on('completed', settle).on('failed', settle);
  });
}

/** A tick that fails is told and the next one tries again; it never ends the process. */
function guard(log: Logger, what: string, run: () => Promise<unknown>): () => Promise<void> {
  return async () => {
    try {
      await run();
    } catch (error) {
      log.error({ err: error }, `${what}: failed, next try at the next tick`);
    }
  };
}
