import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUNDLED_SEASONS, bundledDates } from '../fixtures/scenarios/taiyuan-seasons.ts';
import { pollSeason } from '../src/make-season.ts';
import { BUNDLED_SEASONS_DIR } from '../src/past-seasons.ts';
import { hashDay } from '../src/store/archive/day-hash.ts';
import { openArchive } from '../src/store/archive/open-archive.ts';
import { openTestRedis } from './support/redis.ts';

const PAIR = { from: 'TNV', to: 'QDK' };
const MOST_BYTES = 400_000;

let redis: Awaited<ReturnType<typeof openTestRedis>>;
beforeAll(async () => {
  redis = await openTestRedis();
});
afterAll(async () => {
  await redis.quit();
});

describe.each(BUNDLED_SEASONS)('the bundled season %i', (season) => {
  const folder = join(BUNDLED_SEASONS_DIR, String(season));

  it('is whole, small, and says that it is synthetic', async () => {
    const { manifest, verifyFiles } = await openArchive(folder);
    await verifyFiles();
    expect(manifest.season).toBe(season);
    expect(manifest.source).toMatchObject({ provenance: 'synthetic' });
    expect(manifest.source.detail).toContain('synthetic');
    expect(manifest.counts).toMatchObject({ watches: 504, open: 0, failures: 0 });
    expect(manifest.files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(MOST_BYTES);
  });

  it('comes out the same when it is made again', async () => {
    const dates = bundledDates(season).slice(7, 8);
    const log = await pollSeason(redis, season, { pairs: [PAIR], dates });
    const known = await log.readDay({ pair: PAIR, travelDate: dates[0]! });
    const { watches } = await openArchive(folder);
    const bundled = watches.find(
      ({ pair, travelDate }) => pair.from === PAIR.from && pair.to === PAIR.to && travelDate === dates[0],
    );
    expect(hashDay(known!.day)).toBe(bundled?.contentHash);
  });
});
