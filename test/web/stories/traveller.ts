import { expect, it } from 'vitest';
import type { OnStage } from '../support/stage.ts';
import { visit } from '../support/visit.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const FIND = '/find?from=TNV&to=HGH&date=2021-02-09';
export function tellTraveller(onStage: OnStage): void {
  it('learns on a phone what a refund costs and until when, in three clicks from the first page', async () => {
    const { service, browser } = onStage();
    const { page, complaints, leave } = await visit(browser, `${service.base}/`, PHONE);
    await page.getByRole('button', { name: '查余票' }).click();
    await page.locator('.trains li', { hasText: 'G1864' }).getByRole('link', { name: '二等座' }).click();
    await page.getByRole('link', { name: '这张票的退票费与期限' }).click();
    const answer = page.locator('section.answer');
    await answer.waitFor();
    const { trains } = await service.json(`/v1/availability${FIND.slice(5)}`);
    const g1864 = trains.find((train: { trainCode: string }) => train.trainCode === 'G1864');
    const { price } = g1864.seats.find((seat: { class: string }) => seat.class === 'O');
    const quote = await service.json(`/v1/refund/quote?fare=${price}&departure=2021-02-09T12:50`);
    const text = await answer.textContent();
    expect(text).toContain(`¥${quote.fee}`);
    expect(text).toContain(`¥${quote.refund}`);
    expect(text).toContain(`¥${quote.next.fee}`);
    expect(text).toContain(quote.next.at.slice(5, 16).replace('T', ' '));
    expect(text).toMatch(/还有 \d+天 \d\d:\d\d:\d\d/);
    expect(await page.locator('.fee-line .marker').textContent()).toBe('现在');
    const calendar = await page.getByRole('link', { name: /加入日历/ }).getAttribute('href');
    expect((await service.get(calendar as string)).text).toContain('BEGIN:VEVENT');
    expect(complaints).toEqual([]);
    await leave();
  });

  it('compares rebooking with giving back and buying again, side by side', async () => {
    const { service, browser } = onStage();
    const ticket = '/refund?fare=553&departure=2021-02-09T12:50&newDeparture=2021-02-10T12:50&newFare=600';
    const { page, leave } = await visit(browser, service.base + ticket);
    const table = page.locator('table.sides');
    await table.waitFor();
    const rebooking = await service.json(
      '/v1/rebooking/quote?originalDeparture=2021-02-09T12:50&newDeparture=2021-02-10T12:50&originalFare=553&newFare=600',
    );
    expect(await table.locator('tbody tr').nth(2).textContent()).toContain(`¥${rebooking.toPay}`);
    expect(await table.locator('tr.total').textContent()).toContain('¥47.00');
    await leave();
  });

  it('is not told to give back and buy what is not on sale yet, and reads every rule of the ladder', async () => {
    const { service, browser } = onStage();
    const ticket = '/refund?fare=553&departure=2021-02-09T12:50&newDeparture=2021-03-10T12:50';
    const { page, leave } = await visit(browser, service.base + ticket);
    const table = page.locator('table.sides');
    await table.waitFor();
    expect(await table.locator('tr.total').textContent()).toContain('尚未开售,买不到');
    expect(await table.textContent()).toContain('现在退了也买不到');
    const quote = await service.json('/v1/refund/quote?fare=553&departure=2021-02-09T12:50');
    const names = quote.rules.map((one: { rule: { name: string } }) => one.rule.name);
    expect(names).toEqual(['2014年梯次退票(15天)', '2021年梯次退票(8天)']);
    expect(await page.locator('.rule-name').allTextContents()).toEqual(names);
    expect(await page.locator('.provenance').first().textContent()).toContain('规则是真实的');
    await leave();
  });

  it('types Chinese with an input method: nothing is asked and Enter does nothing while it composes', async () => {
    const { service, browser } = onStage();
    const { page, leave } = await visit(browser, `${service.base}/find`);
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/v1/stations?')) asked.push(decodeURIComponent(request.url()));
    });
    const to = page.getByRole('combobox', { name: '到达' });
    await to.click();
    await to.fill('');
    const keyboard = await page.context().newCDPSession(page);
    await keyboard.send('Input.imeSetComposition', { text: 'bei', selectionStart: 3, selectionEnd: 3 });
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).search).toBe('');
    expect(asked).toEqual([]);
    await keyboard.send('Input.insertText', { text: '北京西' });
    await page.getByRole('option', { name: /北京西/ }).waitFor();
    expect(asked.every((url) => url.includes('q=北京西'))).toBe(true);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await to.inputValue()).toBe('北京西');
    await leave();
  });

  it('finds a station by pinyin, by initials and by telecode', async () => {
    const { service, browser } = onStage();
    const { page, leave } = await visit(browser, `${service.base}/find`);
    const to = page.getByRole('combobox', { name: '到达' });
    for (const text of ['hangzhoudong', 'hzd', 'HGH']) {
      await to.fill(text);
      await page
        .getByRole('option', { name: /杭州东/ })
        .first()
        .click();
      expect([text, await to.inputValue()]).toEqual([text, '杭州东']);
      await to.fill('');
    }
    await to.fill('杭州东');
    await page.getByRole('button', { name: '查余票' }).click();
    await page.getByRole('heading', { name: /太原南 → 杭州东/ }).waitFor();
    await leave();
  });

  it('sees the days around, the history and the alternatives of an offer', async () => {
    const { service, browser } = onStage();
    const { page, complaints, leave } = await visit(browser, `${service.base}${FIND}&train=G1864&class=M`);
    await page.locator('.plot canvas').waitFor();
    await page.getByRole('heading', { name: '前后日期' }).waitFor();
    expect(await page.locator('.strip [aria-current="date"]').textContent()).toContain('02-09');
    await page.locator('.strip a', { hasText: '02-10' }).click();
    await page.waitForURL(/date=2021-02-10/);
    expect(complaints).toEqual([]);
    await leave();
  });

  it('counts down to the opening of a sale and takes it into a calendar', async () => {
    const { service, browser } = onStage();
    const { page, leave } = await visit(browser, `${service.base}/find?from=TNV&to=HGH&date=2021-02-12`);
    await page.getByRole('heading', { name: '尚未开售' }).waitFor();
    expect(await page.locator('.countdown').textContent()).toMatch(/^\d+天 \d\d:\d\d:\d\d$/);
    const calendar = await page.getByRole('link', { name: /加入日历/ }).getAttribute('href');
    expect((await service.get(calendar as string)).text).toContain('DTSTART:20210129T060000Z');
    await leave();
  });

  it('is told that nobody looks, which is not that nothing is left', async () => {
    const { service, browser } = onStage();
    const { page, leave } = await visit(browser, `${service.base}/find?from=SHH&to=GZQ&date=2021-02-09`);
    expect(await page.getByRole('alert').textContent()).toContain('不等于没有票');
    await page.getByRole('heading', { name: /上海 → 广州/ }).waitFor();
    await page.getByRole('link', { name: '太原南 → 杭州东' }).click();
    await page.locator('.trains li').first().waitFor();
    await page.goto(`${service.base}/board/GZQ`);
    await page.getByRole('heading', { name: '广州', exact: true }).waitFor();
    await page.locator('.stations').getByRole('link', { name: '太原南', exact: true }).waitFor();
    await leave();
  });

  it('reads English a click away, in the address and remembered', async () => {
    const { service, browser } = onStage();
    const { page, leave } = await visit(browser, service.base + FIND);
    await page.getByRole('button', { name: 'English' }).click();
    expect(page.url()).toContain('lang=en');
    await page.getByText('Synthetic data').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.goto(`${service.base}/status`);
    await page.getByRole('heading', { name: 'Status' }).waitFor();
    await leave();
  });
}
