import { computed, signal } from '@preact/signals';
import type { Both, Lang } from './both.ts';
import { firstLanguage } from './first-language.ts';

const KEPT_AS = 'yupiao.lang';

const asked = () => new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(KEPT_AS);

const chosen = signal<Lang>(firstLanguage(asked(), navigator.languages));
export const lang = computed(() => chosen.value);

/** Remembers the choice; the document says its language to screen readers and fonts. */
export function chooseLanguage(next: Lang): void {
  chosen.value = next;
  localStorage.setItem(KEPT_AS, next);
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
}

/** A text in the reader's language. Both forms stand where the text is used, so that neither can be forgotten. */
export function say(zh: string, en: string): string {
  return chosen.value === 'zh' ? zh : en;
}

export function sayBoth(text: Both): string {
  return text[chosen.value];
}
