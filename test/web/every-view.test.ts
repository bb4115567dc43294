import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { launchChromium } from './support/chromium.ts';
import { visit } from './support/visit.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Kept from run to run, to be looked at. */
const SHOTS = join(root, '.yupiao', 'screenshots');
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Each view with something in it, and what is there when it is ready. */
const VIEWS: [name: string, path: string, ready: string][] = [
  ['home', '/', '.tight li, .doors p'],
  ['board', '/board/TNV?date=2021-02-09', 'table.board tbody tr'],
  ['find', '/find?from=TNV&to=HGH&date=2021-02-09&train=G1864&class=O', '.plot canvas'],
  ['opening', '/find?from=TNV&to=HGH&date=2021-02-12', '.countdown'],
  ['refund', '/refund?fare=556.50&departure=2021-02-09T12:50&newDeparture=2021-02-10T12:50', 'table.sides'],
  ['years', '/years?season=2026&baseline=2025', '.chart svg'],
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

// A browser on a machine that is busy with other tests takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let service: TestService;
let browser: Browser;
let axe: string;

beforeAll(async () => {
  service = await startTestService({}, parseInstant('2021-01-12T10:00:30') as Instant);
  await service.pollAll();
  browser = await launchChromium();
  axe = await readFile(AXE, 'utf8');
  mkdirSync(SHOTS, { recursive: true });
  console.log(`screenshots of every view: ${SHOTS}`);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** Findings that keep somebody from using the page, each with where it is. */
async function seriousFindings(page: Page): Promise<string[]> {
  // Evaluated from outside the page: its policy stays as it is.
  await page.evaluate(axe);
  const results = await page.evaluate(() =>
    // The size of targets is of WCAG 2.2, which axe asks about only when told to.
    (globalThis as unknown as { axe: Axe }).axe.run({ rules: { 'target-size': { enabled: true } } }),
  );
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}

describe('every view, on a phone, a desk and a wall, light and dark', () => {
  it.each(VIEWS)('%s is whole, without serious findings or complaints', async (name, path, ready) => {
    const { page, complaints, leave } = await visit(browser, service.base + path);
    await page.locator(ready).first().waitFor();
    for (const { width, colorScheme, checked } of FORMS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: width < 500 ? 844 : 900 });
      await page.screenshot({ path: join(SHOTS, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      if (checked) expect([width, await seriousFindings(page)]).toEqual([width, []]);
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([width, Math.max(0, tooWide)]).toEqual([width, 0]);
    }
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(complaints).toEqual([]);
    await leave();
  });

  it.each(['/board/TNV?date=2021-02-09&lang=en', '/find?from=TNV&to=HGH&date=2021-02-09&lang=en'])(
    '%s is English throughout but for the names of stations',
    async (path) => {
      const { page, leave } = await visit(browser, service.base + path, {
        viewport: { width: 390, height: 844 },
      });
      await page.locator('.seat').first().waitFor();
      expect(await page.locator('button, label, thead th, h2.who, .legend li').allTextContents()).toEqual(
        expect.not.arrayContaining([expect.stringMatching(/^(?!.*中文).*\p{Script=Han}/u)]),
      );
      await leave();
    },
  );
});
