import { STALE, STEP_LUA, TAKEN } from './common.ts';

/**
 * Keeps one ok poll observed after all others, planned by LiveLog.planAppend: token and tail in one write.
 * Without a word too many: of all scripts only this one runs at every poll.
 *
 * KEYS  1 log
 * ARGV  1-3 as in STEP_LUA
 * Answers as in common.ts.
 */
export const APPEND_POLL_LUA = `
if redis.call('GETRANGE', KEYS[1], ARGV[1], -1) ~= ARGV[2] then return ${STALE} end
redis.call('SETRANGE', KEYS[1], ARGV[1], ARGV[3])
return ${TAKEN}
`;

/**
 * The same with a newer dictionary.
 *
 * KEYS  1 log  2 cells
 * ARGV  as in STEP_LUA
 */
export const APPEND_LEARNT_LUA = `${STEP_LUA}
local why = objection(KEYS[2])
if why then return why end
redis.call('SETRANGE', KEYS[1], ARGV[1], ARGV[3])
return ${TAKEN}
`;
