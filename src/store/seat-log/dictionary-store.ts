import { randomBytes } from 'node:crypto';
import type { Instant } from '../../calendar/china-time.ts';
import type { RedisClient } from '../redis-client.ts';
import { ID_BYTES, planBatch } from './batch.ts';
import type { SeatLogCommands } from './commands.ts';
import { addBatch, buildDictionary, type Dictionary, type DictionaryEntry } from './dictionary.ts';

/** Dictionaries kept parsed in the process, the least recently used dropped first; each is some 50 kB. */
const CACHED_MOST = 1_000;

/** Reads and grows the dictionaries, with a cache that is never trusted without comparing the batch ids. */
export class DictionaryStore {
  readonly #redis: RedisClient & SeatLogCommands;
  readonly #clockOffsetMs: number;
  readonly #cache = new Map<string, Dictionary>();

  constructor(redis: RedisClient & SeatLogCommands, clockOffsetMs: number) {
    this.#redis = redis;
    this.#clockOffsetMs = clockOffsetMs;
  }

  /** The cached dictionary, or what Redis holds; it may lag behind Redis. */
  async readDictionary(cellsKey: string): Promise<Dictionary> {
    return this.#cached(cellsKey) ?? this.readAnew(cellsKey);
  }

  /** A dictionary that holds all of these batches, or null when Redis has none such (any more). */
  async readMatching(cellsKey: string, batches: number, lastId: string): Promise<Dictionary | null> {
    if (batches === 0) return this.readDictionary(cellsKey);
    const cached = this.#cached(cellsKey);
    if (cached?.ids[batches - 1] === lastId) return cached;
    const anew = await this.readAnew(cellsKey);
    return anew.ids[batches - 1] === lastId ? anew : null;
  }

  async readAnew(cellsKey: string): Promise<Dictionary> {
    const dictionary = buildDictionary(await this.#redis.lrangeBuffer(cellsKey, 0, -1));
    this.#keep(cellsKey, dictionary);
    return dictionary;
  }

  /**
   * Adds entries that were planned for this very dictionary and gives back the one that Redis then holds. If
   * another writer was faster that one lacks them still, or has them under other numbers: plan them again.
   */
  async writeEntries(
    cellsKey: string,
    dictionary: Dictionary,
    entries: readonly DictionaryEntry[],
    until: Instant,
  ): Promise<Dictionary> {
    const batches = dictionary.ids.length;
    const batch = await planBatch(randomBytes(ID_BYTES), entries, dictionary.facts);
    const lastId = Buffer.from(dictionary.ids[batches - 1] ?? '', 'hex');
    const added = await this.#redis.seatLogWriteBatch(
      cellsKey,
      batches,
      lastId,
      batch,
      this.#clockOffsetMs,
      until,
    );
    if (added !== 1 || dictionary.ids.length !== batches) return this.readAnew(cellsKey);
    addBatch(dictionary, batch);
    this.#keep(cellsKey, dictionary);
    return dictionary;
  }

  #cached(cellsKey: string): Dictionary | undefined {
    const cached = this.#cache.get(cellsKey);
    if (cached !== undefined) this.#keep(cellsKey, cached);
    return cached;
  }

  #keep(cellsKey: string, dictionary: Dictionary): void {
    this.#cache.delete(cellsKey);
    this.#cache.set(cellsKey, dictionary);
    if (this.#cache.size <= CACHED_MOST) return;
    const [oldest] = this.#cache.keys();
    if (oldest !== undefined) this.#cache.delete(oldest);
  }
}
