import type { Redis } from 'ioredis';
import { type Instant, SECOND_MS } from '../../calendar/china-time.ts';
import { ServiceError } from '../../errors.ts';
import type { Poll } from '../../seats/schema.ts';
import type { SeatLog } from '../seat-log-port.ts';
import { arrangeCodes, planEntries } from './answer-codes.ts';
import type { SeatLogCommands } from './commands.ts';
import type { Dictionary } from './dictionary.ts';
import type { DictionaryStore } from './dictionary-store.ts';
import { planFailure } from './failures.ts';
import { type KeysOf, keepUntil, type SeatLogKeys } from './keys.ts';

type OkPoll = Extract<Poll, { outcome: 'ok' }>;
type Written = Awaited<ReturnType<SeatLog['writePoll']>>;

/** Writers that add trains at the same moment make each other start over: so often at the most. */
const TRIES_MOST = 50;
/** Plans take six bytes. */
const INSTANT_MOST = 2 ** 48;

/** The writing half of the seat log. */
export class SeatLogWriter {
  readonly #redis: Redis & SeatLogCommands;
  readonly #keysOf: KeysOf;
  readonly #dictionaries: DictionaryStore;
  readonly #clockOffsetMs: number;

  constructor(
    redis: Redis & SeatLogCommands,
    keysOf: KeysOf,
    dictionaries: DictionaryStore,
    clockOffsetMs: number,
  ) {
    this.#redis = redis;
    this.#keysOf = keysOf;
    this.#dictionaries = dictionaries;
    this.#clockOffsetMs = clockOffsetMs;
  }

  async writePoll(poll: Poll): Promise<Written> {
    checkInstant('plannedAt', poll.plannedAt);
    checkInstant('observedAt', poll.observedAt);
    return poll.outcome === 'ok' ? this.#writeOk(poll) : this.#writeFailure(poll);
  }

  async #writeFailure(poll: Exclude<Poll, OkPoll>): Promise<Written> {
    const keys = this.#keysOf(poll.pair, poll.travelDate);
    return this.#redis.seatLogWriteFailure(
      keys.state,
      keys.failed,
      poll.observedAt,
      planFailure(poll, Math.floor(poll.observedAt / SECOND_MS)),
      this.#clockOffsetMs,
      keepUntil(poll.travelDate),
    );
  }

  async #writeOk(poll: OkPoll): Promise<Written> {
    const keys = this.#keysOf(poll.pair, poll.travelDate);
    let dictionary = await this.#dictionaries.readDictionary(keys.cells);
    for (let tries = 0; tries < TRIES_MOST; tries++) {
      const codes = arrangeCodes(poll.rows, poll.provenance, dictionary);
      if (codes === null) {
        dictionary = await this.#dictionaries.writeEntries(
          keys.cells,
          dictionary,
          planEntries(poll.rows, dictionary),
          keepUntil(poll.travelDate),
        );
        continue;
      }
      const word = await this.#writeCodes(keys, poll, codes, dictionary);
      if (word !== 'dictionary') return word;
      dictionary = await this.#dictionaries.readAnew(keys.cells);
    }
    throw new ServiceError(
      `the dictionary ${keys.cells} and the board that needs it do not go together`,
      'restore Redis from its last good copy, or delete the keys of this pair and date',
    );
  }

  async #writeCodes(
    keys: SeatLogKeys,
    poll: OkPoll,
    codes: Buffer,
    dictionary: Dictionary,
  ): Promise<Written | 'dictionary'> {
    const [word] = await this.#redis.seatLogWritePoll(
      keys.state,
      keys.log,
      keys.late,
      keys.cells,
      keys.sealed,
      poll.observedAt,
      poll.plannedAt,
      codes,
      dictionary.ids.length,
      Buffer.from(dictionary.ids.at(-1) ?? '', 'hex'),
      this.#clockOffsetMs,
      keepUntil(poll.travelDate),
      0,
    );
    return word as Written | 'dictionary';
  }
}

function checkInstant(name: string, at: Instant): void {
  if (Number.isInteger(at) && at >= SECOND_MS && at < INSTANT_MOST) return;
  throw new RangeError(`expected ${name} in whole milliseconds after 1970-01-01T00:00:01Z, got ${at}`);
}
