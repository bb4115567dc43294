import { type CivilDate, type Instant, SECOND_MS } from '../../calendar/china-time.ts';
import type { RedisClient } from '../redis-client.ts';
import type { SeatLogCommands } from './commands.ts';
import { planFailureRecord } from './failures.ts';
import { keepUntil, type SeatLogKeys } from './keys.ts';
import type { LiveLog, Step } from './live-log.ts';
import { secondAt } from './log-value.ts';
import { type LatePoll, planLatePoll } from './replay.ts';
import { AHEAD_MOST_MS, NO_DICTIONARY, REFUSED, STALE, TAKEN } from './scripts/common.ts';

/** `stale`: the log does not stand as the step expects. The others as in scripts/common.ts. */
export type Taken = 'taken' | 'stale' | 'refused' | 'noDictionary';

const WORDS = new Map<number, Taken>([
  [TAKEN, 'taken'],
  [STALE, 'stale'],
  [REFUSED, 'refused'],
  [NO_DICTIONARY, 'noDictionary'],
]);

type Timed = { observedAt: Instant; travelDate: CivilDate };

/** Sends planned steps to Redis: each is one script, so that it happens as a whole or not at all. */
export class LogSteps {
  readonly #redis: RedisClient & SeatLogCommands;
  readonly #clockOffsetMs: number;

  constructor(redis: RedisClient & SeatLogCommands, clockOffsetMs: number) {
    this.#redis = redis;
    this.#clockOffsetMs = clockOffsetMs;
  }

  async append(keys: SeatLogKeys, { at, tail, bytes, newer }: Step, poll: Timed): Promise<Taken> {
    const earliest = this.#earliest(poll);
    const code =
      newer === null
        ? await this.#redis.seatLogAppendPoll(1, keys.log, earliest, at, tail, bytes)
        : await this.#redis.seatLogAppendPoll(
            2,
            keys.log,
            keys.cells,
            earliest,
            at,
            tail,
            bytes,
            ...planNewer(newer),
          );
    return wordOf(code);
  }

  async addLate(keys: SeatLogKeys, log: LiveLog, late: LatePoll, poll: Timed): Promise<Taken> {
    const member = planLatePoll(late);
    const { at, tail, bytes, newer } = log.planLate(member, late.planned);
    const code = await this.#redis.seatLogAddLate(
      newer === null ? 2 : 3,
      keys.log,
      keys.late,
      ...(newer === null ? [] : [keys.cells]),
      this.#earliest(poll),
      at,
      tail,
      bytes,
      ...(newer === null ? ['', '', '', ''] : planNewer(newer)),
      late.observed,
      member,
      this.#clockOffsetMs,
      keepUntil(poll.travelDate),
    );
    return wordOf(code);
  }

  /** `kept` are the failures before it, as texts like `text`, and take `keptBytes`. */
  async addFailure(
    keys: SeatLogKeys,
    log: LiveLog,
    failure: { text: string; kept: readonly string[]; keptBytes: number },
    poll: Timed,
  ): Promise<Taken> {
    const record = planFailureRecord(failure.kept, failure.text);
    const { at, tail, bytes } = log.planFailure(record, secondAt(poll.observedAt));
    const code = await this.#redis.seatLogWriteFailure(
      keys.log,
      keys.failures,
      this.#earliest(poll),
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

  /** The second on Redis' own clock from which on the poll may be kept. */
  #earliest({ observedAt }: Timed): number {
    return (observedAt - this.#clockOffsetMs - AHEAD_MOST_MS) / SECOND_MS;
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
