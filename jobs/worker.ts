import { DelayedError, type Job, type Queue, Worker } from 'bullmq';
import type { Logger } from '../src/log.ts';
import type { RedisClient } from '../src/store/redis-client.ts';
import type { RoomKeeper } from '../src/store/room-keeper.ts';
import { NotAskedError } from '../src/upstream/permit.ts';
import { type FetchStopsDeps, fetchStops } from './fetch-stops.ts';
import { type PollSeatsDeps, pollSeats } from './poll-seats.ts';
import { POLL_QUEUE, type QueueJob, queuePrefix, STALLED_MOST, STALLED_MS } from './queues.ts';
import { type RefreshListsDeps, refreshList } from './refresh-lists.ts';

export interface WorkerOptions
  extends Omit<PollSeatsDeps & FetchStopsDeps & RefreshListsDeps, 'queue' | 'budget'> {
  redis: RedisClient;
  /** Keeps the jobs of one source apart from those of another on the same Redis. */
  namespace: string;
  log: Logger;
  /** Jobs that this process carries out at the same time. */
  pace: { concurrency: number };
  /** Told of writes that Redis refused. */
  room: RoomKeeper;
}

/** The worker of one process. A job that gets no leave to ask is put back, not failed. */
export function startWorker(options: WorkerOptions, queue: Queue<QueueJob>): Worker<QueueJob> {
  const { redis, log, pace, room } = options;
  const carryOut = (job: Job<QueueJob>) => {
    if (job.name === 'stops') return fetchStops(job, { ...options, queue, budget: 0 });
    if (job.name === 'lists') return refreshList(job, { ...options, queue });
    return pollSeats(job, options);
  };
  const process = async (job: Job<QueueJob>, token?: string) => {
    try {
      return await carryOut(job);
    } catch (error) {
      // The plan of this tick may have been made while there was room: do not wait for the next one to stop.
      if (room.noteRefusal(error)) await room.readRoom();
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
export function tellUnlessDisconnected(log: Logger, what: string): (error: Error) => void {
  return (error) => {
    if ((error as NodeJS.ErrnoException).syscall !== 'connect') log.warn({ err: error }, what);
  };
}

/** Jobs that are planned and not carried out yet. */
export async function countWaiting(queue: Queue<QueueJob>): Promise<number> {
  const counts = await queue.getJobCounts('waiting', 'delayed', 'active');
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Resolves when the worker has ended each of these jobs once, well or badly. */
export function whenSettled(worker: Worker<QueueJob>, ids: string[]): Promise<void> {
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
