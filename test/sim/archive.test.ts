import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { generateSeason } from '../../fixtures/synthetic-season/season.ts';
import { addDays, startOfDay } from '../../src/calendar/china-time.ts';
import type { Watch } from '../../src/seats/schema.ts';
import { hashDay } from '../../src/store/archive/day-hash.ts';
import { type ExportOptions, exportArchive } from '../../src/store/archive/export-archive.ts';
import { importArchive } from '../../src/store/archive/import-archive.ts';
import { workInOrder } from '../../src/store/archive/in-order.ts';
import { openArchive } from '../../src/store/archive/open-archive.ts';
import { watchKey } from '../../src/store/archive/parts.ts';
import { createArchiveLog } from '../../src/store/archive/redis-log.ts';
import { verifyArchive } from '../../src/store/archive/verify-archive.ts';
import { connectRedis } from '../../src/store/connect-redis.ts';
import { ensureRedis } from '../../src/store/redis/ensure-redis.ts';
import { createSeatLog } from '../../src/store/seat-log/seat-log.ts';
import { buildModelDay } from '../store/archive/model-day.ts';
import { readEverything } from '../store/archive/read-everything.ts';

/**
 * A season from Redis to files and into another Redis (bin/sim-archive.mjs; `npm test` runs a tiny one): the archive's
 * content is what a plain reading of the season's polls comes to, and every board, history and list of polls of the
 * second Redis is that of the first.
 */
const [PAIRS = 2, DATES = 2, DAYS = 1, SEED = 2021] = (process.env.SIM_ARCHIVE ?? '2,2,1,2021')
  .split(',')
  .map(Number);
/** One in so many pairs and dates goes through the writer, poll by poll; the others are put in whole, which is quicker. */
const WRITTEN_ONE_IN = 50;
const IN_FLIGHT = 64;
/** Pairs and dates under way at once. */
const AT_ONCE = 8;
const SOURCE: ExportOptions['source'] = {
  ...{ name: 'double', namespace: 'season', provenance: 'synthetic' },
  detail: `generated season, seed ${SEED}`,
};

const folder = await mkdtemp(join(tmpdir(), 'yupiao-sim-archive-'));
const season = generateSeason({ seed: SEED, pairs: PAIRS, dates: DATES, days: DAYS });
const closings: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
afterAll(async () => {
  for (const close of closings.toReversed()) await close();
});

it('moves a season of pairs and dates through files without losing anything', {
  timeout: 24 * 3_600_000,
}, async () => {
  const first = await openServer('first');
  const hashes = await timed('filled', () => fill(first));
  const archivePath = join(folder, 'archive');
  const now = startOfDay(addDays(season.watches.at(-1)?.travelDate ?? '', 1));
  const manifest = await timed('exported', () =>
    exportArchive(first.archiveLog, {
      ...{
        folder: archivePath,
        first: '2000-01-01',
        last: '2099-12-31',
        season: null,
        pairs: [],
        withOpen: false,
      },
      ...{ source: SOURCE, createdBy: 'sim', now, onProgress: tell('exported') },
    }),
  );
  const archive = await openArchive(archivePath);
  expect(archive.watches.map((watch) => watch.contentHash)).toEqual(
    archive.watches.map((watch) => hashes.get(watchKey(watch))),
  );
  await timed('verified', () => verifyArchive(archive, tell('verified')));
  const second = await openServer('second');
  const result = await timed('imported', () =>
    importArchive(archive, second.archiveLog, SOURCE, tell('imported')),
  );
  expect(result).toEqual({ written: PAIRS * DATES, extended: 0, kept: 0, refused: [] });
  await timed('compared', () => compareAll(first, second));

  const { changes, observations } = manifest.counts;
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  console.log(
    `${PAIRS} pairs x ${DATES} dates x ${DAYS} days: ${observations} observations, ${changes} changes, ${bytes} bytes: ` +
      `${(bytes / changes).toFixed(3)} a change (target 1.42), ${(bytes / observations).toFixed(4)} an observation; ` +
      `a season of 500 x 40 at this rate ${(((bytes / (PAIRS * DATES)) * 20_000) / 2 ** 20).toFixed(0)} MiB (target 256); ` +
      `content ${manifest.contentHash}`,
  );
});

type Server = Awaited<ReturnType<typeof openServer>>;

async function openServer(name: string) {
  const handle = await ensureRedis({ dataDir: join(folder, name), report: () => {} });
  closings.push(() => handle.release());
  const redis = connectRedis(handle.connection, (error) => console.error(error));
  closings.push(async () => redis.disconnect());
  const log = createSeatLog(redis, { namespace: SOURCE.namespace });
  return { log, archiveLog: createArchiveLog(redis, { namespace: SOURCE.namespace, clockOffsetMs: 0 }) };
}

/** The hash of each pair and date by a plain reading of its polls. */
async function fill(server: Server): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  const step = tell('filled');
  for await (const { key, hash } of workInOrder(season.watches.keys(), AT_ONCE, (i) => fillOne(server, i))) {
    hashes.set(key, hash);
    step(hashes.size, season.watches.length);
  }
  return hashes;
}

async function fillOne({ log, archiveLog }: Server, i: number): Promise<{ key: string; hash: string }> {
  const watch = season.watches[i] as Watch;
  const polls = [...season.pollsOf(Math.floor(i / DATES), i % DATES)];
  const day = buildModelDay(watch, polls);
  if (i % WRITTEN_ONE_IN !== 0) await archiveLog.writeDay(day, null);
  else
    for (let at = 0; at < polls.length; at += IN_FLIGHT) {
      await Promise.all(polls.slice(at, at + IN_FLIGHT).map((poll) => log.writePoll(poll)));
    }
  return { key: watchKey(watch), hash: hashDay(day) };
}

async function compareAll(first: Server, second: Server): Promise<void> {
  const step = tell('compared');
  let done = 0;
  const readBoth = (watch: Watch) =>
    Promise.all([first, second].map(({ log }) => readEverything(log, watch)));
  for await (const [one, other] of workInOrder(season.watches, AT_ONCE, readBoth)) {
    expect(other).toEqual(one);
    step(++done, season.watches.length);
  }
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await work();
  console.log(`${what} in ${((performance.now() - from) / 1_000).toFixed(1)} s`);
  return result;
}

/** A line every tenth of a long run. */
function tell(what: string): (done: number, total: number) => void {
  return (done, total) => {
    if (total >= 100 && done % Math.ceil(total / 10) === 0) console.log(`${what} ${done} of ${total}`);
  };
}
