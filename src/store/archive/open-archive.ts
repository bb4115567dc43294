import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CivilDate } from '../../calendar/china-time.ts';
import { ServiceError } from '../../errors.ts';
import type { DayLog } from '../../seats/day-log.ts';
import type { OdPair } from '../../seats/schema.ts';
import { sha256 } from './archive-writer.ts';
import { type ArchivedDay, provenancesOf } from './archived-day.ts';
import { type ArchivedWatch, parseWatches, WATCHES_FILE } from './contents-table.ts';
import { hashDay } from './day-hash.ts';
import { dayLogOf } from './day-log-of.ts';
import { type ArchiveFile, MANIFEST_FILE, type Manifest, parseManifest } from './manifest.ts';
import { parsePart } from './parse-part.ts';
import { PART_TABLES, type PartTable } from './part-tables.ts';
import { watchKey } from './parts.ts';
import { damaged, parseTable, type Table } from './table.ts';

type Part = Manifest['parts'][number];

/** An archive on disk, read without Redis. Every file's hash is checked before anything of it is believed. */
export interface Archive {
  manifest: Manifest;
  /** In order of pair, then date. */
  watches: readonly ArchivedWatch[];
  /** As SeatLog.readDay: null for what the archive does not hold or where every poll failed. */
  readDay(pair: OdPair, travelDate: CivilDate): Promise<DayLog | null>;
  /** The days of one part of the manifest, in the order of `watches`. */
  readPart(part: Part): Promise<ArchivedDay[]>;
  /** Part by part, in the order of `watches`: the cheap way through all of it. */
  readDays(): AsyncIterable<{ watch: ArchivedWatch; day: ArchivedDay }>;
  /** Every file against its hash; throws at the first that is missing, cut off or changed. */
  verifyFiles(onFile?: (done: number, total: number) => void): Promise<void>;
}

/** Throws ServiceError, saying which file and what to do, for a folder that is no whole archive of a known version. */
export async function openArchive(folder: string): Promise<Archive> {
  const text = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ServiceError(
      `${folder} has no ${MANIFEST_FILE} that can be read (${error.code ?? error.message})`,
      'Name the folder of an archive; one whose export was cut off has to be exported anew.',
    );
  });
  const manifest = parseManifest(text, sha256);
  const read = (name: string) => readArchiveFile(folder, fileOf(manifest, name));
  const watches = parseWatches(await parseTable(WATCHES_FILE, await read(WATCHES_FILE)));
  checkParts(manifest, watches.length);
  const places = new Map(watches.map((watch, place) => [watchKey(watch), place]));
  let recent: { part: Part; days: Promise<ArchivedDay[]> } | null = null;
  const readPart = (part: Part): Promise<ArchivedDay[]> => {
    if (recent?.part !== part) recent = { part, days: readDaysOf(part, manifest, watches, read) };
    return recent.days;
  };
  return {
    manifest,
    watches,
    readPart,
    async readDay(pair, travelDate) {
      const place = places.get(watchKey({ pair, travelDate }));
      if (place === undefined) return null;
      const part = partOf(manifest, place);
      const day = (await readPart(part))[place - part.firstWatch];
      return day === undefined ? null : dayLogOf(day);
    },
    async *readDays() {
      for (const part of manifest.parts) {
        const days = await readPart(part);
        for (const [i, day] of days.entries()) {
          yield { watch: watches[part.firstWatch + i] as ArchivedWatch, day };
        }
      }
    },
    async verifyFiles(onFile) {
      const known = new Set([MANIFEST_FILE, ...manifest.files.map((file) => file.name)]);
      const found = await readdir(folder, { recursive: true, withFileTypes: true });
      for (const entry of found) {
        if (!entry.isFile()) continue;
        const name = join(entry.parentPath, entry.name).slice(join(folder, '/').length).replaceAll('\\', '/');
        if (!known.has(name)) throw damaged(name, 'is not in the manifest: it is not of this archive');
      }
      for (const [i, file] of manifest.files.entries()) {
        await readArchiveFile(folder, file);
        onFile?.(i + 1, manifest.files.length);
      }
    },
  };
}

/** The days of a part, each checked against its own hash: a reader that misreads shows here too. */
async function readDaysOf(
  part: Part,
  { source }: Manifest,
  watches: readonly ArchivedWatch[],
  read: (name: string) => Promise<Uint8Array>,
): Promise<ArchivedDay[]> {
  const entries = await Promise.all(
    PART_TABLES.map(async (table): Promise<[PartTable, Table]> => {
      const name = `${table}/${part.name}.parquet`;
      return [table, await parseTable(name, await read(name))];
    }),
  );
  const tables = Object.fromEntries(entries) as Record<PartTable, Table>;
  const of = watches.slice(part.firstWatch, part.firstWatch + part.watches);
  const days = parsePart(tables, of, { watch: part.firstWatch, cell: part.firstCell });
  for (const [i, day] of days.entries()) {
    const hash = hashDay(day);
    const expected = of[i]?.contentHash;
    if (hash !== expected) {
      throw damaged(
        `part ${part.name}`,
        `${watchKey(day)} has the content hash ${hash}, expected ${expected}`,
      );
    }
    const other = provenancesOf(day).find((provenance) => provenance !== source.provenance);
    if (other === undefined) continue;
    throw damaged(MANIFEST_FILE, `says ${source.provenance}, and ${watchKey(day)} is ${other}`);
  }
  return days;
}

async function readArchiveFile(folder: string, file: ArchiveFile): Promise<Uint8Array> {
  const bytes = await readFile(join(folder, file.name)).catch((error: NodeJS.ErrnoException) => {
    throw damaged(file.name, `is in the manifest and cannot be read (${error.code ?? error.message})`);
  });
  if (bytes.length !== file.bytes) {
    throw damaged(file.name, `expected ${file.bytes} bytes, got ${bytes.length}: it was cut off or changed`);
  }
  const hash = sha256(bytes);
  if (hash !== file.sha256) throw damaged(file.name, `expected SHA-256 ${file.sha256}, got ${hash}`);
  return bytes;
}

function fileOf(manifest: Manifest, name: string): ArchiveFile {
  const file = manifest.files.find((one) => one.name === name);
  if (file === undefined) throw damaged(MANIFEST_FILE, `expected the file ${name} in it`);
  return file;
}

function partOf(manifest: Manifest, place: number): Part {
  return manifest.parts.findLast((part) => part.firstWatch <= place) as Part;
}

/** Every watch is in exactly one part. */
function checkParts(manifest: Manifest, watches: number): void {
  let next = 0;
  for (const part of manifest.parts) {
    if (part.firstWatch !== next)
      throw damaged(MANIFEST_FILE, `part ${part.name} does not begin at watch ${next}`);
    next += part.watches;
  }
  if (next !== watches) throw damaged(MANIFEST_FILE, `expected parts of ${watches} watches, got ${next}`);
}
