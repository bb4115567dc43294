import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildFigures, seasonRange } from '../../../jobs/build-figures.ts';
import { freezeDue } from '../../../jobs/freeze-turns.ts';
import { type FrozenFigure, isCorrection } from '../../../src/demand/figure.ts';
import { BUNDLED_SEASONS_DIR } from '../../../src/past-seasons.ts';
import { createStationTable } from '../../../src/stations/station-table.ts';
import { createFigureStore, type FigureStore } from '../../../src/store/figures/figure-store.ts';
import { openArchives } from '../../../src/store/figures/open-archives.ts';
import { openSeasonDays } from '../../../src/store/figures/season-days.ts';
import { openTestRedis } from '../../support/redis.ts';

let redis: Redis;
let figures: FigureStore;
let figure: FrozenFigure;
const parts = new Map<string, readonly string[]>();

beforeAll(async () => {
  const archives = await openArchives(BUNDLED_SEASONS_DIR);
  const open = async (year: number) => ({
    year,
    knownUntil: null,
    days: await openSeasonDays(archives, null, { ...seasonRange(year), knownUntil: null }),
  });
  await buildFigures({
    season: await open(2020),
    baseline: await open(2019),
    stations: createStationTable(),
    scope: { kind: 'pair', from: 'TNV', to: 'QDK' },
    onSubjects: async ({ hash, lines }) => parts.set(hash, lines),
    onFigure: async (one) => {
      figure = { ...one, computedAt: '2021-01-12T03:30:00+08:00', corrects: null };
    },
  });
});
beforeEach(async () => {
  redis?.disconnect();
  redis = await openTestRedis();
  figures = createFigureStore(redis, 'here');
});
afterAll(() => redis.disconnect());

describe('a frozen figure', () => {
  it('is read as it was written, and is the newest of its question', async () => {
    expect(await figures.readNewest(figure.query)).toBeNull();
    expect(await figures.writeFigure(figure)).toBe('written');
    expect(await createFigureStore(redis, 'here').readFigure(figure.id)).toEqual(figure);
    expect((await figures.readNewest(figure.query))?.id).toBe(figure.id);
    expect(await figures.readQueries()).toEqual(['2020/2019/TNV-QDK']);
    expect(await createFigureStore(redis, 'elsewhere').readFigure(figure.id)).toBeNull();
  });

  it('is never written over', async () => {
    await figures.writeFigure(figure);
    expect(await figures.writeFigure({ ...figure, computedAt: '2022-01-01T00:00:00+08:00' })).toBe('kept');
    expect(await createFigureStore(redis, 'here').readFigure(figure.id)).toEqual(figure);
  });

  it('that was wrong stays as it was; who asks for its standing is told what corrects it', async () => {
    await figures.writeFigure(figure);
    const corrected = { ...figure, id: 'a'.repeat(16), methodVersion: '2', corrects: figure.id };
    expect(isCorrection(figure, corrected)).toBe(true);
    await figures.writeFigure(corrected);
    expect(await createFigureStore(redis, 'here').readFigure(figure.id)).toEqual(figure);
    expect(await figures.readStanding(figure)).toEqual({ correctedBy: corrected.id, newest: corrected.id });
    expect((await figures.readStanding(corrected)).correctedBy).toBeNull();
  });

  it.each([
    ['the same figure', {}, null, false],
    ['a later night of a running season', { id: 'b' }, '2021-02-02T03:30:00+08:00', false],
    ['another input of the same night', { id: 'b' }, null, true],
    ['another method', { id: 'b', methodVersion: '2' }, '2021-02-02T03:30:00+08:00', true],
  ])('%s: is it a correction?', (_, changes, knownUntil, expected) => {
    const inputs = { ...figure.inputs, season: { ...figure.inputs.season, knownUntil } };
    expect(isCorrection(figure, { ...figure, ...changes, inputs })).toBe(expected);
  });
});

describe('the offers behind it', () => {
  it('are kept by their hash and put together again', async () => {
    for (const [hash, lines] of parts) await figures.writeSubjects({ hash, lines }, 60_000);
    await figures.writeSubjectParts(figure.id, [...parts.keys()]);
    let text = '';
    for await (const part of (await figures.readSubjects(figure))!) text += part;
    expect(text.trimEnd().split('\n')).toEqual([...parts.values()].flat());
    expect(figure.subjects.rows).toBe([...parts.values()].flat().length);
  });

  it('are told to be gone when they are, and kept for good once a closed season needs them', async () => {
    const [[hash, lines]] = [...parts] as [[string, readonly string[]]];
    expect(await figures.readSubjects(figure)).toBeNull();
    await figures.writeSubjects({ hash, lines }, 60_000);
    expect(await redis.pttl(`figures:v1:{here}:subjects:${hash}`)).toBeGreaterThan(0);
    await figures.writeSubjects({ hash, lines }, null);
    await figures.writeSubjects({ hash, lines }, 60_000);
    expect(await redis.pttl(`figures:v1:{here}:subjects:${hash}`)).toBe(-1);
  });
});

describe('the night', () => {
  it('is taken by one of all processes', async () => {
    let frozen = 0;
    const deps = {
      figures,
      now: () => Date.parse('2021-01-13T03:30:00+08:00'),
      report: () => undefined,
      freeze: async () => {
        frozen += 1;
        return { written: 1, kept: 0, corrections: 0 };
      },
    };
    const turns = await Promise.all([1, 2, 3].map(() => freezeDue(deps)));
    expect(turns.filter(Boolean)).toHaveLength(1);
    expect(frozen).toBe(1);
    expect(await freezeDue(deps)).toBe(false);
    const tomorrow = Date.parse('2021-01-14T03:30:00+08:00');
    expect(await freezeDue({ ...deps, now: () => tomorrow })).toBe(true);
  });

  it('that was cut short is made up for by the next start', async () => {
    const deps = {
      figures,
      now: () => Date.parse('2021-01-13T03:30:00+08:00'),
      report: () => undefined,
      freeze: () => Promise.reject(new Error('stopped')),
    };
    await expect(freezeDue(deps)).rejects.toThrow('stopped');
    const freeze = async () => ({ written: 1, kept: 0, corrections: 0 });
    expect(await freezeDue({ ...deps, freeze })).toBe(true);
  });
});
