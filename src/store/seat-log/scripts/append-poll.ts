import { STEP_LUA, TAKEN } from './common.ts';

/**
 * Keeps one ok poll observed after all others, planned by LiveLog.planAppend: token and tail in one write.
 *
 * KEYS  1 log, and 2 cells when the step brings a newer dictionary
 * ARGV  as in STEP_LUA
 * Answers as in common.ts.
 */
export const APPEND_POLL_LUA = `${STEP_LUA}
local why = objection(KEYS[2])
if why then return why end
redis.call('SETRANGE', KEYS[1], ARGV[1], ARGV[3])
return ${TAKEN}
`;
