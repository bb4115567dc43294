import type { CivilDate } from '../calendar/china-time.ts';
import { type AskedUrl, classifyResponse, type Expected, type ResponseVerdict } from './classify-response.ts';
import { type ExchangeLimits, fetchExchange } from './exchange.ts';
import { classifyMessage, excerpt, FAILURES, type FailureSign } from './failures.ts';
import { NotAskedError } from './permit.ts';
import type { SaleWindow } from './port.ts';
import { type CookieJar, formatCookies, mergeCookies, parseInitPage } from './session.ts';

/** What the init page gave, and the cookies since. `queryPath` changes when 12306 renames it. */
export interface Session {
  kind: 'session';
  jar: CookieJar;
  queryPath: string;
  saleWindow: SaleWindow | null;
}

export interface Failed {
  kind: 'failure';
  sign: FailureSign;
  seen: string;
}

export interface SessionKeeper {
  /** The session in use or a new one; all who ask while the init page is under way wait for that one. */
  shareSession(): Promise<Session | Failed>;
  /** Drops the session if the sign asks for it and no newer one has been opened since. */
  settle(used: Session, sign: FailureSign): void;
  /**
   * The window of the init page as read for `today`; a page read on an earlier day is read again. Null when the page
   * does not state it, or there is no leave to ask for the page now.
   */
  fetchSaleWindow(today: CivilDate): Promise<SaleWindow | Failed | null>;
  /** One GET below `/otn/` with the session's cookies, judged. */
  fetchVerdict(session: Session, path: string, expected: Expected): Promise<ResponseVerdict>;
}

/** What the official page sends with its queries (PROTOCOL.md 1.2). */
const QUERY_HEADERS = {
  'X-Requested-With': 'XMLHttpRequest',
  'If-Modified-Since': '0',
  'Cache-Control': 'no-cache',
};
const INIT_PATH = 'leftTicket/init';

/** Keeps one session with 12306. `otnRoot` is the address up to and including `/otn/`. */
export function createSessionKeeper(
  otnRoot: string,
  userAgent: string,
  limits: ExchangeLimits,
): SessionKeeper {
  let opening: Promise<Session | Failed> | null = null;
  /** The session in `opening` once it is there, so that only that one can be dropped. */
  let current: Session | null = null;
  /** The day for which the init page was last read. */
  let readFor: CivilDate | null = null;

  function shareSession(): Promise<Session | Failed> {
    opening ??= fetchSession()
      .catch((error: unknown) => {
        opening = null;
        throw error;
      })
      .then((opened) => {
        current = opened.kind === 'session' ? opened : null;
        if (current === null) opening = null;
        return opened;
      });
    return opening;
  }

  async function fetchSession(): Promise<Session | Failed> {
    const session: Session = { kind: 'session', jar: new Map(), queryPath: '', saleWindow: null };
    const verdict = await fetchVerdict(session, INIT_PATH, 'page');
    if (verdict.kind === 'failure') return verdict;
    const html = verdict.kind === 'page' ? verdict.html : '';
    const { queryPath, saleWindow } = parseInitPage(html);
    // The init page's own script quotes the busy messages: they mean something only where the path is missing.
    if (queryPath === null)
      return { kind: 'failure', sign: classifyMessage(html) ?? 'init-page', seen: excerpt(html) };
    return Object.assign(session, { queryPath, saleWindow });
  }

  async function fetchVerdict(session: Session, path: string, expected: Expected): Promise<ResponseVerdict> {
    const asked: AskedUrl = { url: `${otnRoot}${path}`, otnRoot };
    const cookies = formatCookies(session.jar);
    const headers = {
      'User-Agent': userAgent,
      ...(cookies === null ? {} : { Cookie: cookies }),
      ...(expected !== 'page' ? { ...QUERY_HEADERS, Referer: `${otnRoot}${INIT_PATH}` } : {}),
    };
    const exchange = await fetchExchange(asked.url, headers, limits);
    if ('failure' in exchange) return { kind: 'failure', ...exchange.failure };
    session.jar = mergeCookies(session.jar, exchange.setCookies);
    return classifyResponse(exchange.response, asked, expected);
  }

  return {
    shareSession,
    fetchVerdict,
    settle(used, sign) {
      if (!FAILURES[sign].reinit || current !== used) return;
      opening = null;
      current = null;
    },
    async fetchSaleWindow(today) {
      if (current?.saleWindow?.first !== today && readFor !== today && current !== null) {
        opening = null;
        current = null;
      }
      const session = await shareSession().catch((error: unknown) => {
        // No leave to ask now: the page is read when there is.
        if (error instanceof NotAskedError) return null;
        throw error;
      });
      if (session === null || session.kind === 'failure') return session;
      readFor = today;
      return session.saleWindow;
    },
  };
}
