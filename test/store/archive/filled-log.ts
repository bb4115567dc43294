import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseInstant } from '../../../src/calendar/china-time.ts';
import type { OdPair, Poll, Watch } from '../../../src/seats/schema.ts';
import { type ExportOptions, exportArchive } from '../../../src/store/archive/export-archive.ts';
import type { ArchiveLog } from '../../../src/store/archive/log-port.ts';
import { createArchiveLog } from '../../../src/store/archive/redis-log.ts';
import type { RedisClient } from '../../../src/store/redis-client.ts';
import { createSeatLog } from '../../../src/store/seat-log/seat-log.ts';
import type { SeatLog } from '../../../src/store/seat-log-port.ts';
import { planDeliveries, seededRandom } from '../seat-log/world.ts';

/** Short logs go the way of long ones: sealed after a few polls. */
const SEAL_SIZES = { sealBytes: 200, pageBytes: 600 };
/** The day after the last travel date of these tests. */
export const AFTERWARDS = parseInstant('2021-02-12T09:00:00') as number;

export const SYNTHETIC = {
  name: 'double',
  namespace: 'a',
  provenance: 'synthetic',
  detail: 'random worlds of the tests',
} as const;

export interface FilledLog {
  log: SeatLog;
  archiveLog: ArchiveLog;
}

/** A seat log and its archive side on one namespace. */
export function openLog(redis: RedisClient, namespace: string): FilledLog {
  const log = createSeatLog(redis, { namespace, sealSizes: SEAL_SIZES });
  return { log, archiveLog: createArchiveLog(redis, { namespace, clockOffsetMs: 0 }) };
}

export const PAIRS: OdPair[] = [
  { from: 'TYV', to: 'SHH' },
  { from: 'TNV', to: 'HGH' },
];

export function planWatches(dates: readonly string[], pairs: readonly OdPair[] = PAIRS): Watch[] {
  return dates.flatMap((travelDate) => pairs.map((pair) => ({ pair, travelDate })));
}

/** Polls of an imagined source in the order in which they reach the log: late, repeated and failed ones too. */
export function planPolls(watch: Watch, count: number, seed: number): Poll[] {
  return planDeliveries(watch.pair, watch.travelDate, count, seededRandom(seed)).map((poll) => ({
    ...poll,
    provenance: 'synthetic',
  }));
}

export async function writePolls(log: SeatLog, polls: readonly Poll[]): Promise<void> {
  for (const poll of polls) await log.writePoll(poll);
}

/** A path for an archive that is not there yet; its parent goes with `remove`. */
export async function openFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const parent = await mkdtemp(join(tmpdir(), 'yupiao-archive-'));
  return { folder: join(parent, 'archive'), remove: () => rm(parent, { recursive: true }) };
}

export function exportAll(
  archiveLog: ArchiveLog,
  folder: string,
  changes: Partial<ExportOptions> = {},
): ReturnType<typeof exportArchive> {
  return exportArchive(archiveLog, {
    folder,
    first: '2021-01-01',
    last: '2021-12-31',
    season: null,
    pairs: [],
    withOpen: false,
    source: SYNTHETIC,
    createdBy: 'yupiao 0.0.0',
    now: AFTERWARDS,
    quality: 1,
    ...changes,
  });
}
