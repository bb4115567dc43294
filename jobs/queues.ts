import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { telecodeSchema } from '../src/seats/schema.ts';

export const POLL_QUEUE = 'poll-seats';
/** BullMQ's prefix is a hash tag, so that all its keys share a slot on a cluster. */
export const QUEUE_PREFIX = '{yupiao}';

/** Payload of a poll job; checked again when it is taken, for it may come from an older version of us. */
export const pollJobSchema = z.object({
  pair: z.object({ from: telecodeSchema, to: telecodeSchema }),
  travelDate: z.iso.date(),
  plannedAt: z.int(),
});
export type PollJob = z.infer<typeof pollJobSchema>;

export function createPollQueue(redis: Redis): Queue<PollJob> {
  return new Queue<PollJob>(POLL_QUEUE, {
    connection: redis,
    prefix: QUEUE_PREFIX,
    defaultJobOptions: {
      attempts: 2,
      backoff: { type: 'fixed', delay: 15_000 },
      // A job that is still remembered is not added again: an hour is longer than any plan repeats itself.
      removeOnComplete: { age: 3_600, count: 5_000 },
      removeOnFail: { age: 86_400, count: 5_000 },
    },
  });
}
