import type { RedisClient } from '../redis-client.ts';
import type { SeatLog } from '../seat-log-port.ts';
import { defineCommands } from './commands.ts';
import { DictionaryStore } from './dictionary-store.ts';
import { arrangeKeys, type KeysOf } from './keys.ts';
import { LiveLogs } from './live-logs.ts';
import { LogSteps } from './log-steps.ts';
import { LogMigration } from './migration.ts';
import { SEAL_SIZES, type SealSizes } from './page.ts';
import { SeatLogReader } from './reader.ts';
import { RedisClock } from './redis-clock.ts';
import { SeatLogSealer } from './sealer.ts';
import { WatchIndex } from './watch-index.ts';
import { SeatLogWriter } from './writer.ts';

/**
 * The seat log in Redis (6.2 or later), laid out as STORE.md recommends; keys.ts lists the keys.
 *
 * Instants of observation are kept to the second, rounded down; plans to the millisecond. Two ok polls of the
 * same second are one: the first that came stays. Everything about a pair and date goes 400 days after the
 * travel date. `clockOffsetMs` is what the service's clock is ahead of the machine's (CLOCK_OFFSET_DAYS);
 * logs of different `namespace` know nothing of each other.
 */
export function createSeatLog(
  client: RedisClient,
  options: { clockOffsetMs?: number; namespace?: string; sealSizes?: SealSizes } = {},
): SeatLog {
  const { clockOffsetMs = 0, namespace, sealSizes = SEAL_SIZES } = options;
  const keysOf: KeysOf = (pair, travelDate) => arrangeKeys(pair, travelDate, namespace);
  const redis = defineCommands(client);
  const dictionaries = new DictionaryStore(redis, clockOffsetMs);
  const index = new WatchIndex(redis, namespace);
  const migration = new LogMigration(redis, namespace, index);
  const logs = new LiveLogs({ redis, dictionaries, index, migration, clockOffsetMs });
  const steps = new LogSteps(redis, clockOffsetMs);
  const sealer = new SeatLogSealer(redis, dictionaries, clockOffsetMs, sealSizes);
  const clock = new RedisClock(redis, clockOffsetMs);
  const writer = new SeatLogWriter({ keysOf, logs, steps, dictionaries, sealer, clock });
  const reader = new SeatLogReader({ redis, keysOf, dictionaries, migration });
  return {
    writePoll: (poll) => writer.writePoll(poll),
    hasPoll: (pair, travelDate, plannedAt) => reader.hasPoll(pair, travelDate, plannedAt),
    readBoard: (pair, travelDate, asOf) => reader.readBoard(pair, travelDate, asOf),
    readBoards: (watches, asOf) => reader.readBoards(watches, asOf),
    readDay: (pair, travelDate, asOf) => reader.readDay(pair, travelDate, asOf),
    readDays: (watches, asOf) => reader.readDays(watches, asOf),
    readHistory: (pair, travelDate, offer, asOf) => reader.readHistory(pair, travelDate, offer, asOf),
    readPolls: (pair, travelDate, asOf) => reader.readPolls(pair, travelDate, asOf),
    readLastPolls: (keys) => reader.readLastPolls(keys),
    readVersion: (pair, travelDate) => reader.readVersion(pair, travelDate),
    readWatches: (first, last) => index.readWatches(first, last),
  };
}
