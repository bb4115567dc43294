import { classifyMessage, excerpt, type FailureSign } from './failures.ts';

/** What came back over HTTP, read in full. */
export interface RawResponse {
  status: number;
  location: string | null;
  contentType: string | null;
  body: string;
  /** The headers Age and X-Cache, where a cache on the way set them. */
  age?: string | null;
  xCache?: string | null;
}

/** Where the question went, so that a redirect can be judged. `otnRoot` ends in `/otn/`. */
export interface AskedUrl {
  url: string;
  otnRoot: string;
}

/** A page; the JSON of a seat query, which must be fresh; or a text (script, list) whose age does not matter. */
export type Expected = 'page' | 'json' | 'text';

export type ResponseVerdict =
  | { kind: 'page'; html: string }
  | { kind: 'text'; text: string }
  | { kind: 'json'; value: unknown }
  | { kind: 'renamed'; path: string }
  | { kind: 'failure'; sign: FailureSign; seen: string };

/** The only paths a rename may lead to (PROTOCOL.md 1.2: query, queryA, queryG, …). */
export const QUERY_PATH = /^leftTicket\/query[A-Z]?$/;

/**
 * Decides what a response is before anyone looks into its data. The page is only ever what was asked for as
 * a page; JSON is handed on parsed, its meaning is `left-ticket-answer.ts`' business.
 */
export function classifyResponse(
  response: RawResponse,
  asked: AskedUrl,
  expected: Expected,
): ResponseVerdict {
  const { status } = response;
  if (status === 200) return BODY_CLASSIFIERS[expected](response);
  if (status >= 300 && status < 400 && response.location !== null) {
    return classifyRedirect(response.location, asked, expected);
  }
  return failure(signOfStatus(status, response.body), `HTTP ${status} ${excerpt(response.body, 40)}`.trim());
}

const BODY_CLASSIFIERS: Record<Expected, (response: RawResponse) => ResponseVerdict> = {
  page: classifyPage,
  json: classifyFreshJson,
  text: classifyText,
};

/** Polls of a pair are further apart than this: a copy no older cannot be older than the poll before it. */
const MOST_AGE_SECONDS = 10;

/** Seats from a cache on the way (PROTOCOL.md 1.2: Age, X-Cache) would be dated wrongly: they are no answer. */
function classifyFreshJson(response: RawResponse): ResponseVerdict {
  const verdict = classifyJson(response);
  const { age = null, xCache = null } = response;
  const isOld = age === null ? /\bhit\b|_hit/i.test(xCache ?? '') : !(Number(age) <= MOST_AGE_SECONDS);
  return verdict.kind === 'json' && isOld
    ? failure('stale-copy', `Age ${excerpt(age ?? 'absent', 20)}, X-Cache ${excerpt(xCache ?? 'absent', 40)}`)
    : verdict;
}

/** A script or a list: anything but nothing and a page. */
function classifyText({ body }: RawResponse): ResponseVerdict {
  const text = body.replace(/^\uFEFF/, '').trim();
  if (text === '') return failure('empty-body', '');
  return text.startsWith('<') ? classifyMarkup(text) : { kind: 'text', text };
}

function classifyMarkup(text: string): ResponseVerdict {
  const sign = classifyMessage(text) === 'anti-bot' ? 'anti-bot' : 'html-body';
  return failure(sign, excerpt(text));
}

function classifyPage({ body }: RawResponse): ResponseVerdict {
  return body.trim() === '' ? failure('empty-body', '') : { kind: 'page', html: body };
}

function classifyJson({ body, contentType }: RawResponse): ResponseVerdict {
  const text = body.replace(/^\uFEFF/, '').trim();
  if (text === '') return failure('empty-body', '');
  if (text.startsWith('<')) return classifyMarkup(text);
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    const sign = classifyMessage(text) ?? (contentType?.includes('html') ? 'html-body' : 'broken-json');
    return failure(sign, `${body.length} characters, beginning ${excerpt(text, 40)}`);
  }
}

/** Tells the kinds of 302 apart by their Location (PROTOCOL.md 1.2): rename, login wall, error page, other. */
function classifyRedirect(location: string, asked: AskedUrl, expected: Expected): ResponseVerdict {
  const seen = excerpt(location, 120);
  const target = parseUrl(location, asked.url);
  if (target === null) return failure('unknown-redirect', seen);
  const bare = `${target.origin}${target.pathname}`;
  const path = bare.startsWith(asked.otnRoot) ? bare.slice(asked.otnRoot.length) : '';
  if (expected === 'json' && QUERY_PATH.test(path)) return { kind: 'renamed', path };
  if (/\/otn\/login\/error|logFiles\/error|\/error\.html$/.test(target.pathname))
    return failure('error-page', seen);
  if (/\/passport|\/login/.test(target.pathname)) return failure('login-wall', seen);
  return failure('unknown-redirect', seen);
}

function parseUrl(text: string, base: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

function signOfStatus(status: number, body: string): FailureSign {
  if (status === 403) return signOfForbidden(body.trim());
  if (status === 404 || status === 405) return 'not-found';
  if (status === 429) return 'too-many-requests';
  return status >= 500 ? 'server-error' : 'unexpected-status';
}

/** 12306's own script reads one digit as the body of a 403 (PROTOCOL.md section 4). */
function signOfForbidden(body: string): FailureSign {
  if (/^[02347]$/.test(body)) return 'illegal-request';
  return /^[156]$/.test(body) ? 'too-fast' : 'forbidden';
}

function failure(sign: FailureSign, seen: string): ResponseVerdict {
  return { kind: 'failure', sign, seen };
}
