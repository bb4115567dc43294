import { z } from 'zod';
import type { CivilDate } from '../calendar/china-time.ts';
import type { OdPair } from '../seats/schema.ts';
import { NO_USUAL_ROWS, type UsualRows } from '../seats/usual-rows.ts';
import type { RedisClient } from './redis-client.ts';

const usualRowsSchema = z.object({
  recent: z.array(z.object({ at: z.int(), rows: z.int() })),
  few: z
    .object({
      since: z.int(),
      times: z.int(),
      trains: z.array(z.tuple([z.string(), z.string().nullable()])),
    })
    .nullable(),
});

/** Long enough for the rarest plan; what is older is no usage any more. */
const KEPT_SECONDS = 3 * 86_400;

export interface UsualRowsStore {
  readUsualRows(pair: OdPair, travelDate: CivilDate): Promise<UsualRows>;
  writeUsualRows(pair: OdPair, travelDate: CivilDate, usual: UsualRows): Promise<void>;
}

/** One small JSON value a pair and date, beside its seat log. */
export function createUsualRowsStore(redis: RedisClient, namespace: string): UsualRowsStore {
  const keyOf = ({ from, to }: OdPair, travelDate: CivilDate) =>
    `seat:v1:${namespace}:{${from}-${to}:${travelDate}}:usual-rows`;
  return {
    async readUsualRows(pair, travelDate) {
      const text = await redis.get(keyOf(pair, travelDate));
      return text === null ? NO_USUAL_ROWS : usualRowsSchema.parse(JSON.parse(text));
    },
    async writeUsualRows(pair, travelDate, usual) {
      await redis.set(keyOf(pair, travelDate), JSON.stringify(usual), 'EX', KEPT_SECONDS);
    },
  };
}
