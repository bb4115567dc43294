// npm run seasons: writes the bundled archives of fixtures/seasons anew, through the real parser and seat log. Some
// minutes. --season 2019 makes one of them. The content hash of each is the same whenever and wherever it is made.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endWith, say } from './lib/step.mjs';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

try {
  const { values } = parseArgs({ options: { season: { type: 'string' }, out: { type: 'string' } } });
  await ensureInstalled();
  await ensureBuilt();
  const { BUNDLED_SEASONS } = await import('../dist/fixtures/scenarios/taiyuan-seasons.js');
  const asked = BUNDLED_SEASONS.filter((season) => (values.season ?? String(season)) === String(season));
  if (asked.length === 0) throw new Error(`--season: expected one of ${BUNDLED_SEASONS.join(', ')}`);
  for (const season of asked)
    await makeSeason(season, join(values.out ?? join(root, 'fixtures', 'seasons'), String(season)));
} catch (error) {
  endWith(error);
}

async function makeSeason(season, folder) {
  const { pollSeason, exportSeason } = await import('../dist/src/make-season.js');
  const { ensureRedis } = await import('../dist/src/store/redis/ensure-redis.js');
  const { connectRedis } = await import('../dist/src/store/connect-redis.js');
  const { createProgress } = await import('../dist/src/cli/progress.js');
  const dataDir = mkdtempSync(join(tmpdir(), 'yupiao-seasons-'));
  const handle = await ensureRedis({ dataDir, settings: { fsync: 'everysec' }, report: () => {} });
  const redis = connectRedis(handle.connection, (error) => say(`Redis: ${error.message}`));
  const progress = createProgress(`polling ${season}`, process.stderr);
  try {
    const log = await pollSeason(redis, season, { onProgress: progress.step });
    rmSync(folder, { recursive: true, force: true });
    const { contentHash, counts, files } = await exportSeason(log, season, folder);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    say(
      `${season}: ${counts.polls} polls, ${counts.changes} changes, ${bytes} bytes, content ${contentHash}`,
    );
  } finally {
    progress.end();
    redis.disconnect();
    await handle.release();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
