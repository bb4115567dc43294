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
  readSaleWindow(): Promise<SaleWindow | null>;
  writeSaleWindow(window: SaleWindow): Promise<void>;
}

const backOffSchema = z.object({ failures: z.int(), until: z.int(), sign: z.string(), detail: z.string() });
const saleWindowSchema = z.object({ first: z.string(), last: z.string() });

/** `source` keeps the pause of the double apart from that of the real 12306. */
export function createPollState(redis: Redis, source: string): PollState {
  const backOffKey = `polls:v1:${source}:back-off`;
  const windowKey = `polls:v1:${source}:sale-window`;
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
    readSaleWindow: () => readJson(windowKey, saleWindowSchema),
    async writeSaleWindow(window) {
      await redis.set(windowKey, JSON.stringify(window));
    },
  };
}
