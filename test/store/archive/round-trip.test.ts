import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetMetadata } from 'hyparquet';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../../src/calendar/china-time.ts';
import type { DayLog } from '../../../src/seats/day-log.ts';
import type { Watch } from '../../../src/seats/schema.ts';
import { standingOf, UNLISTED_CODE } from '../../../src/seats/seat-code.ts';
import { importArchive } from '../../../src/store/archive/import-archive.ts';
import { openArchive } from '../../../src/store/archive/open-archive.ts';
import { verifyArchive } from '../../../src/store/archive/verify-archive.ts';
import type { SeatLog } from '../../../src/store/seat-log-port.ts';
import { openTestRedis } from '../../support/redis.ts';
import {
  exportAll,
  type FilledLog,
  openFolder,
  openLog,
  planPolls,
  planWatches,
  writePolls,
} from './filled-log.ts';
import { buildModelDay } from './model-day.ts';

const DATES = ['2021-02-09', '2021-02-11'];
const WATCHES = planWatches(DATES);
const POLLS = 60;

let redis: Redis;
let source: FilledLog;
let target: FilledLog;
let folder: Awaited<ReturnType<typeof openFolder>>;

beforeAll(async () => {
  redis = await openTestRedis();
});
afterAll(() => redis.quit());
beforeEach(async () => {
  await redis.flushdb();
  source = openLog(redis, 'a');
  target = openLog(redis, 'b');
  folder = await openFolder();
  return folder.remove;
});

/** Everything the log answers about a pair and date, now and as of each of its polls. */
async function readAll(log: SeatLog, { pair, travelDate }: Watch): Promise<unknown> {
  const polls = await log.readPolls(pair, travelDate);
  const day = await log.readDay(pair, travelDate);
  const instants = polls.map((poll) => poll.observedAt);
  return {
    polls,
    day: withoutTokens(day),
    board: await log.readBoard(pair, travelDate),
    boards: await Promise.all(instants.map((at) => log.readBoard(pair, travelDate, at))),
    days: await Promise.all(
      instants
        .filter((_, i) => i % 20 === 0)
        .map(async (at) => withoutTokens(await log.readDay(pair, travelDate, at))),
    ),
    histories: await Promise.all(
      (day?.offers ?? []).map((offer) => log.readHistory(pair, travelDate, offer)),
    ),
    last: await log.readLastPolls([{ pair, travelDate }]),
  };
}

/** A day log numbers raw texts as its own dictionary does: the numbers say nothing outside it. */
function withoutTokens(day: DayLog | null): DayLog | null {
  const plain = (code: number) => (standingOf(code) === 'unknown' ? UNLISTED_CODE : code);
  return day && { ...day, offers: day.offers.map((offer) => ({ ...offer, codes: offer.codes.map(plain) })) };
}

async function moveAll(): Promise<string> {
  const manifest = await exportAll(source.archiveLog, folder.folder);
  const archive = await openArchive(folder.folder);
  await verifyArchive(archive);
  const result = await importArchive(archive, target.archiveLog, { namespace: 'b', provenance: 'synthetic' });
  expect(result).toEqual({ written: WATCHES.length, extended: 0, kept: 0, refused: [] });
  return manifest.contentHash;
}

