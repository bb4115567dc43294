import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../src/archive-cli.ts';
import { withOwnStore } from '../src/own-store.ts';
import { parseParquet } from '../src/store/archive/parquet-file.ts';
import { exportAll, openLog, planPolls, planWatches, writePolls } from './store/archive/filled-log.ts';
import { openTestRedis } from './support/redis.ts';

const WATCHES = planWatches(['2021-01-05', '2021-01-06']);
let folder: string;
let archive: string;
let redis: Redis;

beforeAll(async () => {
  redis = await openTestRedis();
  folder = await mkdtemp(join(tmpdir(), 'yupiao-archive-cli-'));
  archive = join(folder, 'archive');
  const { log, archiveLog } = openLog(redis, 'a');
  for (const [i, watch] of WATCHES.entries()) await writePolls(log, planPolls(watch, 30, i));
  await exportAll(archiveLog, archive);
  // A service of its own: its Redis is started for each command and stopped after it.
  vi.stubEnv('DATA_DIR', join(folder, 'data'));
  vi.stubEnv('CLOCK_OFFSET_DAYS', '0');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
  await redis.quit();
});
afterEach(() => vi.restoreAllMocks());

async function run(...args: string[]): Promise<{ out: string; err: string; exitCode: unknown }> {
  const written = { out: '', err: '' };
  const into = (name: 'out' | 'err') => (chunk: string | Uint8Array) => {
    written[name] += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(into('out'));
  vi.spyOn(process.stderr, 'write').mockImplementation(into('err'));
  process.exitCode = undefined;
  await main(args);
  vi.restoreAllMocks();
  return { ...written, exitCode: process.exitCode };
}

describe('yupiao archive', () => {
  it('moves an archive into the Redis of the service and out again, with the same content', async () => {
    const imported = await run('import', archive);
    expect(imported).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('4 pairs and dates written'),
    });
    expect(imported.err).toContain('importing: 4 of 4');
    expect((await run('import', archive)).out).toContain('4 were there already');
    const exported = await run('export', join(folder, 'again'), '--json');
    const verified = await run('verify', archive, '--json');
    expect(JSON.parse(exported.out).contentHash).toBe(JSON.parse(verified.out).contentHash);
    expect(JSON.parse(exported.out).source).toMatchObject({
      namespace: 'taiyuan-2021',
      provenance: 'synthetic',
    });
  });

  it('starts the Redis of the service with the settings of the service', async () => {
    vi.stubEnv('REDIS_FSYNC', 'always');
    vi.stubEnv('REDIS_MEMORY_BUDGET_MB', '64');
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const inForce = await withOwnStore(({ redis }) =>
      Promise.all(['appendfsync', 'maxmemory'].map((name) => redis.call('CONFIG', 'GET', name))),
    );
    vi.stubEnv('REDIS_FSYNC', undefined);
    vi.stubEnv('REDIS_MEMORY_BUDGET_MB', undefined);
    expect(inForce).toEqual([
      ['appendfsync', 'always'],
      ['maxmemory', String(64 * 2 ** 20)],
    ]);
  });

  it('gives change points as lines and as Parquet, of the dates and pairs asked for', async () => {
    const csv = await run('cat', archive, '--first', '2021-01-06', '--pairs', 'TNV-HGH');
    const lines = csv.out.trimEnd().split('\r\n').slice(1);
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.every((line) => line.startsWith('TNV,HGH,2021-01-06,'))).toBe(true);
    const ndjson = await run(
      'cat',
      archive,
      '--format',
      'ndjson',
      '--first',
      '2021-01-06',
      '--pairs',
      'TNV-HGH',
    );
    expect(ndjson.out.trimEnd().split('\n')).toHaveLength(lines.length);
    const out = join(folder, 'flat');
    expect(await run('cat', archive, '--format', 'parquet', '--out', out)).toMatchObject({ exitCode: 0 });
    expect(await readdir(out)).toEqual(['0001.parquet']);
    const columns = await parseParquet(await readFile(join(out, '0001.parquet')));
    expect(columns.get('travel_date')?.length).toBeGreaterThan(lines.length);
  });

  it('ends with 1 and says why where it cannot be done, with 2 where the question is at fault', async () => {
    vi.stubEnv('SOURCE', '12306');
    const mixed = await run('import', archive);
    vi.stubEnv('SOURCE', 'double');
    expect(mixed).toMatchObject({ exitCode: 1, err: expect.stringContaining('They are never mixed.') });
    expect(await run('verify', join(folder, 'nothing'))).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('has no manifest.json'),
    });
    expect(await run('export', join(folder, 'x'), '--season', '1999')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('--season'),
    });
    expect((await run('--help')).out).toContain('yupiao archive export FOLDER');
  });
});
