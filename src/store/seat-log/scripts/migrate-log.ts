/**
 * Replaces a log of layout 1 by one of this layout (migration.ts), if it is still as it was read. The new keys expire
 * when the old ones would have.
 *
 * KEYS  1-6 of layout 1: state, log, sealed, late, cells, failed   7-11 of this: log, sealed, late, cells,
 *       failures
 * ARGV  1 header of the old state   2 the new log   3 one more page, or empty
 *       4 the failures, or empty
 * Answers 1, or 0: nothing written.
 */
export const MIGRATE_LOG_LUA = `
if redis.call('GETRANGE', KEYS[1], 0, #ARGV[1] - 1) ~= ARGV[1] then return 0 end
local ttl = redis.call('PTTL', KEYS[1])
for i = 3, 5 do
  if redis.call('EXISTS', KEYS[i]) == 1 then redis.call('RENAME', KEYS[i], KEYS[i + 5]) end
end
if ARGV[3] ~= '' then redis.call('RPUSH', KEYS[8], ARGV[3]) end
redis.call('SET', KEYS[7], ARGV[2])
if ARGV[4] ~= '' then redis.call('SET', KEYS[11], ARGV[4]) end
redis.call('DEL', KEYS[1], KEYS[2], KEYS[6])
if ttl > 0 then
  redis.call('PEXPIRE', KEYS[7], ttl)
  redis.call('PEXPIRE', KEYS[8], ttl)
  redis.call('PEXPIRE', KEYS[11], ttl)
end
return 1
`;
