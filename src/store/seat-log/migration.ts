import type { Watch } from '../../seats/schema.ts';
import type { RedisClient } from '../redis-client.ts';
import { ID_BYTES } from './batch.ts';
import type { SeatLogCommands } from './commands.ts';
import { planFailures } from './failures.ts';
import { planEmptyLog } from './fold.ts';
import { arrangeKeys, arrangeOldKeys } from './keys.ts';
import { type LogTail, planBeginning, planTail, toInstant } from './log-value.ts';
import { arrangePage, packPage } from './page.ts';
import { LOG_HEADER_BYTES, parseLogHeader, parseTokens } from './tokens.ts';
import type { WatchIndex } from './watch-index.ts';

/** Length of the header of layout 1's `state`. */
const OLD_HEADER_BYTES = 46;

/**
 * Brings logs of layout 1 over to this one, each in one atomic step, so that it may be broken off and done again.
 *
 * Layout 1 kept the newest board in a key `state` (header, a code a cell, the second of each cell's last change) and
 * the tokens since the last page in `log` behind a header. Pages, late polls and dictionary are as they were:
 * those keys take their new names. The tokens become one more page; failures were texts in a sorted set.
 */
export class LogMigration {
  readonly #redis: RedisClient & SeatLogCommands;
  readonly #namespace: string | undefined;
  readonly #index: WatchIndex;

  constructor(redis: RedisClient & SeatLogCommands, namespace: string | undefined, index: WatchIndex) {
    this.#redis = redis;
    this.#namespace = namespace;
    this.#index = index;
  }

  /** Brings a log of layout 1 over. Whether there is a log of this layout now, by us or by another at this moment. */
  async writeMigrated({ pair, travelDate }: Watch): Promise<boolean> {
    const old = arrangeOldKeys(pair, travelDate, this.#namespace);
    const keys = arrangeKeys(pair, travelDate, this.#namespace);
    for (;;) {
      const [state, log, failed] = await Promise.all([
        this.#redis.getBuffer(old.state),
        this.#redis.getBuffer(old.log),
        this.#redis.zrange(old.failed, '0', '-1'),
      ]);
      if (state === null) return (await this.#redis.exists(keys.log)) === 1;
      const moved = planMoved(state, log);
      await this.#index.add({ pair, travelDate, observedAt: toInstant(moved.tail.polled) });
      const done = await this.#redis.seatLogMigrateLog(
        ...[old.state, old.log, old.sealed, old.late, old.cells, old.failed],
        ...[keys.log, keys.sealed, keys.late, keys.cells, keys.failures],
        state.subarray(0, OLD_HEADER_BYTES),
        moved.log,
        moved.page ?? '',
        planFailures(failed),
      );
      if (done === 1) return true;
    }
  }
}

/** The new `log` and the page of the old tokens, if there are any. */
function planMoved(state: Buffer, log: Buffer | null): { tail: LogTail; log: Buffer; page: Buffer | null } {
  const tail = parseOldHeader(state);
  if (tail.observed === 0 || log === null) return { tail, log: planEmptyLog(tail), page: null };
  const cells = state.readUInt16BE(22);
  const codes = state.subarray(OLD_HEADER_BYTES, OLD_HEADER_BYTES + cells);
  const times = new Uint32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    times[cell] = state.readUInt32BE(OLD_HEADER_BYTES + cells + 4 * cell);
  }
  const context = parseLogHeader(log);
  const polls = parseTokens(log.subarray(LOG_HEADER_BYTES), context);
  return {
    tail,
    log: Buffer.concat([planBeginning(tail, { codes, times }), planTail(tail)]),
    page: polls.length === 0 ? null : packPage(arrangePage(polls, context)),
  };
}

function parseOldHeader(state: Buffer): LogTail {
  return {
    version: state.readUInt32BE(0),
    check: 0,
    polled: state.readUInt32BE(4),
    observed: state.readUInt32BE(8),
    batchId: state.toString('hex', 12, 12 + ID_BYTES),
    batches: state.readUInt16BE(20),
    planned: state.readUIntBE(24, 6),
    expected: state.readUIntBE(30, 6),
    plannedLast: state.readUIntBE(36, 6),
    late: state.readUInt32BE(42),
  };
}
