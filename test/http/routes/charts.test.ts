import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, type Instant, parseInstant } from '../../../src/calendar/china-time.ts';
import { startTestService, type TestService } from '../../support/service.ts';

const HISTORY = '/v1/charts/history-TNV-HGH-2021-02-09-G1864-O.svg';
let service: TestService;
beforeAll(async () => {
  service = await startTestService({}, parseInstant('2021-01-12T10:00:30') as Instant);
  await service.pollAll();
  await service.pollAll();
});
afterAll(() => service.stop());

describe('a chart', () => {
  it.each([
    ['the history of an offer', HISTORY, '模拟数据', 'G1864'],
    ['daily volumes', '/v1/charts/volumes-2021-2020.svg', '官方公布', '2021'],
  ])('is a picture to embed anywhere, with its words inside: %s', async (_what, path, provenance, title) => {
    const { status, headers, text } = await service.get(path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
    expect(headers.get('etag')).not.toBeNull();
    expect(text).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]* width="\d+" height="\d+" viewBox="0 0 \d+ \d+"/,
    );
    expect(text).toContain(provenance);
    expect(text).toMatch(/>yupiao 余票 · [^<·]+ · \d{4}-\d{2}-\d{2}</);
    expect(/<title[^>]*>([^<]*)/.exec(text)?.[1]).toContain(title);
    expect(/<desc[^>]*>([^<]+)/.exec(text)?.[1]?.length).toBeGreaterThan(10);
    expect(text).not.toMatch(/<script|<style|style=|href=|on[a-z]+=|NaN|undefined/);
  });

  it('is light or dark, Chinese or English', async () => {
    const light = (await service.get(HISTORY)).text;
    const dark = (await service.get(`${HISTORY}?theme=dark&lang=en`)).text;
    expect([light.includes('#ffffff'), dark.includes('#141518')]).toEqual([true, true]);
    expect(dark).toContain('synthetic data');
    expect(dark).toContain('second class');
  });

  it.each([
    ['an id of no kind', '/v1/charts/pie-2021.svg', 404],
    ['a season nobody knows', '/v1/charts/volumes-1999-1998.svg', 404],
    ['a season beside itself', '/v1/charts/volumes-2021-2021.svg', 404],
    ['a class that is none', HISTORY.replace('-O.', '-Z.'), 404],
    ['a day that does not exist', HISTORY.replace('02-09', '02-30'), 404],
    ['a train nobody saw', HISTORY.replace('G1864', 'G9'), 404],
    ['letters that no id has', '/v1/charts/a%3Cb.svg', 400],
    ['a theme that is none', `${HISTORY}?theme=pink`, 400],
  ])('refuses %s', async (_what, path, expected) => {
    const { status, headers } = await service.get(path);
    expect([status, headers.get('content-type')]).toEqual([
      expected,
      'application/problem+json; charset=utf-8',
    ]);
  });
});

describe('an embedded chart', () => {
  it('stays when its train has left long ago and nobody watches the day any more', async () => {
    service.advance(60 * DAY_MS);
    expect((await service.get(HISTORY)).status).toBe(200);
    const history = await service.json(
      '/v1/availability/history?from=TNV&to=HGH&date=2021-02-09&train=G1864&class=O',
    );
    expect(history.coverage.gaps.at(-1).to).toBeNull();
    expect(history.legs[0].changes).toHaveLength(1);
    expect(
      (await service.json('/v1/availability?from=TNV&to=HGH&date=2021-02-09')).trains.length,
    ).toBeGreaterThan(0);
    expect((await service.get(HISTORY.replace('02-09', '02-20'))).status).toBe(404);
  });
});
