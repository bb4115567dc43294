import { COMMON_LUA } from './common.ts';

/**
 * Moves the oldest polls of the log into a sealed page, if the log still begins as it did when it was read. Two who
 * seal the same log do no harm: the second finds another beginning. (The pages change only together with the log's
 * beginning: whoever read the log first and the last page after it has the page that belongs to it.)
 *
 * KEYS  1 log  2 sealed
 * ARGV  1 length of what was read without the tail, bytes   2 its SHA-1, hexadecimal   3 the log's new beginning
 *       4 the page   5 1 if the new page contains and replaces the last one, else 0
 *       6 clock offset, ms   7 keep until, ms
 * Answers 1, or 0: nothing written.
 */
export const SEAL_LOG_LUA = `${COMMON_LUA}
local logKey, sealedKey = unpack(KEYS)
local length = tonumber(ARGV[1])
local log = redis.call('GET', logKey)
if not log or redis.sha1hex(string.sub(log, 1, length)) ~= ARGV[2] then return 0 end
if ARGV[5] == '1' then
  redis.call('LSET', sealedKey, -1, ARGV[4])
else
  local pages = redis.call('RPUSH', sealedKey, ARGV[4])
  if pages == 1 then keep(sealedKey, tonumber(ARGV[7]), tonumber(ARGV[6])) end
end
redis.call('SET', logKey, ARGV[3] .. string.sub(log, length + 1), 'KEEPTTL')
return 1
`;
