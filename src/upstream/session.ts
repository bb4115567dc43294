import { isCivilDate } from '../calendar/china-time.ts';
import { QUERY_PATH } from './classify-response.ts';
import type { SaleWindow } from './port.ts';

/** What the page `leftTicket/init` states in its script (PROTOCOL.md 1.1). */
export interface InitPage {
  /** Current path of the query, e.g. `leftTicket/queryG`; null when the page states none we would follow. */
  queryPath: string | null;
  /** Days on sale, both included; null when the page does not state them as two real days in order. */
  saleWindow: SaleWindow | null;
  /** Whether the page would report its queries to `leftTicket/log`; we never do. */
  isSaveQueryLog: boolean;
}

/** Reads the init page. Never throws; what is not there is null. */
export function parseInitPage(html: string): InitPage {
  const path = readVariable(html, 'CLeftTicketUrl');
  return {
    queryPath: path !== null && QUERY_PATH.test(path) ? path : null,
    saleWindow: parseSaleWindow(html),
    isSaveQueryLog: readVariable(html, 'isSaveQueryLog') === 'Y',
  };
}

/** Cookies by name. */
export type CookieJar = ReadonlyMap<string, string>;

/** The jar after a response's Set-Cookie headers: set, overwritten, or taken out by an expiry in the past. */
export function mergeCookies(jar: CookieJar, setCookies: readonly string[]): CookieJar {
  const merged = new Map(jar);
  for (const line of setCookies) {
    const [pair = '', ...attributes] = line.split(';');
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals).trim();
    if (equals < 1 || name === '') continue;
    if (attributes.some(isExpiry)) merged.delete(name);
    else merged.set(name, pair.slice(equals + 1).trim());
  }
  return merged;
}

/** The Cookie header for a jar; null when the jar is empty. */
export function formatCookies(jar: CookieJar): string | null {
  return jar.size === 0 ? null : [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

function parseSaleWindow(html: string): SaleWindow | null {
  const [earliest = null, latest = null] = readVariable(html, 'other_buy_date')?.split('&') ?? [];
  const first = readVariable(html, 'otherMindate') ?? earliest;
  const last = readVariable(html, 'otherMaxdate') ?? latest;
  if (first === null || last === null || !isCivilDate(first) || !isCivilDate(last) || first > last)
    return null;
  return { first, last };
}

/** The text of a `name = '…'` in the page's script. */
function readVariable(html: string, name: string): string | null {
  return new RegExp(`\\b${name}\\s*=\\s*(['"])([^'"<>]*)\\1`).exec(html)?.[2]?.trim() ?? null;
}

/** Servers delete a cookie with Max-Age=0 or a date at the beginning of the epoch. */
function isExpiry(attribute: string): boolean {
  const [key = '', value = ''] = attribute.split('=');
  if (/^\s*max-age\s*$/i.test(key)) return Number(value) <= 0;
  return /^\s*expires\s*$/i.test(key) && /\b19[67]\d\b/.test(value);
}
