import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildFigures, seasonRange } from '../jobs/build-figures.ts';
import { verifyFigure } from '../jobs/verify-figure.ts';
import { parseVerifyRequest } from '../src/cli/verify-command.ts';
import type { FrozenFigure } from '../src/demand/figure.ts';
import { BUNDLED_SEASONS_DIR } from '../src/past-seasons.ts';
import { createStationTable } from '../src/stations/station-table.ts';
import { type Archive, openArchive } from '../src/store/archive/open-archive.ts';
import { openSeasonDays } from '../src/store/figures/season-days.ts';

const ARCHIVES = ['2020', '2021'].map((season) => join(BUNDLED_SEASONS_DIR, season));
const KNOWN_UNTIL = '2021-02-05T09:30:00+08:00';
const stations = createStationTable();

let folder: string;
let archives: Archive[];
let figure: FrozenFigure;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yupiao-verify-'));
  archives = await Promise.all(ARCHIVES.map(openArchive));
  figure = await freezePair(KNOWN_UNTIL);
  await writeFile(join(folder, 'figure.json'), JSON.stringify(figure));
});
afterAll(() => rm(folder, { recursive: true }));

/** Of one pair in mid-season: the polls of 2021 are cut at an instant. */
async function freezePair(knownUntil: string): Promise<FrozenFigure> {
  const open = async (year: number, until: string | null) => ({
    year,
    knownUntil: until,
    days: await openSeasonDays(archives, null, {
      ...seasonRange(year),
      knownUntil: until === null ? null : Date.parse(until),
    }),
  });
  let found: FrozenFigure | null = null;
  await buildFigures({
    season: await open(2021, knownUntil),
    baseline: await open(2020, null),
    stations,
    scope: { kind: 'pair', from: 'TNV', to: 'HGH' },
    onFigure: async (one) => {
      found = { ...one, computedAt: knownUntil, corrects: null };
    },
  });
  return found!;
}

function run(args: string[], env: Record<string, string>): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['bin/yupiao.mjs', 'verify', ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out }));
  });
}

const saved = () => [
  '--figure',
  join(folder, 'figure.json'),
  ...ARCHIVES.flatMap((one) => ['--archive', one]),
];

describe('yupiao verify', () => {
  it.each([
    ['tr_TR.UTF-8', 'America/St_Johns'],
    ['ar_EG.UTF-8', 'Pacific/Chatham'],
  ])(
    'finds the same bytes under %s in %s, and writes the offers behind them',
    async (language, zone) => {
      const subjects = join(folder, 'subjects.ndjson');
      const { code, out } = await run([...saved(), '--subjects', subjects], {
        LANG: language,
        LC_ALL: language,
        TZ: zone,
      });
      expect(out).toContain('equal');
      expect(out).toContain('synthetic');
      expect(code).toBe(0);
      const lines = (await readFile(subjects, 'utf8')).trimEnd().split('\n');
      expect(lines).toHaveLength(figure.subjects.rows);
    },
    120_000,
  );

  it('names the first difference, polls before all else', async () => {
    const world = { archives, log: null, stations };
    expect((await verifyFigure(figure, world)).kind).toBe('equal');
    const comparison = { ...figure.comparison, sentence: { zh: '涨', en: 'up' } };
    expect(await verifyFigure({ ...figure, comparison }, world)).toMatchObject({
      kind: 'different',
      difference: { path: 'comparison.sentence.en', frozen: 'up' },
    });
    expect(await verifyFigure(figure, { ...world, archives: archives.slice(0, 1) })).toMatchObject({
      kind: 'different',
      difference: { path: 'inputs.season.contentHash' },
    });
    expect(await verifyFigure({ ...figure, methodVersion: '0' }, world)).toMatchObject({
      kind: 'otherMethod',
    });
  });

  it('never uses what was observed after the figure was frozen', async () => {
    const later = await freezePair('2021-02-06T09:30:00+08:00');
    expect(later.id).not.toBe(figure.id);
    expect(later.inputs.season.polls).toBeGreaterThan(figure.inputs.season.polls);
    expect(later.inputs.baseline).toEqual(figure.inputs.baseline);
  });

  it.each([
    [[], 'neither'],
    [['abc'], 'abc'],
    [['aaaaaaaaaaaaaaaa', '--figure', 'x'], 'both'],
    [['--archives', 'x'], '--archives'],
  ])('says what is wrong with %j', (args, got) => {
    expect(() => parseVerifyRequest(args)).toThrow(got);
  });
});
