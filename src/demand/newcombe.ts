import { type Proportion, wilson } from './wilson.ts';

interface Share {
  count: number;
  total: number;
}

/**
 * Difference of two independent shares, `a` less `b` (-1 to 1), with Newcombe's hybrid score interval made of the two
 * Wilson intervals. Null when one of them has nothing observed. For shares of the same routes in two years, which are
 * not independent, use the route jackknife instead (METHODS.md 5.3, S1). Source: Newcombe 1998, method 10.
 */
export function newcombe(a: Share, b: Share, confidence = 0.95): Proportion | null {
  const first = wilson(a.count, a.total, confidence);
  const second = wilson(b.count, b.total, confidence);
  if (first === null || second === null) return null;
  const estimate = first.estimate - second.estimate;
  return {
    estimate,
    lower: estimate - Math.hypot(first.estimate - first.lower, second.upper - second.estimate),
    upper: estimate + Math.hypot(first.upper - first.estimate, second.estimate - second.lower),
  };
}
