import { AHEAD_MOST_MS, COMMON_LUA } from './common.ts';

/**
 * Keeps one poll that failed. The board is not touched: only the header's version and last time.
 *
 * KEYS  1 state  2 failed
 * ARGV  1 observed, ms   2 the failure (failures.ts)   3 clock offset, ms   4 keep until, ms
 * Answers written, late, repeated or refused, as SeatLog.writePoll.
 */
export const WRITE_FAILURE_LUA = `${COMMON_LUA}
local stateKey, failedKey = unpack(KEYS)
local observedMs, failure = tonumber(ARGV[1]), ARGV[2]
local offset, keepUntil = tonumber(ARGV[3]), tonumber(ARGV[4])
local observed = floor(observedMs / 1000)

if observedMs > serviceNow(offset) + ${AHEAD_MOST_MS} then return 'refused' end
local state = redis.call('GET', stateKey)
local h = readHeader(state)
local begun = redis.call('EXISTS', failedKey) == 0
if redis.call('ZADD', failedKey, 'NX', observed, failure) == 0 then return 'repeated' end

h.version = h.version + 1
h.polled = math.max(h.polled, observed)
redis.call('SETRANGE', stateKey, 0, packHeader(h))
if begun then keep(failedKey, keepUntil, offset) end
if not state then keep(stateKey, keepUntil, offset) end
if observed < h.observed then return 'late' end
return 'written'
`;
