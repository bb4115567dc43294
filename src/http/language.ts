import type { Request } from 'express';

/** The languages the rules are worded in. */
export type Lang = 'zh' | 'en';

/** `lang` if given, else what Accept-Language likes best of the two, else Chinese. */
export function languageOf(lang: Lang | undefined, request: Pick<Request, 'headers'>): Lang {
  if (lang !== undefined) return lang;
  const header = request.headers['accept-language'];
  if (header === undefined) return 'zh';
  const wanted = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = parameters.map((text) => /^\s*q=([\d.]+)/.exec(text)?.[1]).find((text) => text !== undefined);
      return { tag, weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  const best = wanted.find(({ tag }) => /^(zh|en)(-|$)/.test(tag));
  return best?.tag.startsWith('en') === true ? 'en' : 'zh';
}

/** Headers of an answer in one of several languages. */
export function languageHeaders(lang: Lang): Record<string, string> {
  return { 'Content-Language': lang, Vary: 'Accept-Language' };
}
