import type { CivilDate } from '../../calendar/china-time.ts';
import type { Watch } from '../../seats/schema.ts';
import type { RedisClient } from '../redis-client.ts';
import { buildDictionary } from '../seat-log/dictionary.ts';
import { arrangeKeys, keepUntil, type SeatLogKeys } from '../seat-log/keys.ts';
import { lostKey, readSnapshot } from '../seat-log/snapshot.ts';
import { planVersion, STATE_HEADER_BYTES } from '../seat-log/state.ts';
import { arrangeDay } from './arrange-day.ts';
import type { ArchiveLog } from './log-port.ts';
import { planRestoredKeys, restoreDay } from './restore-day.ts';
import { RESTORE_LOG_LUA } from './restore-log.ts';

/** The archive's side of the seat log of one namespace in Redis (seat-log/seat-log.ts). */
export function createArchiveLog(
  redis: RedisClient,
  options: {
    namespace?: string;
    clockOffsetMs: number;
    readWatches(first: CivilDate, last: CivilDate): Promise<Watch[]>;
  },
): ArchiveLog {
  const { namespace, clockOffsetMs, readWatches } = options;
  const keysOf = ({ pair, travelDate }: Watch) => arrangeKeys(pair, travelDate, namespace);
  return {
    readWatches,
    readDay: (watch) => readDay(redis, watch, keysOf(watch)),
    async writeDay(day, replacing) {
      const keys = keysOf(day);
      const { state, log, sealed, cells, failed } = planRestoredKeys(day, restoreDay(day));
      const written = await redis.eval(
        RESTORE_LOG_LUA,
        6,
        ...[keys.state, keys.log, keys.sealed, keys.late, keys.cells, keys.failed],
        ...[
          replacing === null ? '' : Buffer.from(replacing, 'base64url'),
          clockOffsetMs,
          keepUntil(day.travelDate),
        ],
        ...[state, log ?? '', sealed.length, ...sealed, cells.length, ...cells, ...failed.flat()],
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
  // Before all else: what changes later is told by it.
  const version = planVersion(await redis.getrangeBuffer(keys.state, 0, STATE_HEADER_BYTES - 1));
  const snapshot = await readSnapshot(redis, keys);
  if (snapshot === null) return null;
  if (snapshot.header.observed === 0) return { day: arrangeDay(watch, snapshot, null), version };
  const dictionary = buildDictionary(await redis.lrangeBuffer(keys.cells, 0, -1));
  const { batches, batchId } = snapshot.header;
  if (dictionary.ids[batches - 1] !== batchId) throw lostKey(keys.cells, keys);
  return { day: arrangeDay(watch, snapshot, dictionary), version };
}
