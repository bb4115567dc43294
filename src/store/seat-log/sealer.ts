import { createHash } from 'node:crypto';
import type { Instant } from '../../calendar/china-time.ts';
import type { RedisClient } from '../redis-client.ts';
import { boardAfter } from './board-after.ts';
import type { SeatLogCommands } from './commands.ts';
import type { DictionaryStore } from './dictionary-store.ts';
import { planFold } from './fold.ts';
import type { SeatLogKeys } from './keys.ts';
import { parseLogValue, planBeginning, planTail } from './log-value.ts';
import { arrangePage, packFullPage, packPage, parsePage, type SealSizes } from './page.ts';
import { parseSnapshot, readRawSnapshot } from './snapshot.ts';
import { parseTokens, planContext } from './tokens.ts';

/**
 * Keeps logs short and in order of time. Any worker may do it at any time: each step takes effect only if what
 * it was made from is still so, and a lost race costs nothing, for the next write tries again.
 */
export class SeatLogSealer {
  readonly sizes: SealSizes;
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
    this.sizes = sizes;
  }

  /** Moves the log's tokens into the last sealed page, or into a new one when that is full. */
  async writeSealedPage(keys: SeatLogKeys, until: Instant): Promise<void> {
    // In this order: the script makes sure that the log has not been sealed since it was read.
    const [log, last] = await Promise.all([
      this.#redis.getBuffer(keys.log),
      this.#redis.lindexBuffer(keys.sealed, -1),
    ]);
    const value = parseLogValue(log);
    if (log === null || value === null || value.tokens.length <= this.sizes.sealBytes) return;
    const polls = parseTokens(value.tokens, value.context);
    const page = last === null ? null : parsePage(last);
    const { sealBytes, pageBytes } = this.sizes;
    const merged = page !== null && page.bytes + value.tokens.length <= pageBytes;
    const columns = merged
      ? arrangePage([...page.polls, ...polls], page.context)
      : arrangePage(polls, value.context);
    const isFull = columns.length + sealBytes > pageBytes;
    await this.#redis.seatLogSealLog(
      keys.log,
      keys.sealed,
      value.at,
      sha1(log.subarray(0, value.at)),
      planBeginning(planContext(polls, value.context), boardAfter(value)),
      isFull ? await packFullPage(columns) : packPage(columns),
      merged ? 1 : 0,
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
    const fold = dictionary && planFold(parseSnapshot(raw), dictionary, this.sizes);
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

function sha1(bytes: Buffer): string {
  return createHash('sha1').update(bytes).digest('hex');
}
