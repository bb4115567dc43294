import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { waitUntil } from '../../support/wait-until.ts';
import { SHOTS, shot } from '../support/shots.ts';
import type { OnStage } from '../support/stage.ts';
import { visit } from '../support/visit.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const TICKET = 'fare=556.50&departure=2021-02-09T12:50&newDeparture=2021-02-10T12:50';
/** Each view with something in it, and what is there when it is ready. */
const VIEWS: [name: string, path: string, ready: string][] = [
  ['home', '/', '.tight li'],
  ['board', '/board/TNV?date=2021-02-10', 'table.board tbody tr'],
  ['find', '/find?from=TNV&to=HGH&date=2021-02-10&train=G1864&class=9', '.plot canvas'],
  ['opening', '/find?from=TNV&to=HGH&date=2021-02-12', '.countdown'],
  ['refund', `/refund?${TICKET}`, 'table.sides'],
  ['years', '/years?season=2026&baseline=2025', '.headline'],
  ['status', '/status', 'table.coverage tbody tr'],
];
/** Looked at in every form; checked with axe where `checked`. */
const FORMS: { width: number; colorScheme: 'light' | 'dark'; checked: boolean }[] = [
  { width: 390, colorScheme: 'light', checked: true },
  { width: 1280, colorScheme: 'light', checked: false },
  { width: 1280, colorScheme: 'dark', checked: true },
  { width: 1920, colorScheme: 'dark', checked: false },
];

interface Axe {
  run(options: RunOptions): Promise<AxeResults>;
}

/** Findings that keep somebody from using the page, each with where it is. */
function seriousFindings(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run({
      // What passes need not be told.
      resultTypes: ['violations'],
      // The size of targets is of WCAG 2.2, which axe asks about only when told to.
      rules: { 'target-size': { enabled: true } },
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
  });
}

/** Beyond the right edge, in pixels: a page never scrolls sideways. */
const overflow = (page: Page) =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));

export function tellEveryView(onStage: OnStage): void {
  let axe: string;
  beforeAll(async () => {
    axe = await readFile(AXE, 'utf8');
    mkdirSync(SHOTS, { recursive: true });
    console.log(`screenshots of every view: ${SHOTS}`);
  });

  it.each(VIEWS)('%s is whole, without serious findings or complaints', async (name, path, ready) => {
    const { service, browser } = onStage();
    const { page, complaints, leave } = await visit(browser, service.base + path);
    await page.locator(ready).first().waitFor();
    // Evaluated from outside the page: its policy stays as it is.
    await page.evaluate(axe);
    for (const { width, colorScheme, checked } of FORMS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: width < 500 ? 844 : 900 });
      await page.screenshot({ ...shot(`${name}-${width}-${colorScheme}`), fullPage: true });
      if (checked) expect([width, await seriousFindings(page)]).toEqual([width, []]);
      expect([width, await overflow(page)]).toEqual([width, 0]);
    }
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.setViewportSize({ width: 718, height: 1030 });
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('light');
    await page.screenshot({ ...shot(`${name}-print`), fullPage: true });
    expect(await page.locator('header nav').isVisible()).toBe(false);
    expect(await page.locator('.print-only').first().textContent()).toContain(path.split('?')[0]);
    expect(['print', await overflow(page)]).toEqual(['print', 0]);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(complaints).toEqual([]);
    await leave();
  });

  it('the wall is read from five metres: figures of 36 px and more at 1920', async () => {
    const { service, browser } = onStage();
    const { page, leave } = await visit(browser, `${service.base}/board/TNV?date=2021-02-10&wall=1`, {
      viewport: { width: 1920, height: 1080 },
      colorScheme: 'dark',
    });
    await page.locator('table.board tbody tr').first().waitFor();
    await page.screenshot(shot('wall-1920-dark'));
    const sizes = await page
      .locator('table.board a.train, .board .cell:not(.absent) .seat, .board .departs b')
      .evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(36);
    expect(await overflow(page)).toBe(0);
    const cells = await page.locator('table.board').evaluate((table) => table.scrollWidth - innerWidth);
    expect(cells).toBeLessThanOrEqual(0);
    await leave();
  });

  it.each([
    [1920, 1080],
    [1280, 900],
  ])('the English wall shows every column at %i x %i, with a pace in every row', async (width, height) => {
    const { service, browser } = onStage();
    const { page, leave } = await visit(browser, `${service.base}/board/TNV?date=2021-02-10&wall=1&lang=en`, {
      viewport: { width, height },
      colorScheme: 'dark',
    });
    await page.locator('table.board tbody tr').first().waitFor();
    await waitUntil('the names of stations', async () => {
      return !/\p{Script=Han}/u.test((await page.locator('.board .to').allTextContents()).join());
    });
    await page.locator('td.trend').evaluateAll((all) => {
      for (const one of all)
        one.innerHTML = '<b>about 105 min</b> <span class="small">deluxe soft sleeper</span>';
    });
    await page.screenshot(shot(`wall-${width}-en`));
    const box = page.locator('.scroll', { has: page.locator('table.board') });
    expect(await box.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    await leave();
  });

  it.each<[name: string, path: string, ready: string]>([
    ['home-en', '/?lang=en', '.tight li'],
    ['board-en', '/board/TNV?date=2021-02-10&lang=en', '.board .to'],
    ['find-en', '/find?from=TNV&to=HGH&date=2021-02-10&train=G1864&class=9&lang=en', '.alternatives'],
  ])('%s is English throughout, stations by their pinyin', async (name, path, ready) => {
    const { service, browser } = onStage();
    const { page, leave } = await visit(browser, service.base + path);
    await page.locator(ready).first().waitFor();
    const chinese = page.locator(
      ['button', 'label', 'h2', 'thead th', '.legend li', '.stations a', '.to', '.departs', '.times', '.next']
        .concat(['.tight li', '.alternatives li', '.day', '.trends'])
        .map((one) => `main ${one}`)
        .join(', '),
      { hasText: /\p{Script=Han}/u },
    );
    await waitUntil('the names of stations', async () => (await chinese.count()) === 0);
    await page.screenshot({ ...shot(name), fullPage: true });
    const boxes = await page
      .locator('.scroll')
      .evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth));
    expect(Math.max(0, ...boxes)).toBe(0);
    await leave();
  });
}
