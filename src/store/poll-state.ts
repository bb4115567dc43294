import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { BackOff } from '../upstream/back-off.ts';
import type { SaleWindow } from '../upstream/port.ts';

/**
 * What all workers of a source share about polling: the pause that is on, the last failure, the sale window.
 * One small JSON value a key; the schema version is in the key.
 */
export interface PollState {
  readBackOff(): Promise<BackOff | null>;
  writeBackOff(backOff: BackOff): Promise<void>;
  clearBackOff(): Promise<void>;
  readLastFailure(): Promise<PollFailureRecord | null>;
  writeLastFailure(failure: PollFailureRecord): Promise<void>;
  readSaleWindow(): Promise<SaleWindow | null>;
  writeSaleWindow(window: SaleWindow): Promise<void>;
}

const failureSchema = z.object({
  at: z.int(),
  pair: z.string(),
  date: z.string(),
  outcome: z.string(),
  sign: z.string(),
  detail: z.string(),
});
/** The newest poll that carried no answer, of any pair. */
export type PollFailureRecord = z.infer<typeof failureSchema>;

const backOffSchema = z.object({ failures: z.int(), until: z.int(), sign: z.string(), detail: z.string() });
const saleWindowSchema = z.object({ first: z.string(), last: z.string() });

/** `namespace` keeps the pause of the double apart from that of the real 12306. */
export function createPollState(redis: Redis, namespace: string): PollState {
  const backOffKey = `polls:v1:${namespace}:back-off`;
  const windowKey = `polls:v1:${namespace}:sale-window`;
  const failureKey = `polls:v1:${namespace}:last-failure`;
  const readJson = async <T>(key: string, schema: z.ZodType<T>): Promise<T | null> => {
    const text = await redis.get(key);
    return text === null ? null : schema.parse(JSON.parse(text));
  };
  return {
    readBackOff: () => readJson(backOffKey, backOffSchema),
    async writeBackOff(backOff) {
      await redis.set(backOffKey, JSON.stringify(backOff));
    },
    async clearBackOff() {
      await redis.del(backOffKey);
    },
    readLastFailure: () => readJson(failureKey, failureSchema),
    async writeLastFailure(failure) {
      await redis.set(failureKey, JSON.stringify(failure));
    },
    readSaleWindow: () => readJson(windowKey, saleWindowSchema),
    async writeSaleWindow(window) {
      await redis.set(windowKey, JSON.stringify(window));
    },
  };
}
