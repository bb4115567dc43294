import { COMMON_LUA } from './common.ts';

/**
 * Replaces the whole log by one that holds the late polls in their place, if nothing was kept meanwhile.
 *
 * KEYS  1 log  2 late  3 sealed
 * ARGV  1 tail of the log it was made from   2 the new log   3 clock offset, ms   4 keep until, ms
 *       5 ... the new sealed pages
 * Answers 1, or 0: nothing written.
 */
export const FOLD_LATE_LUA = `${COMMON_LUA}
local logKey, lateKey, sealedKey = unpack(KEYS)
if redis.call('GETRANGE', logKey, -#ARGV[1], -1) ~= ARGV[1] then return 0 end
redis.call('DEL', sealedKey, lateKey)
for i = 5, #ARGV do redis.call('RPUSH', sealedKey, ARGV[i]) end
if #ARGV > 4 then keep(sealedKey, tonumber(ARGV[4]), tonumber(ARGV[3])) end
redis.call('SET', logKey, ARGV[2], 'KEEPTTL')
return 1
`;
