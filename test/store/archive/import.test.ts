import { appendFile, cp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Watch } from '../../../src/seats/schema.ts';
import { sha256 } from '../../../src/store/archive/archive-writer.ts';
import { type ImportResult, importArchive } from '../../../src/store/archive/import-archive.ts';
import { planManifest } from '../../../src/store/archive/manifest.ts';
import { openArchive } from '../../../src/store/archive/open-archive.ts';
import { type Column, planParquet } from '../../../src/store/archive/parquet-file.ts';
import { watchKey } from '../../../src/store/archive/parts.ts';
import { parseTable } from '../../../src/store/archive/table.ts';
import { verifyArchive } from '../../../src/store/archive/verify-archive.ts';
import { openTestRedis } from '../../support/redis.ts';
import { oldPolls, writeOldLog } from '../seat-log/layout-1.ts';
import { DATE, PAIR } from '../seat-log/polls.ts';
import {
  exportAll,
  type FilledLog,
  openFolder,
  openLog,
  planPolls,
  planWatches,
  SYNTHETIC,
  writePolls,
} from './filled-log.ts';
import { buildModelDay } from './model-day.ts';

const WATCHES = planWatches(['2021-02-09', '2021-02-10']);
const [WATCH] = WATCHES as [Watch];
const POLLS = WATCHES.map((watch, i) => planPolls(watch, 50, 40 + i));
const NOTHING: ImportResult = { written: 0, extended: 0, kept: 0, refused: [] };

let redis: Redis;
let source: FilledLog;
let place: Awaited<ReturnType<typeof openFolder>>;

beforeAll(async () => {
  redis = await openTestRedis();
  source = openLog(redis, 'a');
  for (const polls of POLLS) await writePolls(source.log, polls);
  place = await openFolder();
  await exportAll(source.archiveLog, place.folder);
});
afterAll(async () => {
  await place.remove();
  await redis.quit();
});
/** Every test begins with the archive whole, its source as it was and nothing in `b`. */
beforeEach(async () => {
  const keys = await redis.keys('*:b:*');
  if (keys.length > 0) await redis.del(keys);
});

async function importInto({ archiveLog }: FilledLog, folder = place.folder): Promise<ImportResult> {
  const archive = await openArchive(folder);
  return importArchive(archive, archiveLog, { namespace: 'b', provenance: 'synthetic' });
}

/** Every key of a namespace with its bytes. */
async function dumpAll(namespace: string): Promise<Record<string, string>> {
  const keys = (await redis.keys(`*:${namespace}:*`)).sort();
  const dumps = await Promise.all(keys.map((key) => redis.dumpBuffer(key)));
  return Object.fromEntries(keys.map((key, i) => [key, dumps[i]?.toString('base64') ?? '']));
}

