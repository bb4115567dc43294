/** The change from `base` to `top` in percent of `base`, to one decimal as the ministry prints it. `base` above 0. */
export function changePercent(top: number, base: number): number {
  return roundTo((top / base - 1) * 100, 1);
}

/** Rounded to so many decimals; never -0. */
export function roundTo(value: number, decimals: number): number {
  return Number(value.toFixed(decimals)) + 0;
}
