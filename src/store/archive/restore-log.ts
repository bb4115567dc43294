import { COMMON_LUA } from '../seat-log/scripts/common.ts';

/**
 * Puts a whole log in the place of what is there, if that is still what the caller has seen.
 *
 * KEYS  1 state  2 log  3 sealed  4 late  5 cells  6 failed
 * ARGV  1 beginning of the state that is to go, empty for none   2 clock offset, ms   3 keep until, ms   4 state
 *       5 log, empty for none   6 number of pages, then the pages, number of batches, the batches, then second and
 *       text of each failure
 * Answers 1, or 0: something else is there, nothing written.
 */
export const RESTORE_LOG_LUA = `${COMMON_LUA}
local expected, offset, untilMs = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local found = redis.call('GETRANGE', KEYS[1], 0, math.max(#expected, 1) - 1)
if found ~= expected then return 0 end
redis.call('DEL', unpack(KEYS))
redis.call('SET', KEYS[1], ARGV[4])
if ARGV[5] ~= '' then redis.call('SET', KEYS[2], ARGV[5]) end
local at = 6
local function push(key)
  for i = at + 1, at + tonumber(ARGV[at]) do redis.call('RPUSH', key, ARGV[i]) end
  at = at + tonumber(ARGV[at]) + 1
end
push(KEYS[3])
push(KEYS[5])
for i = at, #ARGV, 2 do redis.call('ZADD', KEYS[6], ARGV[i], ARGV[i + 1]) end
for _, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 then keep(key, untilMs, offset) end
end
return 1
`;
