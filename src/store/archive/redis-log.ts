import type { Watch } from '../../seats/schema.ts';
import type { RedisClient } from '../redis-client.ts';
import { defineCommands } from '../seat-log/commands.ts';
import { buildDictionary } from '../seat-log/dictionary.ts';
import { arrangeKeys, keepUntil, type SeatLogKeys } from '../seat-log/keys.ts';
import { planTail, planVersion, toInstant } from '../seat-log/log-value.ts';
import { LogMigration } from '../seat-log/migration.ts';
import { lostKey, readSnapshot } from '../seat-log/snapshot.ts';
import { WatchIndex } from '../seat-log/watch-index.ts';
import { arrangeDay } from './arrange-day.ts';
import type { ArchiveLog } from './log-port.ts';
import { planRestoredKeys, restoreDay } from './restore-day.ts';
import { RESTORE_LOG_LUA } from './restore-log.ts';

/** The archive's side of the seat log of one namespace in Redis (seat-log/seat-log.ts). */
export function createArchiveLog(
  redis: RedisClient,
  { namespace, clockOffsetMs }: { namespace?: string; clockOffsetMs: number },
): ArchiveLog {
  const keysOf = ({ pair, travelDate }: Watch) => arrangeKeys(pair, travelDate, namespace);
  const index = new WatchIndex(redis, namespace);
  const migration = new LogMigration(defineCommands(redis), namespace, index);
  return {
    readWatches: (first, last) => index.readWatches(first, last),
    async readDay(watch) {
      const keys = keysOf(watch);
      const known = await readDay(redis, watch, keys);
      if (known !== null || !(await migration.writeMigrated(watch))) return known;
      return readDay(redis, watch, keys);
    },
    async writeDay(day, replacing) {
      const keys = keysOf(day);
      const restored = await restoreDay(day);
      const { log, sealed, cells, failures } = planRestoredKeys(restored);
      await index.add({ ...day, observedAt: toInstant(restored.snapshot.tail.polled) });
      const written = await redis.eval(
        RESTORE_LOG_LUA,
        5,
        ...[keys.log, keys.sealed, keys.late, keys.cells, keys.failures],
        ...[
          replacing === null ? '' : Buffer.from(replacing, 'base64url'),
          clockOffsetMs,
          keepUntil(day.travelDate),
        ],
        ...[log, sealed.length, ...sealed, cells.length, ...cells, failures],
      );
      return written === 1 ? 'written' : 'changed';
    },
  };
}

async function readDay(
  redis: RedisClient,
  watch: Watch,
  keys: SeatLogKeys,
): ReturnType<ArchiveLog['readDay']> {
  const snapshot = await readSnapshot(redis, keys);
  if (snapshot === null) return null;
  const version = planVersion(planTail(snapshot.tail));
  if (snapshot.tail.observed === 0) return { day: arrangeDay(watch, snapshot, null), version };
  const dictionary = buildDictionary(await redis.lrangeBuffer(keys.cells, 0, -1));
  const { batches, batchId } = snapshot.tail;
  if (dictionary.ids[batches - 1] !== batchId) throw lostKey(keys.cells, keys);
  return { day: arrangeDay(watch, snapshot, dictionary), version };
}
