import { TAIL_BYTES } from '../seat-log/log-value.ts';
import { COMMON_LUA } from '../seat-log/scripts/common.ts';

/**
 * Puts a whole log in the place of what is there, if that is still what the caller has seen.
 *
 * KEYS  1 log  2 sealed  3 late  4 cells  5 failures
 * ARGV  1 beginning of the tail of the log that is to go, empty for none   2 clock offset, ms   3 keep until, ms
 *       4 log   5 number of pages, then the pages, number of batches, the batches, then the
 *       failures, empty for none
 * Answers 1, or 0: something else is there, nothing written.
 */
export const RESTORE_LOG_LUA = `${COMMON_LUA}
local expected, offset, untilMs = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local found = string.sub(redis.call('GETRANGE', KEYS[1], -${TAIL_BYTES}, -1), 1, math.max(#expected, 1))
if found ~= expected then return 0 end
redis.call('DEL', unpack(KEYS))
redis.call('SET', KEYS[1], ARGV[4])
local at = 5
local function push(key)
  for i = at + 1, at + tonumber(ARGV[at]) do redis.call('RPUSH', key, ARGV[i]) end
  at = at + tonumber(ARGV[at]) + 1
end
push(KEYS[2])
push(KEYS[4])
if ARGV[at] ~= '' then redis.call('SET', KEYS[5], ARGV[at]) end
for _, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 then keep(key, untilMs, offset) end
end
return 1
`;
