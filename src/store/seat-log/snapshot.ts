import { ServiceError } from '../../errors.ts';
import type { RedisClient } from '../redis-client.ts';
import type { SeatLogKeys } from './keys.ts';
import { parsePage } from './page.ts';
import { type LatePoll, parseLatePoll } from './replay.ts';
import { parseStateHeader, type StateHeader } from './state.ts';
import { LOG_HEADER_BYTES, type LogPoll, parseLogHeader, parseTokens } from './tokens.ts';

/** Everything kept about the ok polls of a pair and date at one moment. */
export interface Snapshot {
  header: StateHeader;
  /** In order of time. */
  polls: LogPoll[];
  /** In order of time. */
  late: LatePoll[];
  /** Failures as the `failed` key holds them, in order of time. */
  failed: string[];
}

/** One transaction, one round trip. Null when nothing is kept. */
export async function readSnapshot(redis: RedisClient, keys: SeatLogKeys): Promise<Snapshot | null> {
  const answers = await redis
    .multi()
    .getBuffer(keys.state)
    .getBuffer(keys.log)
    .lrangeBuffer(keys.sealed, 0, -1)
    .zrangeBuffer(keys.late, '0', '-1')
    .zrange(keys.failed, '0', '-1')
    .exec();
  const [state, log, sealed, late, failed] = (answers ?? []).map(([error, value]) => {
    if (error !== null) throw error;
    return value;
  }) as [Buffer | null, Buffer | null, Buffer[], Buffer[], string[]];
  const header = parseStateHeader(state);
  if (header === null) return null;
  if (header.observed === 0) return { header, polls: [], late: [], failed };
  if (log === null) throw lostKey(keys.log, keys);
  return {
    header,
    polls: [
      ...sealed.flatMap((page) => parsePage(page).polls),
      ...parseTokens(log.subarray(LOG_HEADER_BYTES), parseLogHeader(log)),
    ],
    late: late.map(parseLatePoll),
    failed,
  };
}

/** Keys of one pair and date are written and expire together: only a hand on Redis can part them. */
export function lostKey(key: string, keys: SeatLogKeys): ServiceError {
  return new ServiceError(
    `the seat log has ${keys.state} but not the ${key} that it needs`,
    `restore Redis from its last good copy, or delete the keys beginning with ${keys.state.replace(/state$/, '')}`,
  );
}
