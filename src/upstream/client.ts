import { type CivilDate, isCivilDate } from '../calendar/china-time.ts';
import { type OdPair, telecodeSchema } from '../seats/schema.ts';
import type { ExchangeLimits } from './exchange.ts';
import { buildFailure } from './failures.ts';
import { parseJsonText } from './json-text.ts';
import {
  joinTokens,
  type LeftTicketAnswer,
  type LeftTicketQuestion,
  parseLeftTickets,
} from './left-ticket-answer.ts';
import type { AskPermit } from './permit.ts';
import type { AnswerMemory, FailedAnswer, ListResult, ListSource, TrainStop, Upstream } from './port.ts';
import {
  parseSaleTimeList,
  SALE_TIMES_JSON_PATH,
  SALE_TIMES_SCRIPT_PATH,
  SALE_TIMES_SCRIPT_UNTIL,
} from './sale-time-list.ts';
import { createSessionKeeper, type Session } from './session-keeper.ts';
import { type ParsedList, parseStationList } from './station-list.ts';
import { parseTrainStops } from './train-stops.ts';

export interface UpstreamOptions {
  /** Where 12306 is: `https://kyfw.12306.cn`, or the double's address. */
  baseUrl: string;
  /** Names the project; sent with every request. */
  userAgent: string;
  /** For one exchange, body included. The official page waits 10 s. */
  timeoutMs?: number;
  /** Whether 12306 answers for `found` when `asked` is asked; with it, an answer for other cities is refused. */
  isSameCity?: (asked: string, found: string) => boolean;
  /** With it, an answer whose tokens have come before for the same question is refused as a stale copy. */
  memory?: AnswerMemory;
  /** Asked before every single request, renamed repeats and lists too; without it there is no limit. */
  permit?: AskPermit;
  /** Told of failures that the answer itself does not carry: of the stops of a train, and of the sale window. */
  onFailure?: (failed: FailedAnswer) => Promise<void>;
  fetch?: typeof globalThis.fetch;
}

const STATION_LIST_PATH = 'resources/js/framework/station_name.js';
/** After a list that failed in a way that asks for a longer pause than this, the other one is not asked for. */
const LONGEST_HARMLESS_MS = 60_000;

/** A real answer of 567 rows has about 400 kB. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;

/**
 * The client of 12306's public queries: anonymous, read-only, one identifying User-Agent.
 *
 * The session (cookies, query path, sale window) is read from the init page when it is first needed and
 * shared by concurrent questions; `failures.ts` says which signs drop it. A renamed path is followed once
 * per question and remembered. Throws RangeError for options, and for seats asked of stations or dates
 * that do not exist, and NotAskedError where `permit` gives no leave; for nothing 12306 does.
 */
