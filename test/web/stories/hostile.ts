import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { OnStage } from '../support/stage.ts';
import { visit } from '../support/visit.ts';

/** What would run if any page took a text for HTML, an address or a part of a line of a stream. */
const HOSTILE = `<img src=x onerror="globalThis.caught=1">"'&\u2028</script><script>globalThis.caught=1</script>`;
const CODE = '"><svg onload=globalThis.caught=1>';
const NAMED = ['name', 'note', 'raw'];

/** The same answer with hostile texts wherever 12306 or a list of stations may name something. */
function poison(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => poison(one));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, poison(one, name)]));
  }
  if (NAMED.includes(key)) return HOSTILE;
  return key === 'trainCode' ? CODE : value;
}

/** Nothing ran, nothing but our own elements is there, and no link leads elsewhere. */
async function expectHarmless(page: Page): Promise<void> {
  expect(await page.evaluate(() => 'caught' in globalThis)).toBe(false);
  expect(await page.locator('#app img, #app script, #app svg[onload]').count()).toBe(0);
  const elsewhere = await page
    .locator('a[href]')
    .evaluateAll((links) =>
      links
        .map((link) => (link as HTMLAnchorElement).href)
        .filter((href) => !href.startsWith(location.origin)),
    );
  expect(elsewhere).toEqual([]);
}

export function tellHostile(onStage: OnStage): void {
  it.each([
    [
      '/find?from=TNV&to=HGH&date=2021-02-10&lang=en',
      ['/v1/availability?from=TNV&to=HGH&date=2021-02-10', '/v1/watched'],
    ],
    ['/board/TNV?date=2021-02-10', ['/v1/board/TNV/stream?date=2021-02-10', '/v1/watched']],
    ['/', ['/v1/board/TNV', '/v1/watched']],
  ])('are text on %s, whatever they hold', async (path, asked) => {
    const { service, browser } = onStage();
    const answers: Record<string, unknown> = { '/v1/stations': { stations: [] } };
    for (const one of asked) {
      const { pathname, search } = new URL(one, service.base);
      const answer = poison(await service.json(pathname.replace('/stream', '') + search));
      answers[pathname] = pathname.endsWith('/stream')
        ? { type: 'text/event-stream', body: `event: snapshot\ndata: ${JSON.stringify(answer)}\n\n` }
        : answer;
    }
    const { page, leave } = await visit(browser, service.base + path, { answers });
    await page.getByText(CODE).first().waitFor();
    await page.getByText(HOSTILE.slice(0, 20)).first().waitFor();
    await expectHarmless(page);
    await leave();
  });

  it('are text in the address too', async () => {
    const { service, browser } = onStage();
    const query = new URLSearchParams({
      from: HOSTILE,
      to: HOSTILE,
      train: HOSTILE,
      date: HOSTILE,
      scope: HOSTILE,
    });
    for (const path of ['/find', '/refund?fare=553&departure=2021-02-09T12:50', '/board/TNV', '/years']) {
      const address = `${service.base}${path}${path.includes('?') ? '&' : '?'}${query}`;
      const { page, leave } = await visit(browser, address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.evaluate(() => 'caught' in globalThis)).toBe(false);
      expect([path, await page.locator('#app img, #app script').count()]).toEqual([path, 0]);
      await leave();
    }
  });

  it('could do nothing even then: no script, style or frame from anywhere but the service itself', async () => {
    const { service } = onStage();
    const { headers } = await service.get('/');
    expect(headers.get('content-security-policy')?.split(';')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      "style-src 'self'",
      "img-src 'self' blob:",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
}
