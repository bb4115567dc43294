import { arrangeWatch } from './contents-table.ts';
import { hashContent } from './day-hash.ts';
import { countAll } from './export-archive.ts';
import { MANIFEST_FILE } from './manifest.ts';
import type { Archive } from './open-archive.ts';
import { watchKey } from './parts.ts';
import { damaged } from './table.ts';

/**
 * Reads all of an archive and throws ServiceError at the first thing that is not as the manifest says: a file, a day's
 * content, a count, the hash of the whole content.
 */
export async function verifyArchive(
  archive: Archive,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  const { manifest } = archive;
  await archive.verifyFiles();
  const counted = [];
  for await (const { watch, day } of archive.readDays()) {
    counted.push(arrangeWatch(day, watch.open, watch.contentHash));
    onProgress?.(counted.length, archive.watches.length);
  }
  const counts = countAll(counted);
  for (const [name, expected] of Object.entries(manifest.counts)) {
    const got = counts[name as keyof typeof counts];
    if (got !== expected) throw damaged(MANIFEST_FILE, `says ${expected} ${name}, and there are ${got}`);
  }
  const contentHash = hashContent(
    counted.map((watch) => ({ key: watchKey(watch), hash: watch.contentHash })),
  );
  if (contentHash !== manifest.contentHash) {
    throw damaged(MANIFEST_FILE, `says content hash ${manifest.contentHash}, and it is ${contentHash}`);
  }
}
