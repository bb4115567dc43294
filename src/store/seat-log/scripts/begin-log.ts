import { COMMON_LUA } from './common.ts';

/**
 * Begins the log of a pair and date, with nothing in it, unless there is one.
 *
 * KEYS  1 log  2 sealed  3 late
 * ARGV  1 the empty log   2 clock offset, ms   3 keep until, ms
 * Answers 1, or 0 when there is one already.
 */
export const BEGIN_LOG_LUA = `${COMMON_LUA}
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
-- Whatever lies there belongs to a log that has expired.
redis.call('DEL', KEYS[2], KEYS[3])
redis.call('SET', KEYS[1], ARGV[1])
keep(KEYS[1], tonumber(ARGV[3]), tonumber(ARGV[2]))
return 1
`;
