import type { Lang } from './both.ts';

/**
 * Chinese first, unless English was asked for in the address or before, or the browser's languages have English and no
 * Chinese among them. Pure.
 */
export function firstLanguage(asked: string | null, browser: readonly string[]): Lang {
  if (asked === 'en' || asked === 'zh') return asked;
  const speaks = (one: Lang) => browser.some((tag) => tag.toLowerCase().split('-')[0] === one);
  return speaks('en') && !speaks('zh') ? 'en' : 'zh';
}
