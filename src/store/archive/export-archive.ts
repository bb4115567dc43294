import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type CivilDate, civilDateOf, formatInstant, type Instant } from '../../calendar/china-time.ts';
import { ServiceError } from '../../errors.ts';
import type { Provenance, Watch } from '../../seats/schema.ts';
import { ArchiveWriter } from './archive-writer.ts';
import { type ArchivedDay, provenancesOf } from './archived-day.ts';
import { type ArchivedWatch, arrangeWatch } from './contents-table.ts';
import { hashContent, hashDay } from './day-hash.ts';
import { workInOrder } from './in-order.ts';
import type { ArchiveLog } from './log-port.ts';
import { type ArchiveCounts, FORMAT, FORMAT_VERSION, type Manifest } from './manifest.ts';
import { planParts, watchKey } from './parts.ts';

/** While one part is compressed, by other threads, the next is read: no more of them are in memory. */
const PARTS_AT_ONCE = 2;

export interface ExportOptions {
  /** A folder that does not exist yet, or is empty. */
  folder: string;
  first: CivilDate;
  last: CivilDate;
  season: number | null;
  /** `TNV-HGH` and the like; empty for all. */
  pairs: readonly string[];
  /** Dates that are not over yet too, marked open. */
  withOpen: boolean;
  source: { name: string; namespace: string; provenance: Provenance; detail: string };
  createdBy: string;
  now: Instant;
  /** Told after each pair and date. */
  onProgress?: (done: number, total: number) => void;
  /** brotli's, 0 to 11; tests take a quick one. */
  quality?: number;
}

/**
 * Writes an archive of what the log holds: part by part, so that a season takes no more memory than a part, beside
 * its place, and moved there when it is whole. A pair and date is closed from the day after the travel date on.
 * Throws ServiceError when the folder holds something, when nothing is to be written, or when the log holds answers of
 * another provenance than its source.
 */
export async function exportArchive(log: ArchiveLog, options: ExportOptions): Promise<Manifest> {
  const folder = resolve(options.folder);
  await checkEmpty(folder);
  const watches = chooseWatches(await log.readWatches(options.first, options.last), options);
  if (watches.length === 0) throw nothingThere(options);
  const draft = join(dirname(folder), `.${basename(folder)}.partial-${process.pid}`);
  await mkdir(draft, { recursive: true });
  try {
    const manifest = await writeArchive(log, draft, watches, options);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
    return manifest;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function writeArchive(
  log: ArchiveLog,
  draft: string,
  watches: readonly Watch[],
  options: ExportOptions,
): Promise<Manifest> {
  const { createdBy, quality } = options;
  const writer = new ArchiveWriter(draft, { createdBy, ...(quality === undefined ? {} : { quality }) });
  const written: ArchivedWatch[] = [];
  const writing = workInOrder(readParts(log, watches, options), PARTS_AT_ONCE, async (part) => {
    await writer.writePart(part.map(({ day }) => day));
    return part.map(({ watch }) => watch);
  });
  for await (const some of writing) written.push(...some);
  return writer.finish(written, describeArchive(written, options));
}

async function* readParts(
  log: ArchiveLog,
  watches: readonly Watch[],
  options: ExportOptions,
): AsyncGenerator<{ watch: ArchivedWatch; day: ArchivedDay }[]> {
  let done = 0;
  for (const part of planParts(watches)) {
    const days: { watch: ArchivedWatch; day: ArchivedDay }[] = [];
    for (const watch of part) {
      const known = await log.readDay(watch);
      options.onProgress?.(++done, watches.length);
      // It expired since the index was read: there is nothing left of it to keep.
      if (known === null) continue;
      checkProvenance(known.day, options);
      const open = isOpen(watch, options.now);
      days.push({ watch: arrangeWatch(known.day, open, hashDay(known.day)), day: known.day });
    }
    yield days;
  }
}

function describeArchive(
  watches: readonly ArchivedWatch[],
  { source, season, createdBy, now }: ExportOptions,
): Omit<Manifest, 'files' | 'parts'> {
  const dates = watches.map((watch) => watch.travelDate).sort();
  return {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    createdBy,
    createdAt: formatInstant(now),
    source,
    season,
    firstDate: dates[0] ?? null,
    lastDate: dates.at(-1) ?? null,
    counts: countAll(watches),
    contentHash: hashContent(watches.map((watch) => ({ key: watchKey(watch), hash: watch.contentHash }))),
  };
}

/** What an archive's manifest must count of the pairs and dates it names. */
export function countAll(watches: readonly ArchivedWatch[]): ArchiveCounts {
  const sum = (of: (watch: ArchivedWatch) => number) =>
    watches.reduce((total, watch) => total + of(watch), 0);
  return {
    watches: watches.length,
    open: sum((watch) => (watch.open ? 1 : 0)),
    polls: sum((watch) => watch.polls),
    failures: sum((watch) => watch.failures),
    observations: sum((watch) => watch.observations),
    changes: sum((watch) => watch.changes),
  };
}

function chooseWatches(watches: readonly Watch[], { pairs, withOpen, now }: ExportOptions): Watch[] {
  const wanted = new Set(pairs);
  return watches.filter(
    (watch) =>
      (wanted.size === 0 || wanted.has(`${watch.pair.from}-${watch.pair.to}`)) &&
      (withOpen || !isOpen(watch, now)),
  );
}

function isOpen({ travelDate }: Watch, now: Instant): boolean {
  return travelDate >= civilDateOf(now);
}

/** Nothing synthetic may travel under another name. */
function checkProvenance(day: ArchivedDay, { source }: ExportOptions): void {
  const other = provenancesOf(day).find((provenance) => provenance !== source.provenance);
  if (other === undefined) return;
  throw new ServiceError(
    `${watchKey(day)} holds ${other} answers, and ${source.namespace} is ${source.provenance}`,
    'Export it with the SOURCE, SCENARIO and RECORDED it was polled with.',
  );
}

async function checkEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new ServiceError(`${folder} cannot be written: ${error.message}`, 'Name another folder.');
  });
  if (names.length === 0) return;
  throw new ServiceError(`${folder} is not empty`, 'Name a folder that does not exist yet.');
}

function nothingThere({ first, last, pairs, withOpen, source }: ExportOptions): ServiceError {
  const what = pairs.length === 0 ? 'any pair' : pairs.join(', ');
  return new ServiceError(
    `nothing is kept of ${what} for ${first} to ${last} in ${source.namespace}${withOpen ? '' : ' that is over'}`,
    withOpen ? 'Ask for other dates or pairs.' : 'Ask for other dates, or add --all for those still on sale.',
  );
}
