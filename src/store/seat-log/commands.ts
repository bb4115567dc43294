import type { RedisClient } from '../redis-client.ts';
import { ADD_LATE_LUA } from './scripts/add-late.ts';
import { APPEND_LEARNT_LUA, APPEND_POLL_LUA } from './scripts/append-poll.ts';
import { BEGIN_LOG_LUA } from './scripts/begin-log.ts';
import { FOLD_LATE_LUA } from './scripts/fold-late.ts';
import { MIGRATE_LOG_LUA } from './scripts/migrate-log.ts';
import { READ_LOG_LUA } from './scripts/read-log.ts';
import { SEAL_LOG_LUA } from './scripts/seal-log.ts';
import { WRITE_BATCH_LUA } from './scripts/write-batch.ts';
import { WRITE_FAILURE_LUA } from './scripts/write-failure.ts';

type Argument = string | number | Buffer;
export type RawLog = [log: Buffer | null, sealed: Buffer[], late: Buffer[], failures: Buffer | null];

/** The scripts as commands of the client; each script's header says what goes in and what comes back. */
export interface SeatLogCommands {
  seatLogAppendPoll(...args: Argument[]): Promise<number>;
  seatLogAppendLearnt(...args: Argument[]): Promise<number>;
  /** This one takes the number of keys first. */
  seatLogAddLate(...args: Argument[]): Promise<number>;
  seatLogWriteFailure(...args: Argument[]): Promise<number>;
  seatLogBeginLog(...args: Argument[]): Promise<0 | 1>;
  seatLogReadLogBuffer(...args: Argument[]): Promise<RawLog>;
  seatLogWriteBatch(...args: Argument[]): Promise<0 | 1>;
  seatLogSealLog(...args: Argument[]): Promise<0 | 1>;
  seatLogFoldLate(...args: Argument[]): Promise<0 | 1>;
  seatLogMigrateLog(...args: Argument[]): Promise<0 | 1>;
}

/** ioredis sends each by its hash, and in full where Redis does not know it yet. Once a client is enough. */
export function defineCommands(redis: RedisClient): RedisClient & SeatLogCommands {
  if (hasCommands(redis)) return redis;
  redis.defineCommand('seatLogAppendPoll', { numberOfKeys: 1, lua: APPEND_POLL_LUA });
  redis.defineCommand('seatLogAppendLearnt', { numberOfKeys: 2, lua: APPEND_LEARNT_LUA });
  redis.defineCommand('seatLogAddLate', { lua: ADD_LATE_LUA });
  redis.defineCommand('seatLogWriteFailure', { numberOfKeys: 2, lua: WRITE_FAILURE_LUA });
  redis.defineCommand('seatLogBeginLog', { numberOfKeys: 3, lua: BEGIN_LOG_LUA });
  redis.defineCommand('seatLogReadLog', { numberOfKeys: 4, lua: READ_LOG_LUA });
  redis.defineCommand('seatLogWriteBatch', { numberOfKeys: 1, lua: WRITE_BATCH_LUA });
  redis.defineCommand('seatLogSealLog', { numberOfKeys: 2, lua: SEAL_LOG_LUA });
  redis.defineCommand('seatLogFoldLate', { numberOfKeys: 3, lua: FOLD_LATE_LUA });
  redis.defineCommand('seatLogMigrateLog', { numberOfKeys: 11, lua: MIGRATE_LOG_LUA });
  return redis as RedisClient & SeatLogCommands;
}

function hasCommands(redis: RedisClient): redis is RedisClient & SeatLogCommands {
  return 'seatLogReadLog' in redis;
}
