import { createHash } from 'node:crypto';
import type { Instant } from '../../calendar/china-time.ts';
import type { RedisClient } from '../redis-client.ts';
import type { SeatLogCommands } from './commands.ts';
import type { DictionaryStore } from './dictionary-store.ts';
import { planFold } from './fold.ts';
import type { SeatLogKeys } from './keys.ts';
import { parsePage, planPage, type SealSizes } from './page.ts';
import { planLogHeader } from './plan-tokens.ts';
import { readSnapshot } from './snapshot.ts';
import { LOG_HEADER_BYTES, parseLogHeader, parseTokens, planContext } from './tokens.ts';

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

  /** Moves the log into the last sealed page, or into a new one when that is full. */
  async writeSealedPage(keys: SeatLogKeys, until: Instant): Promise<void> {
    const log = await this.#redis.getBuffer(keys.log);
    const last = await this.#redis.lindexBuffer(keys.sealed, -1);
    if (log === null || log.length <= this.sizes.sealBytes) return;
    const context = parseLogHeader(log);
    const polls = parseTokens(log.subarray(LOG_HEADER_BYTES), context);
    const page = last === null ? null : parsePage(last);
    const merged = page !== null && last !== null && page.bytes + log.length <= this.sizes.pageBytes;
    await this.#redis.seatLogSealLog(
      keys.log,
      keys.sealed,
      log.length,
      sha1(log),
      planLogHeader(planContext(polls, context)),
      merged ? planPage([...page.polls, ...polls], page.context) : planPage(polls, context),
      merged ? sha1(last) : '',
      this.#clockOffsetMs,
      until,
    );
  }

  /** Puts late polls in their place in the log. */
  async writeFolded(keys: SeatLogKeys, until: Instant): Promise<void> {
    const snapshot = await readSnapshot(this.#redis, keys);
    if (snapshot === null || snapshot.late.length === 0) return;
    const { batches, batchId, version } = snapshot.header;
    const dictionary = await this.#dictionaries.readMatching(keys.cells, batches, batchId);
    const fold = dictionary && planFold(snapshot, dictionary, this.sizes);
    if (fold === null) return;
    await this.#redis.seatLogFoldLate(
      keys.state,
      keys.log,
      keys.late,
      keys.sealed,
      version,
      fold.state,
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
