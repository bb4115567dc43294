import { COMMON_LUA, STALE, STEP_LUA, TAKEN } from './common.ts';

/**
 * Keeps one poll that failed. The board is not touched: only the tail's version and last time.
 *
 * KEYS  1 log  2 failures
 * ARGV  1-4 as in STEP_LUA   5 the record (failures.ts)   6 length of the records before it, bytes
 *       7 clock offset, ms   8 keep until, ms
 * Answers as in common.ts.
 */
export const WRITE_FAILURE_LUA = `${COMMON_LUA}${STEP_LUA}
local why = objection(nil)
if why then return why end
local length = redis.call('STRLEN', KEYS[2])
if length ~= tonumber(ARGV[6]) then return ${STALE} end
redis.call('APPEND', KEYS[2], ARGV[5])
if length == 0 then keep(KEYS[2], tonumber(ARGV[8]), tonumber(ARGV[7])) end
redis.call('SETRANGE', KEYS[1], ARGV[2], ARGV[4])
return ${TAKEN}
`;
