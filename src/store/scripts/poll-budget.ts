import { COMMON_LUA } from '../seat-log/scripts/common.ts';

/** A worker whose clock is ahead of Redis' own by more than this is not let in: it would end pauses too early. */
const AHEAD_MOST_MS = 30_000;

/**
 * Gives leave for one request, or says why not.
 *
 * KEYS  1 gate, a hash: latest (the latest instant any worker has named), freeAt (before it nothing is sent),
 *       lapsed, sent:KIND   2 sent, permits by instant   3 leases of requests under way, by their end
 *       4 the pause, JSON (poll-state.ts)
 * ARGV  1 now, ms on the service's clock   2 token   3 kind   4 gap after this request, ms   5 how long a permit
 *       counts, ms   6 most permits in that time (0: no limits at all)   7 most under way   8 lease, ms
 *       9 clock offset, ms
 * Answers { 1, '', 0 } or { 0, reason, ms to wait }.
 *
 * Clocks disagree: time here never runs backwards. A worker behind the others is taken to be at the latest instant
 * named, so that it can only be late, never early; one ahead of Redis' own clock is turned away, so that it cannot
 * hold up the others.
 */
export const TAKE_REQUEST_LUA = `${COMMON_LUA}
local gate, sent, leases, backOff = unpack(KEYS)
local now, token, kind, gap = tonumber(ARGV[1]), ARGV[2], ARGV[3], tonumber(ARGV[4])
local counted, perWindow = tonumber(ARGV[5]), tonumber(ARGV[6])
local inFlight, lease, offset = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local function text(ms) return string.format('%.0f', ms) end

if now > serviceNow(offset) + ${AHEAD_MOST_MS} then return { 0, 'clock-ahead', ${AHEAD_MOST_MS} } end
local pause = redis.call('GET', backOff)
if pause then
  local pausedUntil = cjson.decode(pause)['until']
  if now < pausedUntil then return { 0, 'paused', pausedUntil - now } end
end

if perWindow > 0 then
  local at = math.max(now, tonumber(redis.call('HGET', gate, 'latest') or '0'))
  local lapsed = redis.call('ZREMRANGEBYSCORE', leases, '-inf', text(at))
  if lapsed > 0 then redis.call('HINCRBY', gate, 'lapsed', lapsed) end
  if redis.call('ZCARD', leases) >= inFlight then
    local first = redis.call('ZRANGE', leases, 0, 0, 'WITHSCORES')
    return { 0, 'in-flight', tonumber(first[2]) - at }
  end
  local freeAt = tonumber(redis.call('HGET', gate, 'freeAt') or '0')
  if at < freeAt then return { 0, 'spacing', freeAt - at } end
  redis.call('ZREMRANGEBYSCORE', sent, '-inf', text(at - counted))
  if redis.call('ZCARD', sent) >= perWindow then
    local first = redis.call('ZRANGE', sent, 0, 0, 'WITHSCORES')
    return { 0, 'window', tonumber(first[2]) + counted - at }
  end
  redis.call('ZADD', sent, text(at), token)
  redis.call('ZADD', leases, text(at + lease), token)
  redis.call('HSET', gate, 'latest', text(at), 'freeAt', text(at + gap))
end
redis.call('HINCRBY', gate, 'sent:' .. kind, 1)
return { 1, '', 0 }
`;

/**
 * Tells that a request is over: the next one may be sent `gap` later.
 *
 * KEYS  1 gate  2 leases        ARGV  1 now, ms   2 token   3 gap, ms
 * Answers 1, or 0 when the lease had lapsed (or there was none).
 */
export const RELEASE_REQUEST_LUA = `
local gate, leases = unpack(KEYS)
if redis.call('ZREM', leases, ARGV[2]) == 0 then return 0 end
local known = redis.call('HMGET', gate, 'latest', 'freeAt')
local at = math.max(tonumber(ARGV[1]), tonumber(known[1] or '0'))
local freeAt = math.max(at + tonumber(ARGV[3]), tonumber(known[2] or '0'))
redis.call('HSET', gate, 'latest', string.format('%.0f', at), 'freeAt', string.format('%.0f', freeAt))
return 1
`;
