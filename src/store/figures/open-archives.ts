import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE } from '../archive/manifest.ts';
import { type Archive, openArchive } from '../archive/open-archive.ts';

/**
 * The archives that lie in a folder, in order of name; none where there is no such folder. One that is damaged throws,
 * as a figure without it would be another one.
 */
export async function openArchives(folder: string): Promise<Archive[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const archives: Archive[] = [];
  for (const name of entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort()) {
    const path = join(folder, name);
    if ((await readdir(path)).includes(MANIFEST_FILE)) archives.push(await openArchive(path));
  }
  return archives;
}
