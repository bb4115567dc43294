import { addDays, type CivilDate, civilDateOf, type Instant } from '../../calendar/china-time.ts';
import type { OdPair, Watch } from '../../seats/schema.ts';
import type { RedisClient } from '../redis-client.ts';
import { arrangeIndexKey, arrangeKeys, arrangeOldKeys, arrangeTakenOverKey, KEEP_DAYS } from './keys.ts';
import { findOldWatches } from './old-watches.ts';

/** Looked at each time a pair and date is added: a few are enough, for as many are added as expire. */
const DROPPED_MOST = 20;

/**
 * The pairs and dates anything was kept of: a sorted set of `FROM-TO:date` by date (20210209), so that nobody has to
 * search Redis for keys. It lies in a slot of its own, so it cannot be written together with a log: a pair and date is
 * added before its log is begun, and again whenever a process reads a log for writing, which repairs a lost index.
 *
 * Layout 1 had no index. What it left is added once a namespace, at the first reading, so that logs that nobody has
 * touched since (migration.ts) are found too.
 */
export class WatchIndex {
  readonly #redis: RedisClient;
  readonly #namespace: string | undefined;
  readonly #key: string;
  #takingOver: Promise<void> | null = null;

  constructor(redis: RedisClient, namespace: string | undefined) {
    this.#redis = redis;
    this.#namespace = namespace;
    this.#key = arrangeIndexKey(namespace);
  }

  /** Adds a pair and date; then drops some of those long before its poll whose logs have expired. */
  async add({ pair, travelDate, observedAt }: Watch & { observedAt: Instant }): Promise<void> {
    const added = await this.#redis.zadd(this.#key, 'NX', scoreOf(travelDate), memberOf(pair, travelDate));
    if (added === 0) return;
    const last = addDays(civilDateOf(observedAt), -KEEP_DAYS);
    const range = ['-inf', `(${scoreOf(last)}`, 'LIMIT', 0, DROPPED_MOST] as const;
    const old = await this.#redis.zrangebyscore(this.#key, ...range);
    await Promise.all(old.map((member) => this.#dropExpired(member)));
  }

  /** An imported season of years ago is kept as long as any other: only what has no log goes. */
  async #dropExpired(member: string): Promise<void> {
    const { pair, travelDate } = parseMember(member);
    const { log } = arrangeKeys(pair, travelDate, this.#namespace);
    const { state } = arrangeOldKeys(pair, travelDate, this.#namespace);
    if ((await this.#redis.exists(log, state)) === 0) await this.#redis.zrem(this.#key, member);
  }

  /** In order of date, then pair; both days included. */
  async readWatches(first: CivilDate, last: CivilDate): Promise<Watch[]> {
    this.#takingOver ??= this.#takeOver().catch((error: unknown) => {
      this.#takingOver = null;
      throw error;
    });
    await this.#takingOver;
    const members = await this.#redis.zrangebyscore(this.#key, scoreOf(first), scoreOf(last));
    return members.map(parseMember);
  }

  /** Broken off or done by two at once it does no harm: whoever comes next does it again, until one is through. */
  async #takeOver(): Promise<void> {
    const done = arrangeTakenOverKey(this.#namespace);
    if ((await this.#redis.exists(done)) === 1) return;
    for await (const member of findOldWatches(this.#redis, this.#namespace)) {
      await this.#redis.zadd(this.#key, 'NX', scoreOf(parseMember(member).travelDate), member);
    }
    await this.#redis.set(done, 1);
  }
}

export function scoreOf(travelDate: CivilDate): number {
  return Number(travelDate.replaceAll('-', ''));
}

export function memberOf(pair: OdPair, travelDate: CivilDate): string {
  return `${pair.from}-${pair.to}:${travelDate}`;
}

function parseMember(member: string): Watch {
  const [, from, to, travelDate] = /^([^-]+)-([^:]+):(.+)$/.exec(member) ?? [];
  if (from === undefined || to === undefined || travelDate === undefined) {
    throw new RangeError(`expected a watch as FROM-TO:date in the index, got "${member}"`);
  }
  return { pair: { from, to }, travelDate };
}