export function createUpstream(options: UpstreamOptions): Upstream & ListSource {
  const limits: ExchangeLimits = {
    // Looked up at each call, so that a test's interception holds.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    timeoutMs: options.timeoutMs ?? 10_000,
    maxBodyBytes: MAX_BODY_BYTES,
    permit: options.permit,
  };
  checkUserAgent(options.userAgent);
  const keeper = createSessionKeeper(parseOtnRoot(options.baseUrl), options.userAgent, limits);

  /** Asks, and asks once more where the path has been renamed. Another rename after that is a loop. */
  async function fetchAnswer(session: Session, question: LeftTicketQuestion): Promise<LeftTicketAnswer> {
    const asked = session.queryPath;
    const answer = await fetchOnce(session, asked, question);
    if (answer.kind !== 'renamed' || answer.path === asked) return answer;
    session.queryPath = answer.path;
    return fetchOnce(session, answer.path, question);
  }

  async function fetchOnce(
    session: Session,
    path: string,
    question: LeftTicketQuestion,
  ): Promise<LeftTicketAnswer> {
    const verdict = await keeper.fetchVerdict(session, `${path}?${formatQuery(question)}`, 'json');
    if (verdict.kind === 'page' || verdict.kind === 'text')
      return { kind: 'failure', sign: 'html-body', seen: '' };
    if (verdict.kind !== 'json') return verdict;
    const answer = parseLeftTickets(verdict.value, question);
    const isCopy = answer.kind === 'rows' && (await hasCome(question, joinTokens(verdict.value)));
    return isCopy ? { kind: 'failure', sign: 'stale-copy', seen: 'the tokens of an earlier answer' } : answer;
  }

  async function hasCome({ pair, travelDate }: LeftTicketQuestion, tokens: string | null): Promise<boolean> {
    if (options.memory === undefined || tokens === null) return false;
    return options.memory.rememberAnswer(`${travelDate}:${pair.from}:${pair.to}`, tokens);
  }

  /** A script or a list below `/otn/` (or beside it, `../`), read with `parse`. */
  async function fetchList<T>(path: string, parse: (text: string) => ParsedList<T>): Promise<ListResult<T>> {
    const session = await keeper.shareSession();
    if (session.kind === 'failure') return buildFailure(session.sign, session.seen);
    const verdict = await keeper.fetchVerdict(session, path, 'text');
    const parsed = verdict.kind === 'text' ? parse(verdict.text) : verdict;
    if (parsed.kind === 'list') return { outcome: 'ok', list: parsed.list };
    if (parsed.kind !== 'failure') return buildFailure('unknown-redirect', parsed.kind);
    const failed = buildFailure(parsed.sign, parsed.seen);
    // A list guests are not given lies behind the login wall: that says nothing about the seats.
    if (parsed.sign === 'login-wall') return { ...failed, backOffMs: 0 };
    keeper.settle(session, parsed.sign);
    return failed;
  }

  return {
    async fetchSaleWindow(today) {
      const read = await keeper.fetchSaleWindow(today);
      if (read === null || !('kind' in read)) return read;
      await options.onFailure?.(buildFailure(read.sign, read.seen));
      return null;
    },

    async fetchLeftTickets(pair, travelDate) {
      checkQuestion(pair, travelDate);
      const session = await keeper.shareSession();
      if (session.kind === 'failure') return buildFailure(session.sign, session.seen);
      const answer = await fetchAnswer(session, { pair, travelDate, isSameCity: options.isSameCity });
      if (answer.kind === 'rows') return { outcome: 'ok', rows: answer.rows };
      const failed = answer.kind === 'failure' ? answer : { sign: 'rename-loop' as const, seen: answer.path };
      keeper.settle(session, failed.sign);
      return buildFailure(failed.sign, failed.seen);
    },

    async fetchTrainStops(trainNo, pair, originDate): Promise<TrainStop[] | null> {
      const session = await keeper.shareSession();
      if (session.kind === 'failure') {
        await options.onFailure?.(buildFailure(session.sign, session.seen));
        return null;
      }
      const path = `czxx/queryByTrainNo?${formatStopsQuery(trainNo, pair, originDate)}`;
      const verdict = await keeper.fetchVerdict(session, path, 'text');
      if (verdict.kind === 'text') return parseTrainStops(parseJsonText(verdict.text));
      if (verdict.kind === 'failure') {
        keeper.settle(session, verdict.sign);
        await options.onFailure?.(buildFailure(verdict.sign, verdict.seen));
      }
      return null;
    },

    fetchStationList: () => fetchList(STATION_LIST_PATH, parseStationList),

    async fetchSaleTimes(today) {
      if (today > SALE_TIMES_SCRIPT_UNTIL) return fetchList(SALE_TIMES_JSON_PATH, parseSaleTimeList);
      const script = await fetchList(SALE_TIMES_SCRIPT_PATH, parseSaleTimeList);
      if (script.outcome === 'ok' || script.backOffMs > LONGEST_HARMLESS_MS) return script;
      const answer = await fetchList(SALE_TIMES_JSON_PATH, parseSaleTimeList);
      return answer.outcome === 'ok' ? answer : script;
    },
  };
}

/** The parameters in the order all clients send them; the date zero-padded, or 12306 answers with its error page. */
function formatQuery({ pair, travelDate }: LeftTicketQuestion): string {
  const fields = [
    `leftTicketDTO.train_date=${travelDate}`,
    `leftTicketDTO.from_station=${pair.from}`,
    `leftTicketDTO.to_station=${pair.to}`,
    'purpose_codes=ADULT',
  ];
  return fields.join('&');
}

function formatStopsQuery(trainNo: string, pair: OdPair, departDate: CivilDate): string {
  const fields = [
    `train_no=${encodeURIComponent(trainNo)}`,
    `from_station_telecode=${encodeURIComponent(pair.from)}`,
    `to_station_telecode=${encodeURIComponent(pair.to)}`,
    `depart_date=${encodeURIComponent(departDate)}`,
  ];
  return fields.join('&');
}

function parseOtnRoot(baseUrl: string): string {
  const url = new URL(baseUrl);
  if (!/^https?:$/.test(url.protocol)) throw new RangeError(`expected an http(s) base URL, got "${baseUrl}"`);
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}/otn/`;
}

/** A header cannot carry other characters, and without a name we would not be a polite guest. */
function checkUserAgent(userAgent: string): void {
  if (/^[\x20-\x7e]+$/.test(userAgent) && userAgent.trim() !== '') return;
  throw new RangeError(`expected a User-Agent of printable ASCII that names the project, got "${userAgent}"`);
}

function checkQuestion({ from, to }: OdPair, date: CivilDate): void {
  for (const telecode of [from, to]) {
    if (!telecodeSchema.safeParse(telecode).success)
      throw new RangeError(`expected a telecode, got "${telecode}"`);
  }
  if (!isCivilDate(date)) throw new RangeError(`expected a date as YYYY-MM-DD, got "${date}"`);
}
