import { type CivilDate, type Instant, SECOND_MS } from '../../calendar/china-time.ts';
import type { Board, ChangePoint, OfferKey, PollRecord } from '../../seats/board.ts';
import type { DayLog } from '../../seats/day-log.ts';
import type { OdPair, Watch } from '../../seats/schema.ts';
import { parseAvailability, parseWaitlist } from '../../seats/seat-code.ts';
import type { RedisClient } from '../redis-client.ts';
import { buildBoard } from './board.ts';
import { buildDayLog } from './day-log.ts';
import { type Dictionary, rowKey } from './dictionary.ts';
import type { DictionaryStore } from './dictionary-store.ts';
import { parseFailure } from './failures.ts';
import type { KeysOf, SeatLogKeys } from './keys.ts';
import { replayPolls } from './replay.ts';
import { lostKey, readSnapshot, type Snapshot } from './snapshot.ts';
import {
  parseBoardState,
  parseStateHeader,
  planVersion,
  STATE_HEADER_BYTES,
  type StateHeader,
  toInstant,
} from './state.ts';

type LastPolls = { lastPolledAt: Instant | null; lastOkAt: Instant | null };

/** The reading half of the seat log. */
export class SeatLogReader {
  readonly #redis: RedisClient;
  readonly #keysOf: KeysOf;
  readonly #dictionaries: DictionaryStore;

  constructor(redis: RedisClient, keysOf: KeysOf, dictionaries: DictionaryStore) {
    this.#redis = redis;
    this.#keysOf = keysOf;
    this.#dictionaries = dictionaries;
  }

  /** The newest board is one GET; an older one, or one with late polls to merge, is replayed from the log. */
  async readBoard(pair: OdPair, travelDate: CivilDate, asOf?: Instant): Promise<Board | null> {
    const keys = this.#keysOf(pair, travelDate);
    const until = secondOf(asOf);
    const state = await this.#redis.getBuffer(keys.state);
    const header = parseStateHeader(state);
    if (state === null || header === null || header.observed === 0) return null;
    if (until < header.observed || header.late > 0) return this.#replayBoard(pair, travelDate, until);
    const dictionary = await this.#dictionaryOf(keys, header);
    return dictionary && buildBoard(pair, travelDate, parseBoardState(state, header), dictionary);
  }

