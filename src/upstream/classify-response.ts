import { classifyMessage, excerpt, type FailureSign } from './failures.ts';

/** What came back over HTTP, read in full. */
export interface RawResponse {
  status: number;
  location: string | null;
  contentType: string | null;
  body: string;
}

/** Where the question went, so that a redirect can be judged. `otnRoot` ends in `/otn/`. */
export interface AskedUrl {
  url: string;
  otnRoot: string;
}

export type ResponseVerdict =
  | { kind: 'page'; html: string }
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
  expected: 'page' | 'json',
): ResponseVerdict {
  const { status } = response;
  if (status === 200) return expected === 'page' ? classifyPage(response) : classifyJson(response);
  if (status >= 300 && status < 400 && response.location !== null) {
    return classifyRedirect(response.location, asked, expected);
  }
  return failure(signOfStatus(status, response.body), `HTTP ${status} ${excerpt(response.body, 40)}`.trim());
}

function classifyPage({ body }: RawResponse): ResponseVerdict {
  return body.trim() === '' ? failure('empty-body', '') : { kind: 'page', html: body };
}

function classifyJson({ body, contentType }: RawResponse): ResponseVerdict {
  const text = body.replace(/^\uFEFF/, '').trim();
  if (text === '') return failure('empty-body', '');
  if (text.startsWith('<')) {
    const sign = classifyMessage(text) === 'anti-bot' ? 'anti-bot' : 'html-body';
    return failure(sign, excerpt(text));
  }
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    const sign = classifyMessage(text) ?? (contentType?.includes('html') ? 'html-body' : 'broken-json');
    return failure(sign, `${body.length} characters, beginning ${excerpt(text, 40)}`);
  }
}

/** Tells the kinds of 302 apart by their Location (PROTOCOL.md 1.2): rename, login wall, error page, other. */
function classifyRedirect(location: string, asked: AskedUrl, expected: 'page' | 'json'): ResponseVerdict {
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
