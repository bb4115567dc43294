import { incompleteBeta, upperGamma } from './special-functions.ts';

/** P(X > x) of the chi-square distribution. With 1 degree and x = z², it is the two-sided p of a normal z. */
export function chiSquareUpperTail(x: number, degrees: number): number {
  return upperGamma(degrees / 2, x / 2);
}

/** Limits of a curve ask for the same z at every one of a million steps. */
const KNOWN_Z = new Map<number, number>();

/** The z with P(Z ≤ z) = `probability` (0 < probability < 1) of the standard normal: 0.975 gives 1.959964. */
export function normalQuantile(probability: number): number {
  const known = KNOWN_Z.get(probability);
  if (known !== undefined) return known;
  const z = solveNormalQuantile(probability);
  if (KNOWN_Z.size < 100) KNOWN_Z.set(probability, z);
  return z;
}

function solveNormalQuantile(probability: number): number {
  if (probability === 0.5) return 0;
  const tail = 2 * Math.min(probability, 1 - probability);
  const z = solveDecreasing((x) => chiSquareUpperTail(x * x, 1) - tail);
  return probability < 0.5 ? -z : z;
}

/** The t with P(T ≤ t) = `probability` (0 < probability < 1) of Student's distribution: 0.975, 3 gives 3.182446. */
export function studentQuantile(probability: number, degrees: number): number {
  if (probability === 0.5) return 0;
  const tail = 2 * Math.min(probability, 1 - probability);
  const t = solveDecreasing((x) => incompleteBeta(degrees / (degrees + x * x), degrees / 2, 0.5) - tail);
  return probability < 0.5 ? -t : t;
}

/** The root above 0 of a falling function, to the last bits, by doubling and halving. */
function solveDecreasing(f: (x: number) => number): number {
  let high = 1;
  while (f(high) > 0 && high < 1e300) high *= 2;
  let low = 0;
  for (let middle = high / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