describe('an import', () => {
  it('changes nothing the second time', async () => {
    const target = openLog(redis, 'b');
    expect(await importInto(target)).toEqual({ ...NOTHING, written: 4 });
    const once = await dumpAll('b');
    expect(await importInto(target)).toEqual({ ...NOTHING, kept: 4 });
    expect(await dumpAll('b')).toEqual(once);
  });

  it('changes nothing in the log it came from, either', async () => {
    const before = await dumpAll('a');
    expect(await importInto(source)).toEqual({ ...NOTHING, kept: 4 });
    expect(await dumpAll('a')).toEqual(before);
  });

  it('goes on where one that was cut off stopped', async () => {
    const target = openLog(redis, 'b');
    let left = 2;
    const cutOff = {
      ...target.archiveLog,
      writeDay: (...args: Parameters<typeof target.archiveLog.writeDay>) => {
        if (left-- <= 0) throw new Error('the machine went down');
        return target.archiveLog.writeDay(...args);
      },
    };
    await expect(importInto({ ...target, archiveLog: cutOff })).rejects.toThrow('went down');
    expect(await importInto(target)).toEqual({ ...NOTHING, written: 2, kept: 2 });
  });

  it('tells in the order of the archive, whichever day is done first', async () => {
    const target = openLog(redis, 'b');
    for (const watch of WATCHES) await writePolls(target.log, planPolls(watch, 3, 999));
    const slow = {
      ...target.archiveLog,
      readDay: async (watch: Watch) => {
        // Each later one overtakes those before it.
        for (let turn = WATCHES.indexOf(watch) * 5; turn < 20; turn++) await redis.ping();
        return target.archiveLog.readDay(watch);
      },
    };
    const { refused } = await importInto({ ...target, archiveLog: slow });
    expect(refused).toEqual((await openArchive(place.folder)).watches.map(watchKey));
  });

  it('completes a log of which it holds all and more', async () => {
    const target = openLog(redis, 'b');
    await writePolls(
      target.log,
      (POLLS[0] ?? []).filter((_, i) => i % 3 === 0),
    );
    const result = await importInto(target);
    expect(result).toEqual({ ...NOTHING, written: 3, extended: 1 });
    const { pair, travelDate } = WATCH;
    expect(await target.log.readPolls(pair, travelDate)).toEqual(
      await source.log.readPolls(pair, travelDate),
    );
    expect(await target.log.readBoard(pair, travelDate)).toEqual(
      await source.log.readBoard(pair, travelDate),
    );
  });

  it('leaves a log that holds all of it and more', async () => {
    const target = openLog(redis, 'b');
    await importInto(target);
    await writePolls(
      target.log,
      planPolls(WATCH, 90, 77).map((poll) => later(poll, 7 * 86_400_000)),
    );
    const before = await dumpAll('b');
    expect(await importInto(target)).toEqual({ ...NOTHING, kept: 4 });
    expect(await dumpAll('b')).toEqual(before);
  });

  it('refuses a pair and date of which something else is kept, names it, and takes the others', async () => {
    const target = openLog(redis, 'b');
    await writePolls(target.log, planPolls(WATCH, 10, 999));
    const before = await dumpAll('b');
    // The index grows by the others.
    delete before['seat:v2:b:watches'];
    const result = await importInto(target);
    expect(result).toEqual({ ...NOTHING, written: 3, refused: ['TYV-SHH 2021-02-09'] });
    expect(await dumpAll('b')).toMatchObject(before);
  });

  it('refuses one answer that differs at the same instant', async () => {
    const target = openLog(redis, 'b');
    const polls = structuredClone(POLLS[0] ?? []);
    const last = polls.findLast((poll) => poll.outcome === 'ok');
    if (last?.outcome === 'ok' && last.rows[0]) last.rows[0].note = '别的';
    await writePolls(target.log, polls);
    expect((await importInto(target)).refused).toEqual(['TYV-SHH 2021-02-09']);
  });

  it('sees a log that an earlier version left and nobody has touched since', async () => {
    await writeOldLog(redis, `seat:v1:b:{${PAIR.from}-${PAIR.to}:${DATE}}`, Date.now() + 86_400_000);
    const target = openLog(redis, 'b');
    const watch = { pair: PAIR, travelDate: DATE };
    expect((await target.archiveLog.readDay(watch))?.day).toEqual(buildModelDay(watch, oldPolls()));
    expect((await importInto(target)).refused).toEqual(['TNV-HGH 2021-02-09']);
  });

  it('starts a pair and date over when a writer comes between', async () => {
    const target = openLog(redis, 'b');
    const [first] = POLLS[0] ?? [];
    let raced = false;
    const racing = {
      ...target.archiveLog,
      writeDay: async (...args: Parameters<typeof target.archiveLog.writeDay>) => {
        if (!raced && first !== undefined) await target.log.writePoll(first);
        raced = true;
        return target.archiveLog.writeDay(...args);
      },
    };
    const result = await importInto({ ...target, archiveLog: racing });
    expect(result.written + result.extended).toBe(4);
    expect(await target.log.readPolls(WATCH.pair, WATCH.travelDate)).toEqual(
      await source.log.readPolls(WATCH.pair, WATCH.travelDate),
    );
  });

  it('never brings synthetic answers among live ones', async () => {
    const archive = await openArchive(place.folder);
    const target = openLog(redis, 'b');
    const into = importArchive(archive, target.archiveLog, { namespace: '12306', provenance: 'live' });
    await expect(into).rejects.toThrow('the archive is synthetic (a), and 12306 holds live answers');
    expect(await dumpAll('b')).toEqual({});
  });
});

