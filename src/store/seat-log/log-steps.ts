import type { CivilDate, Instant } from '../../calendar/china-time.ts';
import type { RedisClient } from '../redis-client.ts';
import type { SeatLogCommands } from './commands.ts';
import { planFailureRecord } from './failures.ts';
import { keepUntil, type SeatLogKeys } from './keys.ts';
import type { LiveLog, Step } from './live-log.ts';
import { secondAt } from './log-value.ts';
import { type LatePoll, planLatePoll } from './replay.ts';
import { NO_DICTIONARY, STALE, TAKEN } from './scripts/common.ts';

/** `stale`: the log does not stand as the step expects. The others as in scripts/common.ts. */
export type Taken = 'taken' | 'stale' | 'noDictionary';

const WORDS = new Map<number, Taken>([
  [TAKEN, 'taken'],
  [STALE, 'stale'],
  [NO_DICTIONARY, 'noDictionary'],
]);

/** Sends planned steps to Redis: each is one script, so that it happens as a whole or not at all. */
export class LogSteps {
  readonly #redis: RedisClient & SeatLogCommands;
  readonly #clockOffsetMs: number;

  constructor(redis: RedisClient & SeatLogCommands, clockOffsetMs: number) {
    this.#redis = redis;
    this.#clockOffsetMs = clockOffsetMs;
  }

  async append(keys: SeatLogKeys, { at, tail, bytes, newer }: Step): Promise<Taken> {
    const code =
      newer === null
        ? await this.#redis.seatLogAppendPoll(keys.log, at, tail, bytes)
        : await this.#redis.seatLogAppendLearnt(keys.log, keys.cells, at, tail, bytes, ...planNewer(newer));
    return wordOf(code);
  }

  async addLate(keys: SeatLogKeys, log: LiveLog, late: LatePoll, travelDate: CivilDate): Promise<Taken> {
    const member = planLatePoll(late);
    const { at, tail, bytes, newer } = log.planLate(member, late.planned);
    const code = await this.#redis.seatLogAddLate(
      newer === null ? 2 : 3,
      keys.log,
      keys.late,
      ...(newer === null ? [] : [keys.cells]),
      at,
      tail,
      bytes,
      ...(newer === null ? ['', '', '', ''] : planNewer(newer)),
      late.observed,
      member,
      this.#clockOffsetMs,
      keepUntil(travelDate),
    );
    return wordOf(code);
  }

  /** `kept` are the failures before it, as texts like `text`, and take `keptBytes`. */
  async addFailure(
    keys: SeatLogKeys,
    log: LiveLog,
    failure: { text: string; kept: readonly string[]; keptBytes: number },
    poll: { observedAt: Instant; travelDate: CivilDate },
  ): Promise<Taken> {
    const record = planFailureRecord(failure.kept, failure.text);
    const { at, tail, bytes } = log.planFailure(record, secondAt(poll.observedAt));
    const code = await this.#redis.seatLogWriteFailure(
      keys.log,
      keys.failures,
      at,
      tail,
      bytes,
      record,
      failure.keptBytes,
      this.#clockOffsetMs,
      keepUntil(poll.travelDate),
    );
    return wordOf(code);
  }
}

function planNewer({ batches, batchId, olderBatches, olderId }: NonNullable<Step['newer']>) {
  return [batches, Buffer.from(batchId, 'hex'), olderBatches, Buffer.from(olderId, 'hex')];
}

function wordOf(code: number): Taken {
  const word = WORDS.get(code);
  if (word === undefined) throw new RangeError(`expected an answer of the seat log's scripts, got ${code}`);
  return word;
}
