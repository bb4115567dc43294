import { type Instant, SECOND_MS } from '../../calendar/china-time.ts';
import { ServiceError } from '../../errors.ts';
import type { Poll } from '../../seats/schema.ts';
import type { RedisClient } from '../redis-client.ts';
import type { SeatLog } from '../seat-log-port.ts';
import { arrangeCodes, planEntries } from './answer-codes.ts';
import type { SeatLogCommands } from './commands.ts';
import type { Dictionary } from './dictionary.ts';
import type { DictionaryStore } from './dictionary-store.ts';
import { planFailure } from './failures.ts';
import { type KeysOf, keepUntil, type SeatLogKeys } from './keys.ts';
import type { SeatLogSealer } from './sealer.ts';
import { readSnapshot } from './snapshot.ts';

type OkPoll = Extract<Poll, { outcome: 'ok' }>;
type Written = Awaited<ReturnType<SeatLog['writePoll']>>;

/** Writers that add trains or late polls at the same moment make each other start over: so often at the most. */
const TRIES_MOST = 50;
/** Plans take six bytes. */
const INSTANT_MOST = 2 ** 48;

/** The writing half of the seat log. */
export class SeatLogWriter {
  readonly #redis: RedisClient & SeatLogCommands;
  readonly #keysOf: KeysOf;
  readonly #dictionaries: DictionaryStore;
  readonly #sealer: SeatLogSealer;
  readonly #clockOffsetMs: number;

  constructor(
    redis: RedisClient & SeatLogCommands,
    keysOf: KeysOf,
    dictionaries: DictionaryStore,
    sealer: SeatLogSealer,
    clockOffsetMs: number,
  ) {
    this.#redis = redis;
    this.#keysOf = keysOf;
    this.#dictionaries = dictionaries;
    this.#sealer = sealer;
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
    const until = keepUntil(poll.travelDate);
    let dictionary = await this.#dictionaries.readDictionary(keys.cells);
    let searched = -1;
    for (let tries = 0; tries < TRIES_MOST; tries++) {
      const codes = arrangeCodes(poll.rows, poll.provenance, dictionary);
      if (codes === null) {
        const entries = planEntries(poll.rows, dictionary);
        dictionary = await this.#dictionaries.writeEntries(keys.cells, dictionary, entries, until);
        continue;
      }
      const [word, logBytes] = await this.#writeCodes(keys, poll, codes, dictionary, searched);
      if (word === 'dictionary') {
        dictionary = await this.#dictionaries.readAnew(keys.cells);
      } else if (word === 'search') {
        const version = await this.#searchInVain(keys, poll);
        if (version === null) return 'repeated';
        searched = version;
      } else {
        if (word === 'late') await this.#sealer.writeFolded(keys, until);
        if (logBytes > this.#sealer.sizes.sealBytes) await this.#sealer.writeSealedPage(keys, until);
        return word;
      }
    }
    throw new ServiceError(
      `the poll could not be kept in ${TRIES_MOST} tries: ${keys.state} and ${keys.cells} do not go together`,
      'restore Redis from its last good copy, or delete the keys of this pair and date',
    );
  }

  async #writeCodes(
    keys: SeatLogKeys,
    poll: OkPoll,
    codes: Buffer,
    dictionary: Dictionary,
    searched: number,
  ): Promise<[Written | 'dictionary' | 'search', number]> {
    const [word, logBytes] = await this.#redis.seatLogWritePoll(
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
      searched,
    );
    return [word as Written | 'dictionary' | 'search', logBytes];
  }

  /** The version of the log in which there is no poll of this plan or second; null when there is one. */
  async #searchInVain(keys: SeatLogKeys, poll: OkPoll): Promise<number | null> {
    const snapshot = await readSnapshot(this.#redis, keys);
    if (snapshot === null) return -1;
    const observed = Math.floor(poll.observedAt / SECOND_MS);
    const same = (kept: { observed: number; planned: Instant }) =>
      kept.planned === poll.plannedAt || kept.observed === observed;
    return snapshot.polls.some(same) || snapshot.late.some(same) ? null : snapshot.header.version;
  }
}

function checkInstant(name: string, at: Instant): void {
  if (Number.isInteger(at) && at >= SECOND_MS && at < INSTANT_MOST) return;
  throw new RangeError(`expected ${name} in whole milliseconds after 1970-01-01T00:00:01Z, got ${at}`);
}
