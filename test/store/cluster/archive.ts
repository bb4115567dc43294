import { expect } from 'vitest';
import { generateSeason } from '../../../fixtures/synthetic-season/season.ts';
import { DAY_MS } from '../../../src/calendar/china-time.ts';
import { importArchive } from '../../../src/store/archive/import-archive.ts';
import { openArchive } from '../../../src/store/archive/open-archive.ts';
import { verifyArchive } from '../../../src/store/archive/verify-archive.ts';
import { exportAll, openFolder, openLog, SYNTHETIC, writePolls } from '../archive/filled-log.ts';
import { readEverything } from '../archive/read-everything.ts';
import { writeOldLog } from '../seat-log/layout-1.ts';
import { open } from './failover.ts';
import type { TestCluster } from './start-cluster.ts';

const NAMESPACE = 'archived';
const DATES = 3;
const SEASON = generateSeason({ seed: 5, pairs: 4, dates: DATES, days: 1 });
const AFTERWARDS = Date.parse('2021-03-01T00:00:00+08:00');

/** A small season out of a Cluster into files, and back when all its keys have gone: everything is told as before. */
export async function expectArchived(cluster: TestCluster): Promise<void> {
  const first = open(cluster.url);
  const second = open(cluster.url);
  const { folder, remove } = await openFolder();
  try {
    const source = openLog(first, NAMESPACE);
    const polls = SEASON.watches.map((_, i) => [...SEASON.pollsOf(Math.floor(i / DATES), i % DATES)]);
    await Promise.all(polls.map((some) => writePolls(source.log, some)));
    const before = await readAll(source);
    await exportAll(source.archiveLog, folder, { now: AFTERWARDS });
    const archive = await openArchive(folder);
    await verifyArchive(archive);

    await dropKeys(cluster);
    const copy = openLog(second, NAMESPACE);
    expect(await copy.log.readWatches('2000-01-01', '2099-12-31')).toEqual([]);
    const target = { namespace: NAMESPACE, provenance: SYNTHETIC.provenance };
    const nothing = { written: 0, extended: 0, kept: 0, refused: [] };
    const all = SEASON.watches.length;
    expect(await importArchive(archive, copy.archiveLog, target)).toEqual({ ...nothing, written: all });
    expect(await readAll(copy)).toEqual(before);
    expect(await importArchive(archive, copy.archiveLog, target)).toEqual({ ...nothing, kept: all });
  } finally {
    first.disconnect();
    second.disconnect();
    await remove();
  }
}

async function readAll({ log }: ReturnType<typeof openLog>): Promise<object> {
  return {
    watches: await log.readWatches('2000-01-01', '2099-12-31'),
    days: await Promise.all(SEASON.watches.map((watch) => readEverything(log, watch))),
  };
}

/** On each master its own, so that nothing is left to import onto; and its scripts, as in a Redis just started. */
async function dropKeys(cluster: TestCluster): Promise<void> {
  for (const { client } of await cluster.masters()) {
    const keys = await client.keys(`seat:*:${NAMESPACE}:*`);
    expect(keys.length, 'keys are spread over all masters').toBeGreaterThan(0);
    for (const key of keys) await client.del(key);
    await client.script('FLUSH');
  }
}

/** Logs of layout 1 that nobody has touched, one on each master at the least, are found and archived. */
export async function expectOldFound(cluster: TestCluster): Promise<void> {
  const redis = open(cluster.url);
  const { folder, remove } = await openFolder();
  try {
    const { log, archiveLog } = openLog(redis, 'old');
    for (const { pair, travelDate } of SEASON.watches) {
      const tag = `seat:v1:old:{${pair.from}-${pair.to}:${travelDate}}`;
      await writeOldLog(redis, tag, Date.now() + DAY_MS);
    }
    const found = await log.readWatches('2000-01-01', '2099-12-31');
    expect(found).toHaveLength(SEASON.watches.length);
    const { counts } = await exportAll(archiveLog, folder, { now: AFTERWARDS });
    expect(counts).toMatchObject({ watches: SEASON.watches.length, failures: 3 * SEASON.watches.length });
  } finally {
    redis.disconnect();
    await remove();
  }
}
