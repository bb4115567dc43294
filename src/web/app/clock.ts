import { signal } from '@preact/signals';
import { type Instant, parseInstant, SECOND_MS } from '../../calendar/china-time.ts';

/** How far the service's clock is ahead of the browser's: the default scenario lives in another year. */
let aheadMs: number | null = null;

/** The service's time now, to the second; null until the service has said it. */
export const now = signal<Instant | null>(null);

/** Takes the service's clock from an answer of /v1/status. */
export function setServiceTime(text: string): void {
  const at = parseInstant(text);
  if (at === null) throw new Error(`expected the service's time as ISO 8601, got "${text}"`);
  aheadMs = at - Date.now();
  tick();
}

export function startClock(): void {
  setInterval(tick, SECOND_MS);
}

function tick(): void {
  if (aheadMs !== null) now.value = Math.floor((Date.now() + aheadMs) / SECOND_MS) * SECOND_MS;
}
