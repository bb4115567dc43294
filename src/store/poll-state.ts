import { z } from 'zod';
import type { Instant } from '../calendar/china-time.ts';
import type { BackOff } from '../upstream/back-off.ts';
import type { SaleWindow } from '../upstream/port.ts';
import type { RedisClient } from './redis-client.ts';

/**
 * What all workers of a source share about polling: the pause that is on, the last failure, the sale window.
 * One small JSON value a key; the schema version is in the key.
 */
export interface PollState {
  readBackOff(): Promise<BackOff | null>;
  writeBackOff(backOff: BackOff): Promise<void>;
  /** Ends this pause; one that has taken its place meanwhile stays. */
  clearBackOff(backOff: BackOff): Promise<void>;
  /** Forgets the pause, its probe and the sale window: the source is another one now. */
  forgetSource(): Promise<void>;
  /**
   * After a pause one question is put as a probe: true for the first that asks to be it, and for that one again,
   * until it is `leaseMs` old. Always true when no pause is kept.
   */
  takeProbe(by: string, now: Instant, leaseMs: number): Promise<boolean>;
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

const backOffSchema = z.object({
  failures: z.int(),
  until: z.int(),
  sign: z.string(),
  detail: z.string(),
  trips: z.int(),
});
const saleWindowSchema = z.object({ first: z.string(), last: z.string() });

/** The pause's key; the budget's script reads it too, so that nothing is sent while it lasts. */
export function backOffKeyOf(namespace: string): string {
  return `polls:v2:{${namespace}}:back-off`;
}

/** KEYS 1 the pause.  ARGV 1 the pause to end, as it was written.  Answers 1, or 0 when there is another. */
const CLEAR_BACK_OFF_LUA = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
`;

/**
 * KEYS  1 the pause  2 the probe, a hash: by, pause (the pause's end), until.  ARGV  1 by  2 now, ms  3 lease, ms
 * Answers 1 when `by` is the probe (or there is no pause), else 0. A new pause wants a new probe.
 */
const TAKE_PROBE_LUA = `
local pause = redis.call('GET', KEYS[1])
if not pause then return 1 end
local ends = string.format('%.0f', cjson.decode(pause)['until'])
local by, ofPause, probing = unpack(redis.call('HMGET', KEYS[2], 'by', 'pause', 'until'))
local isTaken = by and ofPause == ends and tonumber(ARGV[2]) < tonumber(probing)
if isTaken then return by == ARGV[1] and 1 or 0 end
local probeUntil = string.format('%.0f', tonumber(ARGV[2]) + tonumber(ARGV[3]))
redis.call('HSET', KEYS[2], 'by', ARGV[1], 'pause', ends, 'until', probeUntil)
return 1
`;

interface StateCommands {
  clearBackOff(key: string, written: string): Promise<0 | 1>;
  takeProbe(backOffKey: string, probeKey: string, by: string, now: number, leaseMs: number): Promise<0 | 1>;
}

/** `namespace` keeps the pause of the double apart from that of the real 12306; it is the keys' hash tag. */
export function createPollState(redis: RedisClient, namespace: string): PollState {
  const backOffKey = backOffKeyOf(namespace);
  const probeKey = `polls:v2:{${namespace}}:probe`;
  const windowKey = `polls:v2:{${namespace}}:sale-window`;
  const failureKey = `polls:v2:{${namespace}}:last-failure`;
  redis.defineCommand('clearBackOff', { numberOfKeys: 1, lua: CLEAR_BACK_OFF_LUA });
  redis.defineCommand('takeProbe', { numberOfKeys: 2, lua: TAKE_PROBE_LUA });
  const commands = redis as RedisClient & StateCommands;
  const readJson = async <T>(key: string, schema: z.ZodType<T>): Promise<T | null> => {
    const text = await redis.get(key);
    return text === null ? null : schema.parse(JSON.parse(text));
  };
  return {
    readBackOff: () => readJson(backOffKey, backOffSchema),
    async writeBackOff(backOff) {
      await redis.set(backOffKey, formatBackOff(backOff));
    },
    async clearBackOff(backOff) {
      await commands.clearBackOff(backOffKey, formatBackOff(backOff));
    },
    async forgetSource() {
      await redis.del(backOffKey, probeKey, windowKey);
    },
    takeProbe: async (by, now, leaseMs) =>
      (await commands.takeProbe(backOffKey, probeKey, by, now, leaseMs)) === 1,
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

/** Always in the same order of fields, so that a pause read is known again as the one written. */
function formatBackOff(backOff: BackOff): string {
  return JSON.stringify(backOffSchema.parse(backOff));
}
