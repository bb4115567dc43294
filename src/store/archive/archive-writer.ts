import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compareText } from '../../seats/compare-text.ts';
import type { ArchivedDay } from './archived-day.ts';
import {
  type ArchivedWatch,
  arrangeCodeColumns,
  arrangeWatchColumns,
  CODES_FILE,
  WATCHES_FILE,
} from './contents-table.ts';
import { MANIFEST_FILE, type Manifest, planManifest } from './manifest.ts';
import { type Column, planParquet } from './parquet-file.ts';
import { arrangePart, PART_TABLES } from './part-tables.ts';
import { ARCHIVE_README } from './readme-text.ts';

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Writes the files of an archive into an empty folder, the manifest last: without it there is no archive. */
export class ArchiveWriter {
  readonly #folder: string;
  readonly #style: { createdBy: string; quality?: number };
  readonly #files: Manifest['files'] = [];
  readonly #parts: Manifest['parts'] = [];
  #watches = 0;
  #cells = 0;

  constructor(folder: string, style: { createdBy: string; quality?: number }) {
    this.#folder = folder;
    this.#style = style;
  }

  /** A part without days leaves no trace. The next may be begun before this one is written. */
  async writePart(days: readonly ArchivedDay[]): Promise<void> {
    if (days.length === 0) return;
    const name = String(this.#parts.length + 1).padStart(4, '0');
    const base = { watch: this.#watches, cell: this.#cells };
    this.#parts.push({ name, watches: days.length, firstWatch: base.watch, firstCell: base.cell });
    this.#watches += days.length;
    this.#cells += days.reduce((sum, day) => sum + day.tracks.length, 0);
    const tables = arrangePart(days, base);
    await Promise.all(
      PART_TABLES.map((table) => this.#writeTable(`${table}/${name}.parquet`, tables[table])),
    );
  }

  /** The table of contents, the codes in words, the README, and the manifest over it all. */
  async finish(
    watches: readonly ArchivedWatch[],
    description: Omit<Manifest, 'files' | 'parts'>,
  ): Promise<Manifest> {
    await this.#writeTable(WATCHES_FILE, arrangeWatchColumns(watches));
    await this.#writeTable(CODES_FILE, arrangeCodeColumns());
    await this.#writeFile('README.md', Buffer.from(ARCHIVE_README));
    const files = this.#files.sort((a, b) => compareText(a.name, b.name));
    const manifest = { ...description, parts: this.#parts, files };
    await writeFile(join(this.#folder, MANIFEST_FILE), planManifest(manifest, sha256));
    return manifest;
  }

  async #writeTable(name: string, columns: readonly Column[]): Promise<void> {
    await this.#writeFile(name, await planParquet(columns, this.#style.createdBy, this.#style.quality));
  }

  async #writeFile(name: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.#folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    this.#files.push({ name, bytes: bytes.length, sha256: sha256(bytes) });
  }
}
