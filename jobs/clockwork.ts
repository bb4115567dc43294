import { type Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import cron from 'node-cron';
import type { Logger } from '../src/log.ts';
import { pollJobId } from '../src/upstream/poll-plan.ts';
import { enqueueMissingStops, type FetchStopsDeps, fetchStops } from './fetch-stops.ts';
import { enqueuePolls, type PlanPollsDeps, readPlan } from './plan-polls.ts';
import { type PollSeatsDeps, pollSeats } from './poll-seats.ts';
import { createPollQueue, POLL_QUEUE, type QueueJob, queuePrefix } from './queues.ts';
import { SCHEDULE, SCHEDULE_ZONE } from './schedule.ts';

export interface ClockworkOptions
  extends Omit<PlanPollsDeps & PollSeatsDeps & FetchStopsDeps, 'queue' | 'budget'> {
  redis: Redis;
  /** Keeps the jobs of one source apart from those of another on the same Redis. */
  namespace: string;
  log: Logger;
  pace: Pace;
}

/** How hard the source may be asked: for the real 12306 one request at a time and five seconds between. */
export interface Pace {
  concurrency: number;
  /** Least time between two requests of all workers together; 0 for no limit. */
  spacingMs: number;
  pollsPerTick: number;
  timetablesPerTick: number;
}

export interface Clockwork {
  queue: ReturnType<typeof createPollQueue>;
  /** Plans and enqueues what is due now, as the cron does every minute; how many polls. */
  tick(): Promise<number>;
  /**
   * The same, and waits until this process has carried out each of the planned polls once. Only where no other
   * process shares the queue can one rely on it.
   */
  tickAndSettle(): Promise<number>;
  /** Stops the cron, lets running jobs end, closes queue and worker. */
  stop(): Promise<void>;
}

/** Starts the cron table and the worker. Any number of processes may run on one Redis. */
export function startClockwork(options: ClockworkOptions): Clockwork {
  const { redis, log, pace } = options;
  const queue = createPollQueue(redis, options.namespace);
  queue.on('error', (error) => log.warn({ err: error }, 'queue'));
  const worker = startWorker(options, queue);
  const planDue = () => readPlan({ ...options, budget: pace.pollsPerTick });
  const tick = async () => {
    const plan = await planDue();
    await enqueuePolls(queue, plan);
    return plan.length;
  };
  const tickAndSettle = async () => {
    const plan = await planDue();
    const settled = whenSettled(worker, plan.map(pollJobId));
    await enqueuePolls(queue, plan);
    await settled;
    return plan.length;
  };
  const refresh = () => enqueueMissingStops({ ...options, queue, budget: pace.timetablesPerTick });
  const tasks = [
    cron.schedule(SCHEDULE.planPolls, guard(log, 'plan polls', tick), {
      timezone: SCHEDULE_ZONE,
      noOverlap: true,
    }),
    cron.schedule(SCHEDULE.refreshTimetables, guard(log, 'refresh timetables', refresh), {
      timezone: SCHEDULE_ZONE,
      noOverlap: true,
    }),
  ];
  // The first timetables are wanted as soon as the first boards are there, not ten minutes later.
  let isStopping = false;
  worker.once('drained', () => {
    if (!isStopping) void guard(log, 'refresh timetables', refresh)();
  });
  return {
    queue,
    tick,
    tickAndSettle,
    async stop() {
      isStopping = true;
      await Promise.all(tasks.map((task) => task.stop()));
      await worker.close();
      await queue.close();
    },
  };
}

function startWorker(options: ClockworkOptions, queue: Clockwork['queue']): Worker<QueueJob> {
  const { redis, log, pace } = options;
  const process = (job: Job<QueueJob>) =>
    job.name === 'stops' ? fetchStops(job, { ...options, queue, budget: 0 }) : pollSeats(job, options);
  const worker = new Worker<QueueJob>(POLL_QUEUE, process, {
    connection: redis,
    prefix: queuePrefix(options.namespace),
    concurrency: pace.concurrency,
    ...(pace.spacingMs > 0 ? { limiter: { max: 1, duration: pace.spacingMs } } : {}),
  });
  worker.on('error', (error) => log.warn({ err: error }, 'worker'));
  worker.on('failed', (job, error) => log.debug({ job: job?.id, reason: error.message }, 'a job failed'));
  return worker;
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
