import type { Bilingual } from './headline-schema.ts';

/** Numbers as a sentence prints them: fixed decimals, no grouping, the same in every locale. */
const MINUS = '\u2212';

export function printPercent(percent: number): string {
  return `${Math.abs(percent).toFixed(1)}%`;
}

/** With its sign: +1.2%, −3.4%, 0.0%. */
export function printChange(value: number, unit: string): string {
  const digits = Math.abs(value).toFixed(1);
  const sign = Number(digits) === 0 ? '' : value > 0 ? '+' : MINUS;
  return `${sign}${digits}${unit}`;
}

/** Hours to one decimal; below one hour, minutes. */
export function printHours(hours: number): Bilingual {
  if (hours < 1) {
    const minutes = (hours * 60).toFixed(1);
    return { zh: `${minutes}分钟`, en: `${minutes} minutes` };
  }
  return { zh: `${hours.toFixed(1)}小时`, en: `${hours.toFixed(1)} hours` };
}

/** Two percentages of one sign without it, the smaller first. */
export function printSpan(one: number, other: number): string {
  const [low, high] = [Math.abs(one), Math.abs(other)].sort((a, b) => a - b);
  return `${low!.toFixed(1)}\u2013${high!.toFixed(1)}%`;
}
