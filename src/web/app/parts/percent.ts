import { say } from '../language.ts';

/** A share of the fare that is kept; null: nothing comes back. */
export function percentWords(rate: number | null): string {
  return rate === null ? say('不退', 'no refund') : `${Math.round(rate * 100)}%`;
}
