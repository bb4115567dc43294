import { COMMON_LUA, STEP_LUA, TAKEN } from './common.ts';

/**
 * Sets aside one ok poll that was observed before others (LiveLog.planLate).
 *
 * KEYS  1 log  2 late, and 3 cells when the step brings a newer dictionary
 * ARGV  1-3 as in STEP_LUA, 4-7 empty where there is no newer dictionary, then
 *       8 second observed   9 the poll (replay.ts, parseLatePoll)   10 clock offset, ms   11 keep until, ms
 * Answers as in common.ts.
 */
export const ADD_LATE_LUA = `${COMMON_LUA}${STEP_LUA}
local why = objection(KEYS[3])
if why then return why end
local begun = redis.call('EXISTS', KEYS[2]) == 0
redis.call('ZADD', KEYS[2], ARGV[8], ARGV[9])
if begun then keep(KEYS[2], tonumber(ARGV[11]), tonumber(ARGV[10])) end
redis.call('SETRANGE', KEYS[1], ARGV[1], ARGV[3])
return ${TAKEN}
`;
