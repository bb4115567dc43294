import { Queue } from 'bullmq';
import { z } from 'zod';
import { telecodeSchema } from '../src/seats/schema.ts';
import { LIST_NAMES } from '../src/store/list-store.ts';
import type { RedisClient } from '../src/store/redis-client.ts';

export const POLL_QUEUE = 'ask-12306';
/** BullMQ's prefix is a hash tag, so that all its keys share a slot on a cluster; each source has its own queue. */
export function queuePrefix(namespace: string): string {
  return `{yupiao:${namespace}}`;
}

/**
 * A job whose worker was killed is taken up by another this long after its last sign of life. All workers of the
 * queue must look at the same interval, or the shortest decides for all.
 */
export const STALLED_MS = { lockDuration: 12_000, stalledInterval: 5_000 } as const;
/** However many workers die over a job: it is not the job's fault, and its plan ends it soon enough. */
export const STALLED_MOST = 1_000;

/** Payload of a poll job; checked again when it is taken, for it may come from an older version of us. */
export const pollJobSchema = z.object({
  pair: z.object({ from: telecodeSchema, to: telecodeSchema }),
  travelDate: z.iso.date(),
  plannedAt: z.int(),
});
export type PollJob = z.infer<typeof pollJobSchema>;

/** Payload of a job that asks for a train's stops. */
export const stopsJobSchema = z.object({
  trainNo: z.string().min(1),
  pair: z.object({ from: telecodeSchema, to: telecodeSchema }),
  originDate: z.iso.date(),
});
export type StopsJob = z.infer<typeof stopsJobSchema>;

/** Payload of a job that asks for a list. */
export const listsJobSchema = z.object({ list: z.enum(LIST_NAMES) });
export type ListsJob = z.infer<typeof listsJobSchema>;

/** All questions to 12306 go through one queue, so that one limit holds for them together. */
export type QueueJob = PollJob | StopsJob | ListsJob;

export function createPollQueue(redis: RedisClient, namespace: string): Queue<QueueJob> {
  return new Queue<QueueJob>(POLL_QUEUE, {
    connection: redis,
    prefix: queuePrefix(namespace),
    defaultJobOptions: {
      attempts: 2,
      backoff: { type: 'fixed', delay: 15_000 },
      // A job that is still remembered is not added again. Beyond that the ledger knows what was planned.
      removeOnComplete: { age: 3_600, count: 20_000 },
      removeOnFail: { age: 86_400, count: 5_000 },
    },
  });
}
