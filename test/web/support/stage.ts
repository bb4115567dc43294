import type { Browser } from 'playwright-core';
import { type Instant, parseInstant } from '../../../src/calendar/china-time.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { launchChromium } from './chromium.ts';
import { writeFigures } from './frozen-figure.ts';

/** One service and one browser for all stories: starting them costs more than most stories do. */
export interface Stage {
  service: TestService;
  browser: Browser;
  stop(): Promise<void>;
}

/** What the stories are told on, set before the first of them begins. */
export type OnStage = () => Stage;

const ROUNDS = 5;
/** Names the service's keys in Redis, too. */
const SCENARIO = 'taiyuan-2021';

/**
 * 12 January 2021, 14:40: the sale of 10 February opened at 14:00 and in its first hour there is a pace to see. A
 * comparison of 2026 beside 2025 is frozen.
 */
export async function setStage(): Promise<Stage> {
  const [service, browser] = await Promise.all([
    startTestService({ SCENARIO }, parseInstant('2021-01-12T13:58:00') as Instant),
    launchChromium(),
  ]);
  await writeFigures(SCENARIO);
  for (let round = 0; round < ROUNDS; round++) await service.pollAll();
  return {
    service,
    browser,
    async stop() {
      await browser.close();
      await service.stop();
    },
  };
}
