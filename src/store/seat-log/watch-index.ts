import { addDays, type CivilDate, civilDateOf, type Instant } from '../../calendar/china-time.ts';
import type { OdPair, Watch } from '../../seats/schema.ts';
import type { RedisClient } from '../redis-client.ts';
import { KEEP_DAYS } from './keys.ts';

/**
 * The pairs and dates anything was kept of: a sorted set of `FROM-TO:date` by date (20210209), so that nobody has to
 * search Redis for keys. It lies in a slot of its own, so it cannot be written together with a log: a pair and date is
 * added before its log is begun, and again whenever a process reads a log for writing, which repairs a lost index.
 */
export class WatchIndex {
  readonly #redis: RedisClient;
  readonly #key: string;

  constructor(redis: RedisClient, key: string) {
    this.#redis = redis;
    this.#key = key;
  }

  /** Adds a pair and date, and drops those so long before its poll that their logs have expired. */
  async add({ pair, travelDate, observedAt }: Watch & { observedAt: Instant }): Promise<void> {
    const added = await this.#redis.zadd(this.#key, 'NX', scoreOf(travelDate), memberOf(pair, travelDate));
    if (added === 0) return;
    const expired = addDays(civilDateOf(observedAt), -2 * KEEP_DAYS);
    if (travelDate > expired) await this.#redis.zremrangebyscore(this.#key, '-inf', `(${scoreOf(expired)}`);
  }

  /** In order of date, then pair; both days included. */
  async readWatches(first: CivilDate, last: CivilDate): Promise<Watch[]> {
    const members = await this.#redis.zrangebyscore(this.#key, scoreOf(first), scoreOf(last));
    return members.map(parseMember);
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
