import { ServiceError } from '../../errors.ts';
import type { RedisClient } from '../redis-client.ts';
import { defineCommands, type RawLog, type SeatLogCommands } from './commands.ts';
import { parseFailures } from './failures.ts';
import type { SeatLogKeys } from './keys.ts';
import { type LogTail, type LogValue, parseLogValue } from './log-value.ts';
import { parsePage } from './page.ts';
import { type LatePoll, parseLatePoll } from './replay.ts';
import { type LogPoll, parseTokens } from './tokens.ts';

/** Everything kept about a pair and date at one moment, as Redis holds it. */
export interface RawSnapshot {
  log: LogValue;
  sealed: Buffer[];
  /** In order of time. */
  late: LatePoll[];
  /** The `failures` key; empty where there are none. */
  failures: Buffer;
}

/** The same with its polls decoded: convenient, and slow for a whole season (columns.ts is quick). */
export interface Snapshot {
  tail: LogTail;
  /** In order of time. */
  polls: LogPoll[];
  late: LatePoll[];
  /** Failures as texts (failures.ts), in the order in which they came. */
  failed: string[];
}

/** One command. Null when nothing is kept. */
export async function readRawSnapshot(
  redis: RedisClient & SeatLogCommands,
  keys: SeatLogKeys,
): Promise<RawSnapshot | null> {
  return parseRaw(await redis.seatLogReadLogBuffer(keys.log, keys.sealed, keys.late, keys.failures));
}

/** One command. Null when nothing is kept. */
export async function readSnapshot(redis: RedisClient, keys: SeatLogKeys): Promise<Snapshot | null> {
  const raw = await readRawSnapshot(defineCommands(redis), keys);
  return raw && parseSnapshot(raw);
}

export function parseSnapshot({ log, sealed, late, failures }: RawSnapshot): Snapshot {
  const polls = [...sealed.flatMap((page) => parsePage(page).polls), ...parseTokens(log.tokens, log.context)];
  return { tail: log.tail, polls, late, failed: parseFailures(failures) };
}

function parseRaw([log, sealed, late, failures]: RawLog): RawSnapshot | null {
  const value = parseLogValue(log);
  return (
    value && {
      log: value,
      sealed,
      late: late.map(parseLatePoll),
      failures: failures ?? Buffer.alloc(0),
    }
  );
}

/** Keys of one pair and date are written and expire together: only a hand on Redis can part them. */
export function lostKey(key: string, keys: SeatLogKeys): ServiceError {
  return new ServiceError(
    `the seat log has ${keys.log} but not the ${key} that it needs`,
    `restore Redis from its last good copy, or delete the keys beginning with ${keys.log.replace(/log$/, '')}`,
  );
}
