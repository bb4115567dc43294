import { lang } from '../language.ts';
import { buildAddress } from '../places.ts';
import { theme } from '../theme.ts';

/** Where the server draws the same chart, in the reader's language and theme: for downloads and for other pages. */
export function chartAddress(id: string): string {
  return buildAddress(`/v1/charts/${id}.svg`, { theme: theme.value, lang: lang.value });
}
