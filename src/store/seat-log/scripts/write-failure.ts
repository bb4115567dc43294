import { COMMON_LUA, REPEATED, STEP_LUA, TAKEN } from './common.ts';

/**
 * Keeps one poll that failed. The board is not touched: only the tail's version and last time.
 *
 * KEYS  1 log  2 failed
 * ARGV  1-4 as in STEP_LUA   5 second observed   6 the failure (failures.ts)   7 clock offset, ms
 *       8 keep until, ms
 * Answers as in common.ts.
 */
export const WRITE_FAILURE_LUA = `${COMMON_LUA}${STEP_LUA}
local why = objection(nil)
if why then return why end
local begun = redis.call('EXISTS', KEYS[2]) == 0
if redis.call('ZADD', KEYS[2], 'NX', ARGV[5], ARGV[6]) == 0 then return ${REPEATED} end
if begun then keep(KEYS[2], tonumber(ARGV[8]), tonumber(ARGV[7])) end
redis.call('SETRANGE', KEYS[1], ARGV[2], ARGV[4])
return ${TAKEN}
`;
