import { normalQuantile } from './distributions.ts';

export interface Proportion {
  estimate: number;
  lower: number;
  upper: number;
}

/**
 * A share with its Wilson score interval, without continuity correction: `count` of `total`, both whole, 0 to 1.
 * Null for 0 of 0: nothing was observed. Source: Wilson 1927; Newcombe 1998, method 3.
 */
export function wilson(count: number, total: number, confidence = 0.95): Proportion | null {
  if (!Number.isInteger(count) || !Number.isInteger(total) || count < 0 || count > total) {
    throw new RangeError(`expected whole numbers, 0 ≤ count ≤ total, got ${count} of ${total}`);
  }
  if (total === 0) return null;
  const z2 = normalQuantile((1 + confidence) / 2) ** 2;
  const estimate = count / total;
  const middle = (count + z2 / 2) / (total + z2);
  const half = Math.sqrt(z2 * (estimate * (1 - estimate) * total + z2 / 4)) / (total + z2);
  return {
    estimate,
    lower: count === 0 ? 0 : middle - half,
    upper: count === total ? 1 : middle + half,
  };
}
