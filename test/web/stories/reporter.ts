import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { OnStage } from '../support/stage.ts';
import { visit } from '../support/visit.ts';

/** Both kinds of figures are there: how fast tickets went (frozen), and how many travelled (official). */
const YEARS = '/years?season=2026&baseline=2025';
const COMPARE = '/v1/demand/compare?season=2026&baseline=2025';

const speed = (page: Page) => page.locator('.figure-section').nth(0);
const volumes = (page: Page) => page.locator('.figure-section').nth(1);

/** What a click brings down, as text or bytes. */
async function download(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

export function tellReporter(onStage: OnStage): void {
  it('leaves with a chart and a citation after three clicks from the first page', async () => {
    const { service, browser } = onStage();
    const { page, complaints, leave } = await visit(browser, `${service.base}/`);
    await page.getByRole('link', { name: /图表与引用/ }).click();
    await page.getByRole('button', { name: '复制引用' }).first().click();
    const citation = await clipboard(page);
    expect(citation).toContain('2021年与2020年春运全国铁路每日旅客');
    expect(citation).toContain('来源:');
    expect(citation).toMatch(/20\d\d-\d\d-\d\d读取/);
    expect(citation).toContain('/years?season=2021&baseline=2020');
    const svg = await download(page, () => page.getByRole('link', { name: 'SVG' }).click());
    expect(svg.name).toBe('volumes-2021-2020.svg');
    expect(svg.bytes.toString()).toMatch(/<svg[^>]*>.*<title/s);
    expect(svg.bytes.toString()).not.toContain('<script');
    expect(complaints).toEqual([]);
    await leave();
  });

  it('sees the frozen figure with interval, curves, heatmaps, warnings and the word synthetic', async () => {
    const { service, browser } = onStage();
    const { page, complaints, leave } = await visit(browser, service.base + YEARS);
    await page.locator('.headline').waitFor();
    const figure = await service.json(COMPARE);
    const headline = await page.locator('.headline').textContent();
    expect(headline).toContain(String(Math.abs(figure.headline.percent)));
    expect(headline).toMatch(/95%区间/);
    expect(await speed(page).locator('.sentence').textContent()).toBe(figure.sentence.zh);
    expect(await page.locator('.tag.synthetic').textContent()).toContain('synthetic');
    for (const chart of ['#curves-title', '#heatmap-season-title', '#heatmap-baseline-title']) {
      expect([chart, await page.locator(chart).count()]).toEqual([chart, 1]);
    }
    const warnings = speed(page).getByRole('complementary', { name: '引用前请看' });
    expect(await warnings.getByRole('listitem').allTextContents()).toEqual(
      figure.warnings.map((warning: { zh: string }) => warning.zh),
    );
    expect(complaints).toEqual([]);
    await leave();
  });

  it('takes the citation of the frozen figure in its own words, its chart and its CSV', async () => {
    const { service, browser } = onStage();
    const { page, leave } = await visit(browser, service.base + YEARS);
    await speed(page).getByRole('button', { name: '复制引用' }).click();
    const { citation: path } = await service.json(COMPARE);
    const text = await clipboard(page);
    expect(text).toBe((await service.get(`${path}?format=text&lang=zh`)).text);
    expect(text).toContain('模拟数据,不可作为事实引用');
    const link = (name: string) => speed(page).getByRole('link', { name }).first();
    const csv = await download(page, () => link('CSV').click());
    expect(csv.bytes.toString()).toContain((await service.get(`${path}/curves.csv`)).text);
    const svg = await download(page, () => link('SVG').click());
    expect([svg.name, svg.bytes.toString().slice(0, 4)]).toEqual(['curves-2026-2025.svg', '<svg']);
    const bibtex = await download(page, () => link('BibTeX').click());
    expect(bibtex.bytes.toString()).toMatch(/^@misc\{yupiao-a{16},/);
    await leave();
  });

  it('chooses the scope and another measure, and the address holds both', async () => {
    const { service, browser } = onStage();
    const { page, leave } = await visit(browser, service.base + YEARS);
    await page.locator('.headline').waitFor();
    await page.getByRole('combobox', { name: '售票速度的范围' }).selectOption('TNV');
    await page.getByRole('combobox', { name: '其他量度' }).selectOption('reopenings');
    await page.waitForURL(/scope=TNV.*measure=reopenings/);
    expect((await service.json('/v1/demand/figures')).figures).toEqual([
      { season: 2026, baseline: 2025, scope: 'TNV' },
      { season: 2026, baseline: 2025, scope: 'national' },
    ]);
    const { id, secondary } = await service.json(`${COMPARE}&scope=TNV`);
    await speed(page).getByRole('link', { name: id }).waitFor();
    expect(await page.locator('.measures tbody').textContent()).toContain(
      secondary.reopenings.season.mean.toFixed(2),
    );
    await leave();
  });

  it('takes the volumes as CSV, the chart as PNG, the sentence, and a line to embed', async () => {
    const { service, browser } = onStage();
    const { page, leave } = await visit(browser, service.base + YEARS);
    const button = (name: string) => volumes(page).getByRole('button', { name });
    const csv = await download(page, () => button('CSV').click());
    expect(csv.bytes.toString()).toMatch(/^\uFEFFlunar_offset,2026_date/);
    expect(csv.bytes.toString().trim().split('\r\n')).toHaveLength(41);
    const png = await download(page, () => button('PNG').click());
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(png.bytes.length).toBeGreaterThan(10_000);
    await button('复制句子').click();
    expect(await clipboard(page)).toContain(
      '2026年春运全国铁路发送旅客5.38亿人次,比2025年春运(5.13亿人次)增长4.8%',
    );
    await button('复制嵌入代码').click();
    const [, address = ''] = /src="([^"]+)"/.exec(await clipboard(page)) ?? [];
    const embedded = await fetch(address.replaceAll('&amp;', '&'));
    expect(embedded.headers.get('content-type')).toContain('image/svg+xml');
    expect(embedded.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    await leave();
  });

  it('reads the warnings beside the volumes and the weekdays in the chart', async () => {
    const { service, browser } = onStage();
    const { page, leave } = await visit(browser, service.base + YEARS);
    const warnings = volumes(page).getByRole('complementary', { name: '引用前请看' });
    await warnings.waitFor();
    const answer = await service.json(`/v1/demand/volumes${YEARS.slice(6)}`);
    expect(await warnings.getByRole('listitem').allTextContents()).toEqual(
      answer.warnings.map((warning: { zh: string }) => warning.zh),
    );
    expect(await volumes(page).locator('.chart svg text').allTextContents()).toContain('二');
    await leave();
  });

  it('is told that there is no figure yet, which is not that nothing has changed', async () => {
    const { service, browser } = onStage();
    const { page, complaints, leave } = await visit(
      browser,
      `${service.base}/years?season=2016&baseline=2015`,
    );
    await page.getByText('没有数字不等于没有变化').waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });
}
