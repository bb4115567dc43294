import { expect, it } from 'vitest';
import { waitUntil } from '../../support/wait-until.ts';
import { startCuttableProxy } from '../support/cuttable-proxy.ts';
import { shot } from '../support/shots.ts';
import type { OnStage } from '../support/stage.ts';
import { visit } from '../support/visit.ts';

const BOARD = '/board/TNV?date=2021-02-10';
export function tellStaff(onStage: OnStage): void {
  it('find the train that runs out next in two clicks from the first page', async () => {
    const { service, browser } = onStage();
    const { page, complaints, leave } = await visit(browser, `${service.base}/`);
    await page.getByRole('link', { name: '太原南', exact: true }).first().click();
    await page.getByRole('combobox', { name: '乘车日期' }).selectOption('2021-02-10');
    await page.waitForURL(/date=2021-02-10/);
    const board = await service.json(`/v1${BOARD}`);
    const paced = board.rows.filter((row: { seats: { trend: { kind: string } }[] }) =>
      row.seats.some((seat) => seat.trend.kind === 'runsOut'),
    );
    expect(paced.length).toBeGreaterThan(0);
    await page.locator('table.board tbody tr').first().waitFor();
    expect(await page.locator('.next').textContent()).toContain(paced[0].trainCode);
    expect(await page.locator('.next').textContent()).toMatch(/80%区间/);
    expect(await page.locator('table.board a.train').first().textContent()).toBe(paced[0].trainCode);
    expect(await page.locator('tr.first-out .flag').allTextContents()).toEqual(['最先']);
    expect(await page.locator('tr.first-out a.train').textContent()).toBe(paced[0].trainCode);
    expect(complaints).toEqual([]);
    await leave();
  });

  it('see a change as it is stored, without loading the page, and after a break just what they missed', async () => {
    const { service, browser } = onStage();
    const proxy = await startCuttableProxy(service.base);
    const { page, leave } = await visit(browser, `${proxy.base}${BOARD}`);
    await page.getByText('自动更新').waitFor();
    const ages = () => page.locator('table.board td.data time').first().textContent();
    const shown = async () => page.locator('table.board tbody').textContent();
    await service.pollAll();
    await waitUntil('the board to show the new poll', async () => /^\d秒前/.test((await ages()) ?? ''));
    const before = await shown();

    proxy.cut();
    await page.getByText('连接中断').waitFor();
    await service.pollAll();
    await page.getByText('连接中断').waitFor({ state: 'detached' });
    expect(proxy.lastEventIds.length).toBeGreaterThan(0);
    await waitUntil('the missed changes', async () => (await shown()) !== before);
    const board = await service.json(`/v1${BOARD}`);
    expect(await page.locator('table.board a.train').allTextContents()).toEqual(
      board.rows.map((row: { trainCode: string }) => row.trainCode),
    );
    await leave();
    await proxy.close();
  });

  it('filter and sort, and hand the address on', async () => {
    const { service, browser } = onStage();
    const { page, leave } = await visit(browser, `${service.base}${BOARD}`);
    await page.getByRole('searchbox', { name: '车次或到站' }).fill('杭州');
    await page.getByRole('combobox', { name: '排序' }).selectOption('departure');
    const trains = () => page.locator('table.board a.train').allTextContents();
    const mine = await trains();
    expect(mine.length).toBeGreaterThan(0);
    const again = await visit(browser, page.url());
    await again.page.locator('table.board a.train').first().waitFor();
    expect(await again.page.locator('table.board a.train').allTextContents()).toEqual(mine);
    expect(await again.page.locator('table.board .to').allTextContents()).toEqual(
      mine.map(() => expect.stringContaining('杭州')),
    );
    await leave();
    await again.leave();
  });

  it('go from train to train with the keyboard, and fill the wall', async () => {
    const { service, browser } = onStage();
    const { page, leave } = await visit(browser, `${service.base}${BOARD}`);
    const trains = page.locator('table.board a.train');
    await trains.first().focus();
    await page.keyboard.press('j');
    expect(await trains.nth(1).evaluate((link) => link === document.activeElement)).toBe(true);
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
    await page.getByRole('button', { name: '大屏' }).click();
    await page.waitForURL(/wall=1/);
    expect(await page.locator('header.top').isVisible()).toBe(false);
    expect(await page.getByText('模拟数据 synthetic').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => !url.search.includes('wall'));
    expect(await page.locator('header.top').isVisible()).toBe(true);
    await leave();
  });

  it('are told loudly when the figures are old', async () => {
    const { service, browser } = onStage();
    const { page, leave } = await visit(browser, `${service.base}${BOARD}&wall=1`, { colorScheme: 'dark' });
    await page.getByText('自动更新').waitFor();
    service.advance(3_600_000);
    await page.reload();
    const loud = page.locator('.freshness .loud').getByText('数据过期');
    await loud.waitFor();
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.screenshot(shot('wall-1920-old'));
    const box = page.locator('.old .scroll');
    expect(await box.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    expect(await loud.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize))).toBeGreaterThan(
      34,
    );
    expect(await box.evaluate((one) => getComputedStyle(one).borderStyle)).toBe('dashed');
    await leave();
    await service.pollAll();
  });
}
