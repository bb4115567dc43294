import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantAt } from '../../../src/calendar/china-time.ts';
import { frozenFigureSchema } from '../../../src/demand/figure.ts';
import { demandCompareAnswer } from '../../../src/http/routes/demand-compare.ts';
import { BUNDLED_SEASONS_DIR } from '../../../src/past-seasons.ts';
import { startTestService, type TestService } from '../../support/service.ts';

const COMPARE = '/v1/demand/compare?season=2020&baseline=2019';

let service: TestService;
let archives: string;
let id: string;

beforeAll(async () => {
  archives = await mkdtemp(join(tmpdir(), 'yupiao-archives-'));
  for (const season of ['2019', '2020']) {
    await cp(join(BUNDLED_SEASONS_DIR, season), join(archives, season), { recursive: true });
  }
  // A scenario without bundled seasons: only the archives handed in are compared.
  service = await startTestService(
    { SCENARIO: 'taiyuan-2021-rough', ARCHIVES_DIR: archives },
    instantAt('2021-01-12', '10:00'),
  );
}, 60_000);
afterAll(async () => {
  await service.stop();
  await rm(archives, { recursive: true });
});

describe('figures', () => {
  it('say that there is none, and are no zero, before any is frozen', async () => {
    const { status, text } = await service.get(COMPARE);
    expect(status).toBe(404);
    expect(JSON.parse(text).errors[0].expected).toContain('there are none yet');
  });

  it('are frozen at the first start, once a day', async () => {
    expect(await service.clockwork.freezeDue()).toBe(true);
    expect(await service.clockwork.freezeDue()).toBe(false);
    expect(service.reports.some((line) => line.startsWith('figures: '))).toBe(true);
  }, 60_000);

  it('answer with interval, sample, warnings and the word synthetic everywhere', async () => {
    const answer = await service.json(COMPARE);
    expect(demandCompareAnswer.safeParse(answer).error).toBeUndefined();
    expect(answer.headline).toMatchObject({ kind: 'timeOnSale', tauHours: 672, clear: true });
    expect(answer.n.routes).toBe(24);
    expect(answer.provenance).toBe('synthetic');
    expect(answer.sentence.zh).toContain('模拟');
    expect(answer.sentence.en).toContain('ynthetic');
    expect(answer.warnings.map(({ code }: { code: string }) => code)).toContain('synthetic');
    id = answer.id;
    expect(id).toMatch(/^[a-z2-7]{16}$/);
  });

  it.each(['TNV', 'TNV-BJP', 'tnv'])('answer for the scope %s', async (scope) => {
    const answer = await service.json(`${COMPARE}&scope=${scope}&measure=medianTime`);
    expect(answer.measure).toEqual(answer.secondary.medianTime);
    expect(answer.n.season.subjects).toBeGreaterThan(20);
  });

  it.each([
    ['scope=TN', 400, 'TNV-HGH', 'scope'],
    ['scope=HGH-QDK', 404, '2020/2019/national', 'scope'],
    ['scope=ZZX', 404, '2020/2019/national', 'scope'],
    ['measure=hours', 400, 'medianTime', 'measure'],
  ])('name what is wrong with %s', async (query, status, expected, parameter) => {
    const answer = await service.get(`${COMPARE}&${query}`);
    expect(answer.status).toBe(status);
    const [fault] = JSON.parse(answer.text).errors;
    expect(fault.expected).toContain(expected);
    expect(fault.parameter).toBe(parameter);
  });
});