  async #replayBoard(pair: OdPair, travelDate: CivilDate, until: number): Promise<Board | null> {
    const known = await this.#readLog(this.#keysOf(pair, travelDate));
    if (known === null) return null;
    const { snapshot, dictionary } = known;
    const state = replayPolls(dictionary, snapshot.polls, snapshot.late, until);
    return state && buildBoard(pair, travelDate, state, dictionary);
  }

  async readHistory(
    pair: OdPair,
    travelDate: CivilDate,
    offer: OfferKey,
    asOf?: Instant,
  ): Promise<ChangePoint[]> {
    const known = await this.#readLog(this.#keysOf(pair, travelDate));
    if (known === null) return [];
    const { snapshot, dictionary } = known;
    const row = dictionary.rows[dictionary.rowOf.get(rowKey(offer)) ?? -1];
    const wanted = row?.cellOf.get(offer.seatClass);
    const points: ChangePoint[] = [];
    if (wanted === undefined) return points;
    replayPolls(dictionary, snapshot.polls, snapshot.late, secondOf(asOf), (cell, code, observed) => {
      if (cell !== wanted) return;
      const availability = parseAvailability(code, dictionary.tokens);
      points.push({ at: toInstant(observed), availability, waitlist: parseWaitlist(code) });
    });
    return points;
  }

  readBoards(watches: readonly Watch[], asOf?: Instant): Promise<(Board | null)[]> {
    return Promise.all(watches.map(({ pair, travelDate }) => this.readBoard(pair, travelDate, asOf)));
  }

  async readDay(pair: OdPair, travelDate: CivilDate, asOf?: Instant): Promise<DayLog | null> {
    const known = await this.#readLog(this.#keysOf(pair, travelDate));
    if (known === null) return null;
    const polls = await this.readPolls(pair, travelDate, asOf);
    return buildDayLog(pair, travelDate, { ...known, polls }, secondOf(asOf));
  }

  readDays(watches: readonly Watch[], asOf?: Instant): Promise<(DayLog | null)[]> {
    return Promise.all(watches.map(({ pair, travelDate }) => this.readDay(pair, travelDate, asOf)));
  }

  async readPolls(pair: OdPair, travelDate: CivilDate, asOf?: Instant): Promise<PollRecord[]> {
    const snapshot = await readSnapshot(this.#redis, this.#keysOf(pair, travelDate));
    if (snapshot === null) return [];
    const ok = [...snapshot.polls, ...snapshot.late].map(({ observed, planned }): PollRecord => {
      return { plannedAt: planned, observedAt: toInstant(observed), outcome: 'ok', sign: null, detail: null };
    });
    const until = toInstant(secondOf(asOf));
    return [...ok, ...snapshot.failed.map(parseFailure)]
      .filter((poll) => poll.observedAt <= until)
      .sort(comparePolls);
  }

  async hasPoll(pair: OdPair, travelDate: CivilDate, plannedAt: Instant): Promise<boolean> {
    const keys = this.#keysOf(pair, travelDate);
    const header = await this.#readHeader(keys);
    if (header === null || header.observed === 0 || plannedAt > header.plannedLast) return false;
    if (plannedAt === header.plannedLast) return true;
    const snapshot = await readSnapshot(this.#redis, keys);
    if (snapshot === null) return false;
    return [...snapshot.polls, ...snapshot.late].some((poll) => poll.planned === plannedAt);
  }

  async readLastPolls(wanted: { pair: OdPair; travelDate: CivilDate }[]): Promise<LastPolls[]> {
    // Sent together, but one by one: in a Cluster they go to several nodes.
    const states = await Promise.all(
      wanted.map(({ pair, travelDate }) =>
        this.#redis.getrangeBuffer(this.#keysOf(pair, travelDate).state, 0, STATE_HEADER_BYTES - 1),
      ),
    );
    return states.map((state) => {
      const header = parseStateHeader(state);
      return {
        lastPolledAt: header === null ? null : toInstant(header.polled),
        lastOkAt: header === null || header.observed === 0 ? null : toInstant(header.observed),
      };
    });
  }

  async readVersion(pair: OdPair, travelDate: CivilDate): Promise<string> {
    const { state } = this.#keysOf(pair, travelDate);
    return planVersion(await this.#redis.getrangeBuffer(state, 0, STATE_HEADER_BYTES - 1));
  }

  async #readHeader(keys: SeatLogKeys): Promise<StateHeader | null> {
    return parseStateHeader(await this.#redis.getrangeBuffer(keys.state, 0, STATE_HEADER_BYTES - 1));
  }

  async #readLog(keys: SeatLogKeys): Promise<{ snapshot: Snapshot; dictionary: Dictionary } | null> {
    const snapshot = await readSnapshot(this.#redis, keys);
    if (snapshot === null || snapshot.polls.length === 0) return null;
    const dictionary = await this.#dictionaryOf(keys, snapshot.header);
    return dictionary && { snapshot, dictionary };
  }

  /** Null when the keys have gone (expired, flushed) since the state was read: nothing is known any more. */
  async #dictionaryOf(keys: SeatLogKeys, header: StateHeader): Promise<Dictionary | null> {
    const dictionary = await this.#dictionaries.readMatching(keys.cells, header.batches, header.batchId);
    if (dictionary !== null) return dictionary;
    const now = await this.#readHeader(keys);
    if (now !== null && now.batchId === header.batchId) throw lostKey(keys.cells, keys);
    return null;
  }
}

/** An instant in the log's own precision; without one, the end of time. */
function secondOf(asOf: Instant | undefined): number {
  return asOf === undefined ? Number.POSITIVE_INFINITY : Math.floor(asOf / SECOND_MS);
}

/** In order of time; within a second by plan, then by outcome and sign, so that the order is always the same. */
function comparePolls(a: PollRecord, b: PollRecord): number {
  return a.observedAt - b.observedAt || a.plannedAt - b.plannedAt || compareText(orderText(a), orderText(b));
}

function orderText(poll: PollRecord): string {
  return `${poll.outcome === 'ok' ? '' : poll.outcome} ${poll.sign ?? ''} ${poll.detail ?? ''}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
