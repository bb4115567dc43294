import { COMMON_LUA } from './common.ts';

/**
 * Adds a batch to the dictionary, if the dictionary is still the one the batch was made for.
 *
 * KEYS  1 cells
 * ARGV  1 batches it was made for   2 id of the last of them, or empty   3 the batch   4 clock offset, ms
 *       5 keep until, ms
 * Answers 1, or 0 when another writer was faster or Redis was emptied: nothing written, read it again.
 */
export const WRITE_BATCH_LUA = `${COMMON_LUA}
local batches = tonumber(ARGV[1])
if redis.call('LLEN', KEYS[1]) ~= batches then return 0 end
if batches > 0 and string.sub(redis.call('LINDEX', KEYS[1], -1), 1, 8) ~= ARGV[2] then return 0 end
redis.call('RPUSH', KEYS[1], ARGV[3])
if batches == 0 then keep(KEYS[1], tonumber(ARGV[5]), tonumber(ARGV[4])) end
return 1
`;
