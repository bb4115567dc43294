import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export interface Visit {
  page: Page;
  /** Everything a console would show in red or yellow, and errors that nobody caught. */
  complaints: string[];
  leave(): Promise<void>;
}

interface VisitOptions extends BrowserContextOptions {
  /** Answers to give in the service's place, by path: JSON, or a body with its type. */
  answers?: Record<string, unknown>;
}

/** A reader of their own: no cookies, no memory of other tests; Chinese, 1280 wide and light unless said otherwise. */
export async function visit(browser: Browser, address: string, options: VisitOptions = {}): Promise<Visit> {
  const { answers = {}, ...contextOptions } = options;
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Europe/Lisbon',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...contextOptions,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  for (const [path, json] of Object.entries(answers)) {
    await page.route(
      (url) => url.pathname === path,
      (route) => route.fulfill(isBody(json) ? { contentType: json.type, body: json.body } : { json }),
    );
  }
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(address);
  return { page, complaints, leave: () => context.close() };
}

function isBody(answer: unknown): answer is { type: string; body: string } {
  return typeof answer === 'object' && answer !== null && 'body' in answer && 'type' in answer;
}
