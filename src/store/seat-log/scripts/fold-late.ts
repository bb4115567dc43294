import { COMMON_LUA } from './common.ts';

/**
 * Replaces the whole log by one that holds the late polls in their place, if nothing was kept meanwhile.
 *
 * KEYS  1 state  2 log  3 late  4 sealed
 * ARGV  1 version of the state it was made from   2 the new state   3 the new log   4 clock offset, ms
 *       5 keep until, ms   6 ... the new sealed pages
 * Answers 1, or 0: nothing written.
 */
export const FOLD_LATE_LUA = `${COMMON_LUA}
local stateKey, logKey, lateKey, sealedKey = unpack(KEYS)
local state = redis.call('GET', stateKey)
if not state or readHeader(state).version ~= tonumber(ARGV[1]) then return 0 end
redis.call('DEL', sealedKey, lateKey)
for i = 6, #ARGV do redis.call('RPUSH', sealedKey, ARGV[i]) end
if #ARGV > 5 then keep(sealedKey, tonumber(ARGV[5]), tonumber(ARGV[4])) end
redis.call('SET', logKey, ARGV[3], 'KEEPTTL')
redis.call('SET', stateKey, ARGV[2], 'KEEPTTL')
return 1
`;
