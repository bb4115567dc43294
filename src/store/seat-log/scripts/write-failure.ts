import { COMMON_LUA, STALE, STEP_LUA, TAKEN } from './common.ts';

/**
 * Keeps one poll that failed. The board is not touched: only the tail's version and last time.
 *
 * KEYS  1 log  2 failures
 * ARGV  1-3 as in STEP_LUA   4 the record (failures.ts)   5 length of the records before it, bytes
 *       6 clock offset, ms   7 keep until, ms
 * Answers as in common.ts.
 */
export const WRITE_FAILURE_LUA = `${COMMON_LUA}${STEP_LUA}
local why = objection(nil)
if why then return why end
local before = redis.call('GET', KEYS[2]) or ''
if #before ~= tonumber(ARGV[5]) then return ${STALE} end
-- Not APPEND, after which a string takes twice its room: failures are few and stay for a year.
redis.call('SET', KEYS[2], before .. ARGV[4], 'KEEPTTL')
if before == '' then keep(KEYS[2], tonumber(ARGV[7]), tonumber(ARGV[6])) end
redis.call('SETRANGE', KEYS[1], ARGV[1], ARGV[3])
return ${TAKEN}
`;
