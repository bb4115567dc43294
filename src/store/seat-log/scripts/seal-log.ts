import { COMMON_LUA } from './common.ts';

/**
 * Moves the oldest polls of the log into a sealed page, if the log still begins as it did when it was read.
 * Two who seal the same log do no harm: the second finds another beginning.
 *
 * KEYS  1 log  2 sealed
 * ARGV  1 length of that beginning, bytes   2 its SHA-1, hexadecimal   3 header of the log that remains
 *       4 the page   5 SHA-1 of the last page, which the new one contains and replaces, or empty
 *       6 clock offset, ms   7 keep until, ms
 * Answers 1, or 0: nothing written.
 */
export const SEAL_LOG_LUA = `${COMMON_LUA}
local logKey, sealedKey = unpack(KEYS)
local length, replaced = tonumber(ARGV[1]), ARGV[5]
local log = redis.call('GET', logKey)
if not log or redis.sha1hex(string.sub(log, 1, length)) ~= ARGV[2] then return 0 end
local last = redis.call('LINDEX', sealedKey, -1)
if replaced ~= '' then
  if not last or redis.sha1hex(last) ~= replaced then return 0 end
  redis.call('LSET', sealedKey, -1, ARGV[4])
else
  redis.call('RPUSH', sealedKey, ARGV[4])
  if not last then keep(sealedKey, tonumber(ARGV[7]), tonumber(ARGV[6])) end
end
redis.call('SET', logKey, ARGV[3] .. string.sub(log, length + 1), 'KEEPTTL')
return 1
`;