function later<T extends { plannedAt: number; observedAt: number }>(poll: T, ms: number): T {
  return { ...poll, plannedAt: poll.plannedAt + ms, observedAt: poll.observedAt + ms };
}

describe('damage', () => {
  async function filesOf(folder: string): Promise<string[]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  }

  async function expectRefused(message: RegExp | string = /./): Promise<void> {
    const verify = async () => verifyArchive(await openArchive(place.folder));
    await expect(verify()).rejects.toThrow(message);
    await expect(verify()).rejects.toMatchObject({ name: 'ServiceError', todo: expect.stringMatching(/./) });
    const target = openLog(redis, 'b');
    await expect(importInto(target)).rejects.toThrow(message);
    expect(await dumpAll('b')).toEqual({});
  }

  it('of one byte in any file is found, and nothing is imported', async () => {
    const files = await filesOf(place.folder);
    expect(files.length).toBe(9);
    for (const file of files) {
      const bytes = await readFile(file);
      for (const at of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] as number) ^ 1;
        await writeFile(file, flipped);
        await expectRefused();
      }
      await writeFile(file, bytes);
    }
    await verifyArchive(await openArchive(place.folder));
  });

  it('of a file that is cut off, empty, too long or gone is found', async () => {
    for (const file of await filesOf(place.folder)) {
      const bytes = await readFile(file);
      await truncate(file, Math.floor(bytes.length / 2));
      await expectRefused();
      await truncate(file, 0);
      await expectRefused();
      await writeFile(file, bytes);
      await appendFile(file, ' ');
      await expectRefused();
      await rm(file);
      await expectRefused();
      await writeFile(file, bytes);
    }
  });

  it('by a file that does not belong is found', async () => {
    const stranger = join(place.folder, 'polls', '0002.parquet');
    await cp(join(place.folder, 'polls', '0001.parquet'), stranger);
    await expectRefused('polls/0002.parquet: is not in the manifest');
    await rm(stranger);
  });

  it.each<[string, RegExp, (manifest: Record<string, unknown>) => object]>([
    [
      'a later version',
      /format version 3, this program reads up to 2/,
      (one) => ({ ...one, formatVersion: 3 }),
    ],
    ['another format', /expected "format": "yupiao-archive"/, (one) => ({ ...one, format: 'tar' })],
    ['an unknown field', /manifest.json/, (one) => ({ ...one, extra: 1 })],
    ['another content hash', /content hash/, (one) => ({ ...one, contentHash: '0'.repeat(64) })],
    ['other counts', /says 0 polls/, (one) => ({ ...one, counts: { ...Object(one.counts), polls: 0 } })],
    [
      'another provenance',
      /says live, and TNV-HGH 2021-02-09 is synthetic/,
      (one) => ({ ...one, source: { ...SYNTHETIC, provenance: 'live' } }),
    ],
  ])('of the manifest is found though its own hash is right: %s', async (_, message, change) => {
    const path = join(place.folder, 'manifest.json');
    const text = await readFile(path, 'utf8');
    const { manifestHash: _hash, ...manifest } = JSON.parse(text);
    await writeFile(path, planManifest(change(manifest) as never, sha256));
    const verify = async () => verifyArchive(await openArchive(place.folder));
    await expect(verify()).rejects.toThrow(message);
    await writeFile(path, text);
  });
});