describe('an archive', () => {
  it.each([1, 2, 3])(
    'moves a season from Redis to files and back without losing anything (seed %i)',
    async (seed) => {
      for (const [i, watch] of WATCHES.entries()) {
        await writePolls(source.log, planPolls(watch, POLLS, 100 * seed + i));
      }
      await moveAll();
      for (const watch of WATCHES) {
        expect(await readAll(target.log, watch)).toEqual(await readAll(source.log, watch));
      }
    },
  );

  it.each([11, 12, 13])('is what a plain reading of the polls comes to (seed %i)', async (seed) => {
    for (const [i, watch] of WATCHES.entries()) {
      const polls = planPolls(watch, 3 * POLLS, 100 * seed + i);
      await writePolls(source.log, polls);
      expect((await source.archiveLog.readDay(watch))?.day).toEqual(buildModelDay(watch, polls));
    }
  });

  it('lets the log go on where it stopped: later polls, late ones and repeated ones leave both the same', async () => {
    const plans = WATCHES.map((watch, i) => ({ watch, polls: planPolls(watch, POLLS, 7 + i) }));
    for (const { polls } of plans) await writePolls(source.log, polls.slice(0, 40));
    await moveAll();
    for (const { watch, polls } of plans) {
      for (const poll of polls.slice(30)) {
        expect(await target.log.writePoll(poll)).toBe(await source.log.writePoll(poll));
      }
      expect(await readAll(target.log, watch)).toEqual(await readAll(source.log, watch));
    }
  });

  it('has the content hash of its content: equal after a round trip, in another place, order, zone or locale', async () => {
    for (const [i, watch] of WATCHES.entries()) await writePolls(source.log, planPolls(watch, 40, i));
    const hash = await moveAll();
    const again = await openFolder();
    const zone = process.env.TZ;
    process.env.TZ = 'Pacific/Apia';
    try {
      const { archiveLog } = openLog(redis, 'b');
      const manifest = await exportAll(archiveLog, again.folder, { quality: 5, createdBy: 'yupiao 9' });
      expect(manifest.contentHash).toBe(hash);
      expect((await openArchive(again.folder)).watches).toEqual((await openArchive(folder.folder)).watches);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
      await again.remove();
    }
  });

  it('has one content hash for polls that came in order and out of order', async () => {
    const [watch] = WATCHES as [Watch];
    const polls = planPolls(watch, 80, 5);
    const hashes = [];
    for (const [namespace, order] of [polls, polls.toReversed()].entries()) {
      // Of two answers to one plan or in one second the first that comes stays: here each has its own.
      const own = order.filter((poll, i) => order.findIndex((one) => sameMoment(one, poll)) === i);
      const { log, archiveLog } = openLog(redis, `n${namespace}`);
      await writePolls(log, own);
      const place = await openFolder();
      hashes.push((await exportAll(archiveLog, place.folder)).contentHash);
      await place.remove();
    }
    expect(hashes[1]).toBe(hashes[0]);
  });

  it('gives statistics the same day logs as the seat log, without Redis', async () => {
    for (const [i, watch] of WATCHES.entries()) await writePolls(source.log, planPolls(watch, POLLS, i));
    await exportAll(source.archiveLog, folder.folder);
    const archive = await openArchive(folder.folder);
    expect(archive.watches.map(({ pair, travelDate }) => `${pair.from} ${travelDate}`)).toEqual(
      ['TNV', 'TYV'].flatMap((from) => DATES.map((date) => `${from} ${date}`)),
    );
    for (const { pair, travelDate } of WATCHES) {
      const day = await archive.readDay(pair, travelDate);
      expect(withoutTokens(day)).toEqual(withoutTokens(await source.log.readDay(pair, travelDate)));
    }
    expect(await archive.readDay({ from: 'BJP', to: 'SHH' }, '2021-02-09')).toBeNull();
  });

  it('keeps pairs and dates of which every poll failed', async () => {
    for (const watch of WATCHES) {
      await writePolls(
        source.log,
        planPolls(watch, 40, 3).filter((poll) => poll.outcome !== 'ok'),
      );
    }
    await moveAll();
    for (const watch of WATCHES) {
      const all = await readAll(source.log, watch);
      expect(all).toMatchObject({ day: null, board: null });
      expect(await readAll(target.log, watch)).toEqual(all);
    }
    const [first] = WATCHES as [Watch];
    expect(await (await openArchive(folder.folder)).readDay(first.pair, first.travelDate)).toBeNull();
  });

  it('is of encodings that every reader of Parquet knows', async () => {
    await writePolls(source.log, planPolls(WATCHES[0] as Watch, POLLS, 1));
    const manifest = await exportAll(source.archiveLog, folder.folder);
    const encodings = new Set<string>();
    for (const { name } of manifest.files.filter((file) => file.name.endsWith('.parquet'))) {
      const bytes = new Uint8Array(await readFile(join(folder.folder, name)));
      const columns = parquetMetadata(bytes.buffer).row_groups.flatMap((group) => group.columns);
      for (const { meta_data } of columns) for (const one of meta_data?.encodings ?? []) encodings.add(one);
    }
    expect([...encodings].sort()).toEqual(['DELTA_BINARY_PACKED', 'PLAIN', 'RLE', 'RLE_DICTIONARY']);
  });

  it('is kept in Redis as long as what was polled', async () => {
    for (const [i, watch] of WATCHES.entries()) await writePolls(source.log, planPolls(watch, POLLS, i));
    await moveAll();
    const keys = (await redis.keys('*')).filter((key) => key.includes('{'));
    const lives = async (space: string) =>
      Math.max(
        ...(await Promise.all(keys.filter((key) => key.includes(space)).map((key) => redis.pttl(key)))),
      );
    expect(Math.min(...(await Promise.all(keys.map((key) => redis.pttl(key)))))).toBeGreaterThan(0);
    expect(Math.abs((await lives(':b:')) - (await lives(':a:')))).toBeLessThan(60_000);
  });
});

function sameMoment(a: { plannedAt: Instant; observedAt: Instant }, b: typeof a): boolean {
  const second = (at: Instant) => Math.floor(at / 1000);
  return a.plannedAt === b.plannedAt || second(a.observedAt) === second(b.observedAt);
}
