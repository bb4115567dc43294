import type { CivilDate, Instant } from '../../calendar/china-time.ts';
import type { Board, ChangePoint, OfferKey, PollRecord } from '../../seats/board.ts';
import { compareText } from '../../seats/compare-text.ts';
import type { DayLog } from '../../seats/day-log.ts';
import type { OdPair, Watch } from '../../seats/schema.ts';
import { parseAvailability, parseWaitlist } from '../../seats/seat-code.ts';
import type { RedisClient } from '../redis-client.ts';
import { buildBoard } from './board.ts';
import { boardAfter } from './board-after.ts';
import { BoardMemo } from './board-memo.ts';
import {
  arrangeBoard,
  arrangeColumns,
  type CellChoice,
  countUntil,
  type LogColumns,
  parseColumns,
} from './columns.ts';
import type { SeatLogCommands } from './commands.ts';
import { buildDayLog } from './day-log.ts';
import { cellOf, type Dictionary, rowKey } from './dictionary.ts';
import type { DictionaryStore } from './dictionary-store.ts';
import { parseFailureRecords } from './failures.ts';
import { mergeLate } from './fold.ts';
import type { KeysOf, SeatLogKeys } from './keys.ts';
import {
  type LogTail,
  type LogValue,
  parseLogValue,
  parseTail,
  planVersion,
  secondAt,
  TAIL_BYTES,
  toInstant,
} from './log-value.ts';
import type { LogMigration } from './migration.ts';
import { lostKey, parseSnapshot, type RawSnapshot, readRawSnapshot } from './snapshot.ts';

type LastPolls = { lastPolledAt: Instant | null; lastOkAt: Instant | null };

/** The reading half of the seat log. */
export class SeatLogReader {
  readonly #redis: RedisClient & SeatLogCommands;
  readonly #keysOf: KeysOf;
  readonly #dictionaries: DictionaryStore;
  readonly #migration: LogMigration;
  readonly #boards = new BoardMemo();

  constructor(parts: {
    redis: RedisClient & SeatLogCommands;
    keysOf: KeysOf;
    dictionaries: DictionaryStore;
    migration: LogMigration;
  }) {
    this.#redis = parts.redis;
    this.#keysOf = parts.keysOf;
    this.#dictionaries = parts.dictionaries;
    this.#migration = parts.migration;
  }

  async readBoard(pair: OdPair, travelDate: CivilDate, asOf?: Instant): Promise<Board | null> {
    const log = await this.#redis.getBuffer(this.#keysOf(pair, travelDate).log);
    return this.#buildBoard({ pair, travelDate }, log, untilOf(asOf));
  }