describe('an archive of format version 1', () => {
  it('is read, and imported with the same content', async () => {
    const old = await openFolder();
    await cp(place.folder, old.folder, { recursive: true });
    await rewriteAsVersion1(old.folder);
    await verifyArchive(await openArchive(old.folder));
    const target = openLog(redis, 'b');
    expect(await importInto(target, old.folder)).toEqual({ ...NOTHING, written: WATCHES.length });
    const first = await dumpAll('b');
    await redis.del(Object.keys(first));
    await importInto(target);
    expect(await dumpAll('b')).toEqual(first);
    await old.remove();
  });

  /** It had the polls since the change before in one column. */
  async function rewriteAsVersion1(folder: string): Promise<void> {
    const name = 'changes/0001.parquet';
    const table = await parseTable(name, await readFile(join(folder, name)));
    const integers = (column: string) => Int32Array.from(table.numbers(column));
    const high = integers('polls_since_high');
    const since = integers('polls_since_low').map((low, i) => low + 256 * (high[i] as number));
    const columns: Column[] = [
      { name: 'cell', type: 'integer', packing: 'delta', data: integers('cell') },
      { name: 'polls_since', type: 'integer', packing: 'plain', data: since },
      { name: 'value', type: 'integer', packing: 'plain', data: integers('value') },
    ];
    const bytes = await planParquet(columns, 'yupiao');
    await writeFile(join(folder, name), bytes);
    const path = join(folder, 'manifest.json');
    const { manifestHash: _hash, ...manifest } = JSON.parse(await readFile(path, 'utf8'));
    const files = manifest.files.map((file: { name: string }) =>
      file.name === name ? { name, bytes: bytes.length, sha256: sha256(bytes) } : file,
    );
    await writeFile(path, planManifest({ ...manifest, formatVersion: 1, files }, sha256));
  }
});

describe('an export', () => {
  it('leaves out what is still on sale unless asked, and marks it', async () => {
    const other = await openFolder();
    const now = Date.parse('2021-02-10T23:59:59+08:00');
    const closed = await exportAll(source.archiveLog, join(other.folder, 'closed'), { now });
    expect([closed.counts.watches, closed.counts.open, closed.lastDate]).toEqual([2, 0, '2021-02-09']);
    const all = await exportAll(source.archiveLog, join(other.folder, 'all'), { now, withOpen: true });
    expect([all.counts.watches, all.counts.open, all.lastDate]).toEqual([4, 2, '2021-02-10']);
    const { watches } = await openArchive(join(other.folder, 'all'));
    expect(watches.filter((watch) => watch.open).map((watch) => watch.travelDate)).toEqual([
      '2021-02-10',
      '2021-02-10',
    ]);
    await other.remove();
  });

  it('takes the pairs and dates asked for', async () => {
    const other = await openFolder();
    const manifest = await exportAll(source.archiveLog, other.folder, {
      ...{ pairs: ['TNV-HGH'], first: '2021-02-10' },
    });
    expect(manifest).toMatchObject({
      counts: { watches: 1 },
      firstDate: '2021-02-10',
      lastDate: '2021-02-10',
    });
    await other.remove();
  });

  it('refuses a folder that holds something, and a question with no answer; nothing stays behind', async () => {
    const parent = join(place.folder, '..');
    await expect(exportAll(source.archiveLog, place.folder)).rejects.toThrow('is not empty');
    const other = exportAll(source.archiveLog, join(parent, 'other'), { pairs: ['BJP-SHH'] });
    await expect(other).rejects.toThrow('nothing is kept of BJP-SHH');
    expect(await readdir(parent)).toEqual(['archive']);
  });

  it('refuses answers of another provenance than its source', async () => {
    const live = { ...SYNTHETIC, namespace: '12306', provenance: 'live' } as const;
    const folder = join(place.folder, '..', 'live');
    await expect(exportAll(source.archiveLog, folder, { source: live })).rejects.toThrow(
      'TNV-HGH 2021-02-09 holds synthetic answers, and 12306 is live',
    );
  });
});
