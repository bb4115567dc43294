import { type Instant, SECOND_MS } from '../../calendar/china-time.ts';
import { ServiceError } from '../../errors.ts';
import type { Poll } from '../../seats/schema.ts';
import type { SeatLog } from '../seat-log-port.ts';
import { arrangeCodes, planEntries } from './answer-codes.ts';
import type { DictionaryStore } from './dictionary-store.ts';
import { parseFailures, planFailure } from './failures.ts';
import { type KeysOf, keepUntil, type SeatLogKeys } from './keys.ts';
import type { LiveLog } from './live-log.ts';
import type { LiveLogs } from './live-logs.ts';
import type { LogSteps, Taken } from './log-steps.ts';
import { secondAt } from './log-value.ts';
import type { RedisClock } from './redis-clock.ts';
import type { SeatLogSealer } from './sealer.ts';
import { parseSnapshot } from './snapshot.ts';

type OkPoll = Extract<Poll, { outcome: 'ok' }>;
type Written = Awaited<ReturnType<SeatLog['writePoll']>>;
/** `again`: the log does not stand as it was thought to; what was known of it is forgotten. */
type Attempt = Written | 'again';

/** Writers of the same pair and date at the same moment make each other start over: so often at the most. */
const TRIES_MOST = 50;
/** A poll may be dated this long after Redis' own clock and no more (STORE.md, Traps). */
const AHEAD_MOST_MS = 30 * SECOND_MS;
/** Plans take six bytes. */
const INSTANT_MOST = 2 ** 48;

/** The writing half of the seat log. */
export class SeatLogWriter {
  readonly #keysOf: KeysOf;
  readonly #logs: LiveLogs;
  readonly #steps: LogSteps;
  readonly #dictionaries: DictionaryStore;
  readonly #sealer: SeatLogSealer;
  readonly #clock: RedisClock;
  /** The last write under way of each log. */
  readonly #turns = new Map<string, Promise<Written>>();

  constructor(parts: {
    keysOf: KeysOf;
    logs: LiveLogs;
    steps: LogSteps;
    dictionaries: DictionaryStore;
    sealer: SeatLogSealer;
    clock: RedisClock;
  }) {
    this.#keysOf = parts.keysOf;
    this.#logs = parts.logs;
    this.#steps = parts.steps;
    this.#dictionaries = parts.dictionaries;
    this.#sealer = parts.sealer;
    this.#clock = parts.clock;
  }

