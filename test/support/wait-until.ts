import { setTimeout as delay } from 'node:timers/promises';

/** Waits for a condition, asking every few milliseconds; `what` names it when it never comes true. */
export async function waitUntil(
  what: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = 10_000,
): Promise<void> {
  const endsAt = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > endsAt) throw new Error(`waited ${withinMs} ms in vain for: ${what}`);
    await delay(5);
  }
}
