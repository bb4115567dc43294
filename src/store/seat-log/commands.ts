import type { RedisClient } from '../redis-client.ts';
import { FOLD_LATE_LUA } from './scripts/fold-late.ts';
import { SEAL_LOG_LUA } from './scripts/seal-log.ts';
import { WRITE_BATCH_LUA } from './scripts/write-batch.ts';
import { WRITE_FAILURE_LUA } from './scripts/write-failure.ts';
import { WRITE_POLL_LUA } from './scripts/write-poll.ts';

type Argument = string | number | Buffer;

/** The scripts as commands of the client; each script's header says what goes in and what comes back. */
export interface SeatLogCommands {
  seatLogWritePoll(...args: Argument[]): Promise<[word: string, length: number]>;
  seatLogWriteFailure(...args: Argument[]): Promise<'written' | 'late' | 'repeated' | 'refused'>;
  seatLogWriteBatch(...args: Argument[]): Promise<0 | 1>;
  seatLogSealLog(...args: Argument[]): Promise<0 | 1>;
  seatLogFoldLate(...args: Argument[]): Promise<0 | 1>;
}

/** ioredis sends each by its hash, and in full where Redis does not know it yet. */
export function defineCommands(redis: RedisClient): RedisClient & SeatLogCommands {
  redis.defineCommand('seatLogWritePoll', { numberOfKeys: 5, lua: WRITE_POLL_LUA });
  redis.defineCommand('seatLogWriteFailure', { numberOfKeys: 2, lua: WRITE_FAILURE_LUA });
  redis.defineCommand('seatLogWriteBatch', { numberOfKeys: 1, lua: WRITE_BATCH_LUA });
  redis.defineCommand('seatLogSealLog', { numberOfKeys: 2, lua: SEAL_LOG_LUA });
  redis.defineCommand('seatLogFoldLate', { numberOfKeys: 4, lua: FOLD_LATE_LUA });
  return redis as RedisClient & SeatLogCommands;
}