  /** One poll of a pair and date after the other: those of this process never make each other start over. */
  async writePoll(poll: Poll): Promise<Written> {
    checkInstant('plannedAt', poll.plannedAt);
    checkInstant('observedAt', poll.observedAt);
    const keys = this.#keysOf(poll.pair, poll.travelDate);
    const before = this.#turns.get(keys.log);
    const write = () => this.#write(keys, poll);
    const turn = before === undefined ? write() : before.then(write, write);
    this.#turns.set(keys.log, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(keys.log) === turn) this.#turns.delete(keys.log);
    }
  }

  async #write(keys: SeatLogKeys, poll: Poll): Promise<Written> {
    const earliest = poll.observedAt - AHEAD_MOST_MS;
    if (!this.#clock.isPast(earliest) && !(await this.#clock.ask(earliest))) return 'refused';
    for (let tries = 0; tries < TRIES_MOST; tries++) {
      const word = await (poll.outcome === 'ok' ? this.#tryOk(keys, poll) : this.#tryFailure(keys, poll));
      if (word !== 'again') return word;
    }
    throw new ServiceError(
      `the poll could not be kept in ${TRIES_MOST} tries: ${keys.log} and ${keys.cells} do not go together`,
      'restore Redis from its last good copy, or delete the keys of this pair and date',
    );
  }

  async #tryOk(keys: SeatLogKeys, poll: OkPoll): Promise<Attempt> {
    const log = this.#logs.known(keys) ?? (await this.#logs.readAnew(keys, poll));
    if (log === null) return 'again';
    const codes = arrangeCodes(poll.rows, poll.provenance, log.dictionary);
    if (codes === null) return this.#learn(keys, poll, log);
    const observed = secondAt(poll.observedAt);
    if (!log.isNext(observed, poll.plannedAt)) return this.#tryOutOfOrder(keys, poll);
    const step = log.planAppend(codes, observed, poll.plannedAt);
    const taken = await this.#steps.append(keys, step);
    if (taken !== 'taken') return this.#refused(keys, log, taken);
    if (this.#sealer.isDue(log.at, log.tokenBytes)) {
      this.#logs.forget(keys, log);
      await this.#sealer.writeSealedPage(keys, keepUntil(poll.travelDate));
    }
    return 'written';
  }

  /** The dictionary lacks something of the answer: it must hold it before the board that needs it. */
  async #learn(keys: SeatLogKeys, poll: OkPoll, log: LiveLog): Promise<Attempt> {
    const entries = planEntries(poll.rows, log.dictionary);
    const until = keepUntil(poll.travelDate);
    const dictionary = await this.#dictionaries.writeEntries(keys.cells, log.dictionary, entries, until);
    if (dictionary !== log.dictionary) this.#logs.forget(keys, log);
    return 'again';
  }

  /**
   * Its plan or its second is not past all others: it may have been kept before, perhaps in a sealed page. Decided
   * on the whole log as it is now, and again if it has moved on meanwhile.
   */
  async #tryOutOfOrder(keys: SeatLogKeys, poll: OkPoll): Promise<Attempt> {
    this.#logs.forget(keys);
    const known = await this.#logs.readWhole(keys, poll);
    if (known === null) return 'again';
    const { log, raw } = known;
    const { polls, late } = parseSnapshot(raw);
    const observed = secondAt(poll.observedAt);
    const same = (kept: { observed: number; planned: Instant }) =>
      kept.planned === poll.plannedAt || kept.observed === observed;
    if (polls.some(same) || late.some(same)) return 'repeated';
    const codes = arrangeCodes(poll.rows, poll.provenance, log.dictionary);
    if (codes === null) return this.#learn(keys, poll, log);
    if (observed > log.tail.observed) {
      const taken = await this.#steps.append(keys, log.planAppend(codes, observed, poll.plannedAt));
      return taken === 'taken' ? 'written' : this.#refused(keys, log, taken);
    }
    const taken = await this.#steps.addLate(
      keys,
      log,
      { observed, planned: poll.plannedAt, codes },
      poll.travelDate,
    );
    if (taken !== 'taken') return this.#refused(keys, log, taken);
    await this.#sealer.writeFolded(keys, keepUntil(poll.travelDate));
    return 'late';
  }

  /** Decided on all failures as they are now: rare, and the very same one may be among them. */
  async #tryFailure(keys: SeatLogKeys, poll: Exclude<Poll, OkPoll>): Promise<Attempt> {
    this.#logs.forget(keys);
    const known = await this.#logs.readWhole(keys, poll);
    if (known === null) return 'again';
    const { log, raw } = known;
    const text = planFailure(poll, secondAt(poll.observedAt));
    const kept = parseFailures(raw.failures);
    if (kept.includes(text)) return 'repeated';
    const newest = log.tail.observed;
    const failure = { text, kept, keptBytes: raw.failures.length };
    const taken = await this.#steps.addFailure(keys, log, failure, poll);
    if (taken !== 'taken') return this.#refused(keys, log, taken);
    return secondAt(poll.observedAt) < newest ? 'late' : 'written';
  }

  /** What was planned did not happen: what is known of the log is not so. */
  async #refused(keys: SeatLogKeys, log: LiveLog, why: Exclude<Taken, 'taken'>): Promise<'again'> {
    this.#logs.forget(keys, log);
    if (why === 'noDictionary') await this.#dictionaries.readAnew(keys.cells);
    return 'again';
  }
}

function checkInstant(name: string, at: Instant): void {
  if (Number.isInteger(at) && at >= SECOND_MS && at < INSTANT_MOST) return;
  throw new RangeError(`expected ${name} in whole milliseconds after 1970-01-01T00:00:01Z, got ${at}`);
}
