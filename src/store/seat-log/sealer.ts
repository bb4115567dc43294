import { createHash } from 'node:crypto';
import type { Instant } from '../../calendar/china-time.ts';
import type { RedisClient } from '../redis-client.ts';
import { boardAfter } from './board-after.ts';
import type { SeatLogCommands } from './commands.ts';
import type { DictionaryStore } from './dictionary-store.ts';
import { planFold } from './fold.ts';
import type { SeatLogKeys } from './keys.ts';
import { parseLogValue, planBeginning, planTail, TAIL_BYTES } from './log-value.ts';
import {
  arrangePage,
  isAboutFull,
  isFullPage,
  packFullPage,
  packPage,
  parsePage,
  type SealSizes,
} from './page.ts';
import { parseSnapshot, readRawSnapshot } from './snapshot.ts';
import { parseTokens, planContext } from './tokens.ts';

/**
 * Keeps logs short and in order of time. Any worker may do it at any time: each step takes effect only if what
 * it was made from is still so, and a lost race costs nothing, for the next write tries again.
 */
export class SeatLogSealer {
  readonly #sizes: SealSizes;
  readonly #redis: RedisClient & SeatLogCommands;
  readonly #dictionaries: DictionaryStore;
  readonly #clockOffsetMs: number;

  constructor(
    redis: RedisClient & SeatLogCommands,
    dictionaries: DictionaryStore,
    clockOffsetMs: number,
    sizes: SealSizes,
  ) {
    this.#redis = redis;
    this.#dictionaries = dictionaries;
    this.#clockOffsetMs = clockOffsetMs;
    this.#sizes = sizes;
  }

  /**
   * Whether a log is to be sealed, of which `at` is the offset of the tail and so many bytes before it are tokens: just
   * before it outgrows the memory that Redis gave it when it grew first, for then it gets twice as much again.
   */
  isDue(at: number, tokenBytes: number): boolean {
    const beginning = at - tokenBytes + TAIL_BYTES;
    return tokenBytes > Math.max(this.#sizes.sealBytes, allocatedFor(2 * beginning) - beginning);
  }

  /** Moves the log's tokens into the last sealed page, or into a new one when that is full. */
  async writeSealedPage(keys: SeatLogKeys, until: Instant): Promise<void> {
    // In this order: the script makes sure that the log has not been sealed since it was read.
    const [log, last] = await Promise.all([
      this.#redis.getBuffer(keys.log),
      this.#redis.lindexBuffer(keys.sealed, -1),
    ]);
    const value = parseLogValue(log);
    if (log === null || value === null || !this.isDue(value.at, value.tokens.length)) return;
    const polls = parseTokens(value.tokens, value.context);
    const open = last === null || isFullPage(last) ? null : last;
    const page = open === null ? null : parsePage(open);
    const columns = page
      ? arrangePage([...page.polls, ...polls], page.context)
      : arrangePage(polls, value.context);
    const packed = packPage(columns);
    const isFull = isAboutFull(packed.length, packed.length - (open?.length ?? 0), this.#sizes);
    await this.#redis.seatLogSealLog(
      keys.log,
      keys.sealed,
      value.at,
      sha1(log.subarray(0, value.at)),
      planBeginning(planContext(polls, value.context), boardAfter(value)),
      isFull ? await packFullPage(columns) : packed,
      page ? 1 : 0,
      this.#clockOffsetMs,
      until,
    );
  }

  /** Puts late polls in their place in the log. */
  async writeFolded(keys: SeatLogKeys, until: Instant): Promise<void> {
    const raw = await readRawSnapshot(this.#redis, keys);
    if (raw === null || raw.late.length === 0) return;
    const { tail } = raw.log;
    const dictionary = await this.#dictionaries.readMatching(keys.cells, tail.batches, tail.batchId);
    const fold = dictionary && planFold(parseSnapshot(raw), dictionary, this.#sizes);
    if (fold === null) return;
    await this.#redis.seatLogFoldLate(
      keys.log,
      keys.late,
      keys.sealed,
      planTail(tail),
      fold.log,
      this.#clockOffsetMs,
      until,
      ...fold.pages,
    );
  }
}

/** What Redis' allocator (jemalloc) makes of so many bytes: it has four sizes to a doubling. */
function allocatedFor(bytes: number): number {
  const step = 2 ** (Math.floor(Math.log2(bytes)) - 2);
  return Math.ceil(bytes / step) * step;
}

function sha1(bytes: Buffer): string {
  return createHash('sha1').update(bytes).digest('hex');
}
