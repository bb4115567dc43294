import { signal } from '@preact/signals';
import { chooseLanguage, lang } from './language.ts';
import { buildAddress, type Place, parsePlace, type Query } from './places.ts';

const here = () => parsePlace(location.pathname + location.search);

/** Where the reader is; the address bar and this always say the same. */
export const place = signal<Place>(here());

/** An address that keeps the language; Chinese, the default, is not spelled out. */
export function linkTo(
  path: string,
  query: Readonly<Record<string, string | null | undefined>> = {},
): string {
  return buildAddress(path, { ...query, lang: lang.value === 'en' ? 'en' : null });
}

/** Goes to an address of the app: a step of the history, with the heading of the new view in focus. */
export function goTo(address: string): void {
  history.pushState(null, '', address);
  place.value = here();
  scrollTo(0, 0);
  requestAnimationFrame(() => document.querySelector<HTMLElement>('main h1')?.focus());
}

/** Changes parameters of this view (filters, sort) without a step of the history. */
export function changeQuery(changes: Readonly<Record<string, string | null>>): void {
  const query: Query = place.value.query;
  const { lang: _, ...rest } = { ...query, ...changes };
  history.replaceState(null, '', linkTo(location.pathname, rest));
  place.value = here();
}

export function switchLanguage(): void {
  chooseLanguage(lang.value === 'zh' ? 'en' : 'zh');
  changeQuery({});
}

/** Links within the app change the view without loading the page; all others are the browser's affair. */
export function followLinks(): void {
  addEventListener('popstate', () => {
    place.value = here();
    const asked = place.value.query.lang;
    if (asked === 'en' || asked === 'zh') chooseLanguage(asked);
  });
  document.addEventListener('click', (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest('a');
    if (
      link === null ||
      link.target !== '' ||
      link.hasAttribute('download') ||
      link.origin !== location.origin
    )
      return;
    const address = link.pathname + link.search;
    if (link.hash !== '' || parsePlace(address).view === 'nowhere') return;
    event.preventDefault();
    goTo(address);
  });
}
