import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import { compareCells, ORDINARY, worldCells } from '../demand/compare-world.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { launchChromium } from './support/chromium.ts';
import { visit } from './support/visit.ts';

/** A comparison as compareSeasons makes it, of cells with a known ratio. */
const COMPARISON = compareCells(worldCells(ORDINARY), { season: { provenances: ['synthetic'] } });
const VOLUMES = '/years?season=2026&baseline=2025';
// A browser on a machine that is busy with other tests takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let service: TestService;
let browser: Browser;

beforeAll(async () => {
  service = await startTestService({}, parseInstant('2021-01-12T10:00:30') as Instant);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** What a click brings down, as text or bytes. */
async function download(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

describe('a reporter', () => {
  it('leaves with a chart and a citation after three clicks from the first page', async () => {
    const { page, complaints, leave } = await visit(browser, `${service.base}/`);
    await page.getByRole('link', { name: /图表与引用/ }).click();
    await page.getByRole('button', { name: '复制引用' }).first().click();
    const citation = await clipboard(page);
    expect(citation).toContain('2021年与2020年春运全国铁路每日旅客');
    expect(citation).toContain('来源:');
    expect(citation).toContain('2021-01-12读取');
    expect(citation).toContain('/years?season=2021&baseline=2020');
    const svg = await download(page, () => page.getByRole('link', { name: 'SVG' }).click());
    expect(svg.name).toBe('volumes-2021-2020.svg');
    expect(svg.bytes.toString()).toMatch(/<svg[^>]*>.*<title/s);
    expect(svg.bytes.toString()).not.toContain('<script');
    expect(complaints).toEqual([]);
    await leave();
  });

  it('takes the figures as CSV, the chart as PNG, the sentence, and a line to embed', async () => {
    const { page, leave } = await visit(browser, service.base + VOLUMES);
    const csv = await download(page, () => page.getByRole('button', { name: 'CSV' }).click());
    expect(csv.bytes.toString()).toMatch(/^\uFEFFlunar_offset,2026_date/);
    expect(csv.bytes.toString().trim().split('\r\n')).toHaveLength(41);
    const png = await download(page, () => page.getByRole('button', { name: 'PNG' }).click());
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(png.bytes.length).toBeGreaterThan(10_000);
    await page.getByRole('button', { name: '复制句子' }).click();
    expect(await clipboard(page)).toContain(
      '2026年春运全国铁路发送旅客5.38亿人次,比2025年春运(5.13亿人次)增长4.8%',
    );
    await page.getByRole('button', { name: '复制嵌入代码' }).click();
    const [, address = ''] = /src="([^"]+)"/.exec(await clipboard(page)) ?? [];
    const embedded = await fetch(address.replaceAll('&amp;', '&'));
    expect(embedded.headers.get('content-type')).toContain('image/svg+xml');
    expect(embedded.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    await leave();
  });

  it('reads the warnings beside the figure and the weekdays in the chart', async () => {
    const { page, leave } = await visit(browser, service.base + VOLUMES);
    const warnings = page.getByRole('complementary', { name: '引用前请看' });
    const volumes = await service.json(`/v1/demand/volumes${VOLUMES.slice(6)}`);
    expect(await warnings.getByRole('listitem').allTextContents()).toEqual(
      volumes.warnings.map((warning: { zh: string }) => warning.zh),
    );
    const weekdays = await page.locator('.chart svg text').allTextContents();
    expect(weekdays).toContain('二');
    await leave();
  });

  it('sees the frozen figure with interval, curves, heatmap and the word synthetic', async () => {
    const answers = { '/v1/demand/compare': { ...COMPARISON, id: 'test' } };
    const { page, complaints, leave } = await visit(browser, service.base + VOLUMES, { answers });
    await page.locator('.headline').waitFor();
    if (COMPARISON.headline.kind !== 'timeOnSale') throw new Error('the test wants a ratio');
    expect(await page.locator('.headline').textContent()).toContain(
      String(Math.abs(COMPARISON.headline.percent)),
    );
    expect(await page.locator('.headline').textContent()).toMatch(/95%区间/);
    expect(await page.locator('.sentence').first().textContent()).toBe(COMPARISON.sentence.zh);
    expect(await page.locator('.tag.synthetic').textContent()).toContain('synthetic');
    expect(await page.locator('#curves-title').count()).toBe(1);
    expect(await page.locator('#heatmap-season-title').count()).toBe(1);
    await page.getByRole('button', { name: '复制引用' }).first().click();
    expect(await clipboard(page)).toContain('模拟数据,不可作为事实引用');
    expect(complaints).toEqual([]);
    await leave();
  });

  it('is told that there is no figure yet, which is not that nothing has changed', async () => {
    const { page, leave } = await visit(browser, `${service.base}/years?season=2016&baseline=2015`);
    await page.getByText('没有数字不等于没有变化').waitFor();
    await leave();
  });
});
