import { COMMON_LUA, STEP_LUA, TAKEN } from './common.ts';

/**
 * Sets aside one ok poll that was observed before others (LiveLog.planLate).
 *
 * KEYS  1 log  2 late, and 3 cells when the step brings a newer dictionary
 * ARGV  1-4 as in STEP_LUA, 5-8 empty where there is no newer dictionary, then
 *       9 second observed   10 the poll (replay.ts, parseLatePoll)   11 clock offset, ms   12 keep until, ms
 * Answers as in common.ts.
 */
export const ADD_LATE_LUA = `${COMMON_LUA}${STEP_LUA}
local why = objection(KEYS[3])
if why then return why end
local begun = redis.call('EXISTS', KEYS[2]) == 0
redis.call('ZADD', KEYS[2], ARGV[9], ARGV[10])
if begun then keep(KEYS[2], tonumber(ARGV[12]), tonumber(ARGV[11])) end
redis.call('SETRANGE', KEYS[1], ARGV[2], ARGV[4])
return ${TAKEN}
`;
