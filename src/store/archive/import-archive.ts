import { ServiceError } from '../../errors.ts';
import type { Provenance, Watch } from '../../seats/schema.ts';
import type { ArchivedDay } from './archived-day.ts';
import { holdsDay } from './compare-days.ts';
import { hashDay } from './day-hash.ts';
import { workInOrder } from './in-order.ts';
import type { ArchiveLog } from './log-port.ts';
import type { Archive } from './open-archive.ts';
import { watchKey } from './parts.ts';

/** What became of the pairs and dates of an archive. */
export interface ImportResult {
  /** Of which nothing was kept before. */
  written: number;
  /** Of which a part was kept, now all of it. */
  extended: number;
  /** Of which the same or more was kept already: left as it was. */
  kept: number;
  /** Of which something else is kept, as `TNV-HGH 2021-02-09`: left as it was, and of the archive nothing was taken. */
  refused: string[];
}

/** A live writer may change a day between reading and writing it: so often it is read again. */
const TRIES_MOST = 20;
/** Days under way at once: each waits for its dictionary to be compressed in another thread, and for Redis. */
const DAYS_AT_ONCE = 8;

/**
 * Brings an archive into the log, each pair and date in one atomic step, some of them at once: an import that was cut
 * off goes on where it stopped when it is run again, and a second one changes nothing. All files are checked before the
 * first is written.
 * What the log holds already is never mixed with the archive's: it stays, or it is wholly in the archive and goes.
 * Throws ServiceError when the archive's provenance is not that of the log's source.
 */
export async function importArchive(
  archive: Archive,
  log: ArchiveLog,
  target: { namespace: string; provenance: Provenance },
  onProgress?: (done: number, total: number) => void,
): Promise<ImportResult> {
  const { source } = archive.manifest;
  if (source.provenance !== target.provenance) {
    throw new ServiceError(
      `the archive is ${source.provenance} (${source.namespace}), and ${target.namespace} holds ${target.provenance} answers`,
      'They are never mixed. Import it under a SOURCE and SCENARIO of its own kind.',
    );
  }
  await archive.verifyFiles();
  const result: ImportResult = { written: 0, extended: 0, kept: 0, refused: [] };
  const fates = workInOrder(archive.readDays(), DAYS_AT_ONCE, ({ day }) => importDay(day, log));
  let done = 0;
  for await (const fate of fates) {
    if (fate === 'refused') result.refused.push(watchKey(archive.watches[done] as Watch));
    else result[fate]++;
    done++;
    onProgress?.(done, archive.watches.length);
  }
  return result;
}

async function importDay(day: ArchivedDay, log: ArchiveLog): Promise<keyof ImportResult> {
  for (let tries = 0; tries < TRIES_MOST; tries++) {
    const known = await log.readDay(day);
    const fate = known === null ? 'written' : planFate(day, known.day);
    if (fate === 'kept' || fate === 'refused') return fate;
    if ((await log.writeDay(day, known?.version ?? null)) === 'written') return fate;
  }
  throw new ServiceError(
    `${watchKey(day)} changed while it was imported, ${TRIES_MOST} times`,
    'Stop the service, import, and start it again.',
  );
}

function planFate(archived: ArchivedDay, kept: ArchivedDay): keyof ImportResult {
  if (hashDay(archived) === hashDay(kept) || holdsDay(kept, archived)) return 'kept';
  return holdsDay(archived, kept) ? 'extended' : 'refused';
}