  async readBoards(watches: readonly Watch[], asOf?: Instant): Promise<(Board | null)[]> {
    if (watches.length === 0) return [];
    const keys = watches.map(({ pair, travelDate }) => this.#keysOf(pair, travelDate).log);
    // A Cluster refuses MGET across slots.
    const logs = await (this.#redis.isCluster
      ? Promise.all(keys.map((key) => this.#redis.getBuffer(key)))
      : this.#redis.mgetBuffer(keys));
    const until = untilOf(asOf);
    return Promise.all(watches.map((watch, i) => this.#buildBoard(watch, logs[i] ?? null, until)));
  }

  /** The newest board, or one as of a time since the log's beginning, is in the log; others are in the pages. */
  async #buildBoard(watch: Watch, log: Buffer | null, until: number): Promise<Board | null> {
    const keys = this.#keysOf(watch.pair, watch.travelDate);
    const tail = parseTail(log);
    if (log === null || tail === null) {
      return (await this.#migration.writeMigrated(watch)) ? this.#readOldBoard(watch, until) : null;
    }
    if (tail.observed === 0) return null;
    if (tail.late > 0) return this.#readOldBoard(watch, until);
    const isNewest = until >= tail.observed;
    const known = isNewest ? this.#boards.find(keys.log, log) : null;
    if (known !== null) return known;
    const value = parseLogValue(log);
    if (value === null || until < value.context.observed) return this.#readOldBoard(watch, until);
    const dictionary = await this.#dictionaryOf(keys, tail);
    const state = boardAfter(value, until);
    if (dictionary === null || state.observed === 0) return null;
    const board = buildBoard(watch.pair, watch.travelDate, state, dictionary);
    if (isNewest) this.#boards.keep(keys.log, log, board);
    return board;
  }

  async #readOldBoard({ pair, travelDate }: Watch, until: number): Promise<Board | null> {
    const known = await this.#readLog({ pair, travelDate }, () => 'all');
    if (known === null) return null;
    const board = arrangeBoard(known.columns, countUntil(known.columns, until));
    return board && buildBoard(pair, travelDate, board, known.dictionary);
  }

  async readHistory(
    pair: OdPair,
    travelDate: CivilDate,
    offer: OfferKey,
    asOf?: Instant,
  ): Promise<ChangePoint[]> {
    const choose = (dictionary: Dictionary) => {
      const row = dictionary.rows[dictionary.rowOf.get(rowKey(offer)) ?? -1];
      return (row && cellOf(row, offer.seatClass)) ?? null;
    };
    const known = await this.#readLog({ pair, travelDate }, choose);
    const cell = known && choose(known.dictionary);
    if (known === null || cell === null) return [];
    const { seconds, starts, places, codes } = known.columns;
    const until = untilOf(asOf);
    const points: ChangePoint[] = [];
    for (let i = starts[cell] as number; i < (starts[cell + 1] as number); i++) {
      const second = seconds[places[i] as number] as number;
      if (second > until) break;
      const code = codes[i] as number;
      const availability = parseAvailability(code, known.dictionary.tokens);
      points.push({ at: toInstant(second), availability, waitlist: parseWaitlist(code) });
    }
    return points;
  }

  async readDay(pair: OdPair, travelDate: CivilDate, asOf?: Instant): Promise<DayLog | null> {
    const known = await this.#readLog({ pair, travelDate }, () => 'all');
    return known && buildDayLog(pair, travelDate, known, untilOf(asOf));
  }

  readDays(watches: readonly Watch[], asOf?: Instant): Promise<(DayLog | null)[]> {
    return Promise.all(watches.map(({ pair, travelDate }) => this.readDay(pair, travelDate, asOf)));
  }

  async readPolls(pair: OdPair, travelDate: CivilDate, asOf?: Instant): Promise<PollRecord[]> {
    const raw = await this.#readRaw({ pair, travelDate });
    if (raw === null) return [];
    const until = untilOf(asOf);
    const polls: PollRecord[] = parseFailureRecords(raw.failures).filter(
      (poll) => poll.observedAt <= toInstant(until),
    );
    const { seconds, plannedAt } = parseColumns(raw.sealed, raw.log, 0, 'none');
    const add = (observed: number, planned: Instant) => {
      if (observed > until) return;
      polls.push({
        plannedAt: planned,
        observedAt: toInstant(observed),
        outcome: 'ok',
        sign: null,
        detail: null,
      });
    };
    for (let i = 0; i < seconds.length; i++) add(seconds[i] as number, plannedAt[i] as number);
    for (const { observed, planned } of raw.late) add(observed, planned);
    return polls.sort(comparePolls);
  }

  async hasPoll(pair: OdPair, travelDate: CivilDate, plannedAt: Instant): Promise<boolean> {
    const tail = await this.#readTail(this.#keysOf(pair, travelDate));
    if (tail === null || tail.observed === 0 || plannedAt > tail.plannedLast) return false;
    if (plannedAt === tail.plannedLast) return true;
    const raw = await this.#readRaw({ pair, travelDate });
    if (raw === null) return false;
    const columns = parseColumns(raw.sealed, raw.log, 0, 'none');
    return columns.plannedAt.includes(plannedAt) || raw.late.some((poll) => poll.planned === plannedAt);
  }

  async readLastPolls(wanted: { pair: OdPair; travelDate: CivilDate }[]): Promise<LastPolls[]> {
    const tails = await Promise.all(
      wanted.map(({ pair, travelDate }) => this.#readTail(this.#keysOf(pair, travelDate))),
    );
    return tails.map((tail) => ({
      lastPolledAt: tail === null || tail.polled === 0 ? null : toInstant(tail.polled),
      lastOkAt: tail === null || tail.observed === 0 ? null : toInstant(tail.observed),
    }));
  }

  async readVersion(pair: OdPair, travelDate: CivilDate): Promise<string> {
    return planVersion(await this.#readTailBytes(this.#keysOf(pair, travelDate)));
  }

  #readTailBytes(keys: SeatLogKeys): Promise<Buffer> {
    return this.#redis.getrangeBuffer(keys.log, -TAIL_BYTES, -1);
  }

  async #readTail(keys: SeatLogKeys): Promise<LogTail | null> {
    return parseTail(await this.#readTailBytes(keys));
  }

  async #readRaw(watch: Watch): Promise<RawSnapshot | null> {
    const keys = this.#keysOf(watch.pair, watch.travelDate);
    const raw = await readRawSnapshot(this.#redis, keys);
    if (raw !== null || !(await this.#migration.writeMigrated(watch))) return raw;
    return readRawSnapshot(this.#redis, keys);
  }

  /** The ok polls with the changes of the chosen cells, late ones in their place. Null when there is none. */
  async #readLog(
    watch: Watch,
    choose: (dictionary: Dictionary) => CellChoice | null,
  ): Promise<{ columns: LogColumns; dictionary: Dictionary; failed: PollRecord[] } | null> {
    const raw = await this.#readRaw(watch);
    if (raw === null || raw.log.tail.observed === 0) return null;
    const dictionary = await this.#dictionaryOf(this.#keysOf(watch.pair, watch.travelDate), raw.log.tail);
    if (dictionary === null) return null;
    const cells = dictionary.absent.length;
    const columns =
      raw.late.length > 0
        ? arrangeColumns(mergeLate(parseSnapshot(raw), dictionary), cells)
        : parseColumns(raw.sealed, raw.log, cells, choose(dictionary) ?? 'none');
    return { columns, dictionary, failed: parseFailureRecords(raw.failures).sort(comparePolls) };
  }

  /** Null when the keys have gone (expired, flushed) since the log was read: nothing is known any more. */
  async #dictionaryOf(keys: SeatLogKeys, { batches, batchId }: LogValue['tail']): Promise<Dictionary | null> {
    const dictionary = await this.#dictionaries.readMatching(keys.cells, batches, batchId);
    if (dictionary !== null) return dictionary;
    const now = await this.#readTail(keys);
    if (now !== null && now.batchId === batchId) throw lostKey(keys.cells, keys);
    return null;
  }
}

/** An instant in the log's own precision; without one, the end of time. */
function untilOf(asOf: Instant | undefined): number {
  return asOf === undefined ? Number.POSITIVE_INFINITY : secondAt(asOf);
}

/** In order of time; within a second by plan, then by outcome and sign, so that the order is always the same. */
function comparePolls(a: PollRecord, b: PollRecord): number {
  return a.observedAt - b.observedAt || a.plannedAt - b.plannedAt || compareText(orderText(a), orderText(b));
}

function orderText(poll: PollRecord): string {
  return `${poll.outcome === 'ok' ? '' : poll.outcome} ${poll.sign ?? ''} ${poll.detail ?? ''}`;
}
