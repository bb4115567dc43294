import type { PollOutcome } from '../seats/schema.ts';
import type { FailedAnswer } from './port.ts';

/**
 * Every way an answer of 12306 can fail to be an answer, in one table.
 *
 * Signs and meanings: PROTOCOL.md sections 1.2 and 4. `classify-response.ts`, `classify-error.ts` and
 * `left-ticket-answer.ts` see the signs; what follows from one is decided here and nowhere else.
 */
export interface FailureRule {
  outcome: Exclude<PollOutcome, 'ok'>;
  /** The same question may be put again after `backOffMs`, before its next planned turn. */
  retry: boolean;
  /** How long 12306 is to be left alone altogether; who sees a sign repeatedly lets this grow. */
  backOffMs: number;
  /** The session is dropped: the next question reads the init page again first. */
  reinit: boolean;
  text: string;
  breaker: BreakerRule;
}

/**
 * What a sign says about the breaker: `trip` is the sign of a limited or refused address and opens it at once; `burst`
 * may be one, and opens it when it comes again and again; `none` says nothing about it.
 */
export type BreakerRule = 'trip' | 'burst' | 'none';

const SECOND = 1_000;
const MINUTE = 60_000;

export const FAILURES = {
  'login-wall': rule('refused', false, 10 * MINUTE, true, 'redirected to the login page', 'burst'),
  'error-page': rule(
    'refused',
    false,
    10 * MINUTE,
    true,
    'redirected to the error page: refused or overloaded',
    'burst',
  ),
  'unknown-redirect': rule(
    'refused',
    false,
    10 * MINUTE,
    true,
    'redirected to a place that is not a query',
    'burst',
  ),
  'rename-loop': rule('failed', true, MINUTE, true, 'the query path was renamed again and again'),
  'rename-elsewhere': rule(
    'changed-shape',
    false,
    10 * MINUTE,
    true,
    'the new query path is no left-ticket query',
  ),
  'illegal-request': rule('refused', false, 30 * MINUTE, true, '403: illegal request (非法请求)', 'trip'),
  'too-fast': rule('refused', false, 10 * MINUTE, false, '403: too many requests (操作频率过快)', 'burst'),
  forbidden: rule(
    'refused',
    false,
    30 * MINUTE,
    true,
    '403: query refused, the address may be blocked',
    'trip',
  ),
  'not-found': rule('failed', true, MINUTE, true, 'no such page: a bad node or a stale session'),
  'too-many-requests': rule('refused', false, 10 * MINUTE, false, '429: too many requests', 'burst'),
  'server-error': rule('failed', true, 30 * SECOND, false, '12306 answered with a server error'),
  'unexpected-status': rule('failed', true, MINUTE, false, 'an HTTP status no answer should have'),
  timeout: rule('failed', true, 15 * SECOND, false, 'no complete answer in time'),
  'network-dns': rule('failed', true, MINUTE, false, 'the host name cannot be resolved'),
  'network-refused': rule(
    'failed',
    true,
    MINUTE,
    false,
    'the connection was refused or there is no way there',
  ),
  'network-reset': rule(
    'failed',
    true,
    15 * SECOND,
    false,
    'the connection broke before the answer was whole',
  ),
  'network-other': rule('failed', true, MINUTE, false, 'the request could not be carried out'),
  'empty-body': rule(
    'refused',
    false,
    5 * MINUTE,
    true,
    'an empty answer: the address is limited or the node is bad',
    'burst',
  ),
  'html-body': rule(
    'refused',
    false,
    10 * MINUTE,
    true,
    'a page instead of data: the address is limited',
    'burst',
  ),
  'anti-bot': rule(
    'refused',
    false,
    30 * MINUTE,
    true,
    'turned away by the anti-bot page (网络可能存在问题)',
    'trip',
  ),
  'body-too-large': rule(
    'changed-shape',
    false,
    10 * MINUTE,
    false,
    'the answer is larger than any real one',
  ),
  'broken-json': rule('failed', true, 15 * SECOND, false, 'the JSON is cut off or broken'),
  'json-shape': rule('changed-shape', false, MINUTE, false, 'JSON of another shape'),
  'inner-status': rule('failed', true, MINUTE, false, 'the JSON itself reports a failed request'),
  busy: rule('refused', true, 2 * MINUTE, false, '12306 says it is busy'),
  'outside-window': rule('refused', false, 0, true, 'the travel date is outside the sale window'),
  'unlisted-message': rule('failed', false, 5 * MINUTE, false, 'a message nobody has listed yet'),
  'init-page': rule('changed-shape', false, 5 * MINUTE, true, 'the init page does not state the query path'),
  'rows-unreadable': rule('changed-shape', false, 0, false, 'a row cannot be read'),
  'few-rows': rule('changed-shape', false, 0, false, 'far fewer trains than usual: not believed'),
  'rows-contradict': rule('changed-shape', false, 0, false, 'two rows of the same train disagree'),
  'stale-copy': rule('failed', true, 15 * SECOND, false, 'an old answer from a cache'),
  'another-question': rule('failed', true, 15 * SECOND, true, 'the answer belongs to another question'),
  'list-unreadable': rule('changed-shape', false, 0, false, 'a list of another shape'),
  'empty-list': rule('failed', false, 0, false, 'an empty list'),
  'short-list': rule('failed', false, 0, false, 'a list that lacks too many of the known stations'),
  'no-trains': rule('empty', false, 0, false, 'no trains between these stations on this day'),
} as const satisfies Record<string, FailureRule>;

export type FailureSign = keyof typeof FAILURES;

/** What a sign says about the breaker; of a sign that is in no table, nothing. */
export function breakerRuleOf(sign: string): BreakerRule {
  return sign in FAILURES ? FAILURES[sign as FailureSign].breaker : 'none';
}

/** The words 12306 puts into `messages` (and into pages), by what they mean. The first match counts. */
const MESSAGE_SIGNS: readonly [RegExp, FailureSign][] = [
  [/网络可能存在问题/, 'anti-bot'],
  [/不在预售日期范围|预售期/, 'outside-window'],
  [/非法请求/, 'illegal-request'],
  [/操作频率过快/, 'too-fast'],
  [/网络繁忙|系统繁?忙|查询失败/, 'busy'],
];

/** The sign a message of 12306 stands for; null for words that nobody has listed. */
export function classifyMessage(message: string): FailureSign | null {
  return MESSAGE_SIGNS.find(([words]) => words.test(message))?.[1] ?? null;
}

/** What follows from a failure. `seen` is what came, in few words; it may be empty. */
export function buildFailure(sign: FailureSign, seen: string): FailedAnswer {
  const { outcome, retry, backOffMs, text } = FAILURES[sign];
  const detail = seen === '' ? text : `${text}: ${seen}`;
  return { outcome, failure: { sign, detail: excerpt(detail, 300) }, retry, backOffMs };
}

/** Foreign text made fit for a log line: no line breaks or control characters, at most `length` characters. */
export function excerpt(text: string, length = 60): string {
  const flat = text
    .slice(0, length * 4)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return flat.length > length ? `${flat.slice(0, length - 1)}…` : flat;
}

function rule(
  outcome: FailureRule['outcome'],
  retry: boolean,
  backOffMs: number,
  reinit: boolean,
  text: string,
  breaker: BreakerRule = 'none',
): FailureRule {
  return { outcome, retry, backOffMs, reinit, text, breaker };
}
