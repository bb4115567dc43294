import type { CivilDate, Instant } from '../../calendar/china-time.ts';
import type { OdPair } from '../../seats/schema.ts';
import type { RedisClient } from '../redis-client.ts';
import type { SeatLogCommands } from './commands.ts';
import type { DictionaryStore } from './dictionary-store.ts';
import { planEmptyLog } from './fold.ts';
import { keepUntil, type SeatLogKeys } from './keys.ts';
import { LiveLog } from './live-log.ts';
import { EMPTY_TAIL, type LogTail, type LogValue, parseLogValue } from './log-value.ts';
import type { LogMigration } from './migration.ts';
import { lostKey, type RawSnapshot, readRawSnapshot } from './snapshot.ts';
import type { WatchIndex } from './watch-index.ts';

/** Logs known to this process, the least recently used dropped first; each with its dictionary is some 70 kB. */
const KNOWN_MOST = 8_000;

export type Polled = { pair: OdPair; travelDate: CivilDate; observedAt: Instant };

/**
 * How the logs stand, as far as this process knows: what it wrote last and what it read. Never trusted: Redis takes a
 * step only if the log still stands so (live-log.ts). Reading one for the first time sees to its being in the index,
 * brings an old layout over and begins what is not there.
 */
export class LiveLogs {
  readonly #redis: RedisClient & SeatLogCommands;
  readonly #dictionaries: DictionaryStore;
  readonly #index: WatchIndex;
  readonly #migration: LogMigration;
  readonly #clockOffsetMs: number;
  readonly #known = new Map<string, LiveLog>();
  readonly #reading = new Map<string, Promise<LiveLog | null>>();

  constructor(parts: {
    redis: RedisClient & SeatLogCommands;
    dictionaries: DictionaryStore;
    index: WatchIndex;
    migration: LogMigration;
    clockOffsetMs: number;
  }) {
    this.#redis = parts.redis;
    this.#dictionaries = parts.dictionaries;
    this.#index = parts.index;
    this.#migration = parts.migration;
    this.#clockOffsetMs = parts.clockOffsetMs;
  }

  known(keys: SeatLogKeys): LiveLog | undefined {
    const log = this.#known.get(keys.log);
    if (log === undefined) return undefined;
    this.#known.delete(keys.log);
    this.#known.set(keys.log, log);
    return log;
  }

  /** Forgets the log, or only this reading of it if another has not taken its place yet. */
  forget(keys: SeatLogKeys, log?: LiveLog): void {
    if (log === undefined || this.#known.get(keys.log) === log) this.#known.delete(keys.log);
  }

  /** As it stands now, begun if need be; who asks at the same time shares one reading. Null: read it again. */
  readAnew(keys: SeatLogKeys, poll: Polled): Promise<LiveLog | null> {
    const reading = this.#reading.get(keys.log) ?? this.#readShared(keys, poll);
    this.#reading.set(keys.log, reading);
    return reading;
  }

  async #readShared(keys: SeatLogKeys, poll: Polled): Promise<LiveLog | null> {
    try {
      await this.#index.add(poll);
      const value = parseLogValue(await this.#redis.getBuffer(keys.log));
      if (value === null) {
        await this.#begin(keys, poll);
        return null;
      }
      const log = await this.#build(keys, value);
      if (log !== null) this.#keep(keys.log, log);
      return log;
    } finally {
      this.#reading.delete(keys.log);
    }
  }

  /** The whole log at one moment, and how it stands. Null: read it again. */
  async readWhole(keys: SeatLogKeys, poll: Polled): Promise<{ log: LiveLog; raw: RawSnapshot } | null> {
    const raw = await readRawSnapshot(this.#redis, keys);
    if (raw === null) {
      await this.#begin(keys, poll);
      return null;
    }
    const log = await this.#build(keys, raw.log);
    return log && { log, raw };
  }

  async #begin(keys: SeatLogKeys, poll: Polled): Promise<void> {
    await this.#index.add(poll);
    if (await this.#migration.writeMigrated(poll)) return;
    const until = keepUntil(poll.travelDate);
    const empty = planEmptyLog(EMPTY_TAIL);
    await this.#redis.seatLogBeginLog(keys.log, keys.sealed, keys.late, empty, this.#clockOffsetMs, until);
  }

  async #build(keys: SeatLogKeys, value: LogValue): Promise<LiveLog | null> {
    const { batches, batchId } = value.tail;
    const dictionary = await this.#dictionaries.readMatching(keys.cells, batches, batchId);
    if (dictionary !== null) return new LiveLog(value, dictionary);
    const now: LogTail | null = parseLogValue(await this.#redis.getBuffer(keys.log))?.tail ?? null;
    if (now !== null && now.batchId === batchId) throw lostKey(keys.cells, keys);
    return null;
  }

  #keep(key: string, log: LiveLog): void {
    this.#known.set(key, log);
    if (this.#known.size <= KNOWN_MOST) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}