describe('a citation', () => {
  it('is the whole figure, for good', async () => {
    const { text, headers } = await service.get(`/v1/citations/${id}`);
    const figure = JSON.parse(text);
    expect(frozenFigureSchema.safeParse(figure).error).toBeUndefined();
    expect(headers.get('cache-control')).toContain('immutable');
    expect(figure.inputs.season).toMatchObject({ season: 2020, knownUntil: null, watches: 504 });
    expect(figure.comparison.inputs.season.inputHash).toBe(figure.inputs.season.contentHash);
    expect(figure.corrects).toBeNull();
  });

  it.each([
    ['text', 'text/plain', ['【模拟数据】', '编号', 'sha256:']],
    ['text&lang=en', 'text/plain', ['[Synthetic data]', '95% interval', 'Sample: 24 routes', 'version 1']],
    ['bibtex', 'application/x-bibtex', ['@misc{yupiao-', 'synthetic', 'howpublished']],
    ['csl', 'application/vnd.citationstyles.csl+json', ['"type":"dataset"', 'synthetic']],
  ])('comes as %s, with its id and the word', async (format, type, words) => {
    const { text, headers } = await service.get(`/v1/citations/${id}?format=${format}`);
    expect(headers.get('content-type')).toContain(type);
    for (const word of [...words, id]) expect(text).toContain(word);
  });

  it('resolves on the host that was asked, in every form that is printed; the figure itself names no host', async () => {
    const path = `/v1/citations/${id}`;
    const bibtex = await service.get(`${path}?format=bibtex`);
    const [, address = ''] = /^ {2}url = \{(.*)\},$/m.exec(bibtex.text) ?? [];
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\/citations\//);
    expect((await fetch(address)).status).toBe(200);
    const [item] = await service.json(`${path}?format=csl`);
    expect(item.URL).toBe(address);
    expect((await service.get(`${path}?format=text`)).text).toContain(`yupiao,${address})`);
    expect((await service.get(path)).text).not.toContain(new URL(address).host);
    // Another name of the same host asks the same path a moment later.
    const local = address.replace('127.0.0.1', 'localhost');
    const other = await (await fetch(`${local}?format=bibtex`)).text();
    expect(other).toContain(`url = {${local}}`);
  });

  it('comes in the form that Accept names, whatever was asked for just before', async () => {
    for (const [type, start] of [
      ['application/x-bibtex', '@misc'],
      ['application/json', '{'],
      ['text/plain', '【模拟数据】'],
    ] as const) {
      const { text } = await service.get(`/v1/citations/${id}`, { accept: type });
      expect(text.startsWith(start)).toBe(true);
    }
  });

  it('that nobody froze is not found', async () => {
    expect((await service.get('/v1/citations/aaaaaaaaaaaaaaaa')).status).toBe(404);
    expect((await service.get('/v1/citations/AAAA')).status).toBe(400);
  });
});

describe('what is behind a figure', () => {
  it('is as many offers in every form, each line with the word', async () => {
    const { subjects } = await service.json(`/v1/citations/${id}`);
    const lines = (await service.get(`/v1/citations/${id}/subjects.ndjson`)).text.trimEnd().split('\n');
    expect(lines).toHaveLength(subjects.rows);
    expect(lines.every((line) => JSON.parse(line).provenance === 'synthetic')).toBe(true);
    const csv = (await service.get(`/v1/citations/${id}/subjects.csv`)).text.trimEnd().split('\r\n');
    expect(csv[0]).toContain('train_code');
    expect(csv).toHaveLength(subjects.rows + 1);
    const response = await fetch(`${service.base}/v1/citations/${id}/subjects.parquet`);
    const rows = await parquetReadObjects({
      file: await response.arrayBuffer(),
      compressors: { BROTLI: (page) => brotliDecompressSync(page) },
    });
    expect(rows).toHaveLength(subjects.rows);
    expect(rows[0]?.train_code).toBe(JSON.parse(lines[0]!).train_code);
  });

  it.each(['curves.csv', 'heatmap.csv'])('is %s too, for spreadsheets', async (file) => {
    const { text, headers } = await service.get(`/v1/citations/${id}/${file}`);
    expect(headers.get('content-type')).toContain('text/csv');
    const [, ...rows] = text.trimEnd().split('\r\n');
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.every((row) => row.includes('synthetic') && row.endsWith(id))).toBe(true);
  });

  it.each(['curves', 'heatmap'])('is drawn as %s', async (kind) => {
    const { status, text } = await service.get(`/v1/charts/${kind}-${id}.svg?lang=en`);
    expect(status).toBe(200);
    expect(text).toContain('ynthetic');
  });
});
