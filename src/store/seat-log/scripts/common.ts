import { DAY_MS, SECOND_MS } from '../../../calendar/china-time.ts';
import { KEEP_DAYS } from '../keys.ts';

/** A poll may be dated this long after Redis' own clock and no more (STORE.md, Traps). */
export const AHEAD_MOST_MS = 30 * SECOND_MS;

/** Answers of the scripts that take a step (live-log.ts). */
export const TAKEN = 1;
/** The log does not stand as the step expects: read it again. */
export const STALE = 0;
/** The poll is dated too far ahead of Redis' clock. */
export const REFUSED = -1;
/** Redis does not hold the dictionary the step was coded with. */
export const NO_DICTIONARY = -2;

/**
 * Lua shared by the scripts that write. Beware: Lua's tostring loses digits above 14, so instants leave Lua
 * only packed or through %.0f.
 */
export const COMMON_LUA = `
local floor = math.floor

-- Redis' own clock shifted to the service's, in milliseconds.
local function serviceNow(offset)
  local clock = redis.call('TIME')
  return clock[1] * 1000 + floor(clock[2] / 1000) + offset
end

-- A key that was just begun lives until the date says, and never less than ${KEEP_DAYS} days.
local function keep(key, untilMs, offset)
  local least = serviceNow(offset) + ${KEEP_DAYS * DAY_MS}
  redis.call('PEXPIREAT', key, string.format('%.0f', math.max(untilMs, least) - offset))
end
`;

/**
 * Lua shared by the scripts that take a step. Everything that can refuse it comes before the first write.
 *
 * KEYS  1 log
 * ARGV  1 earliest second on Redis' own clock at which the poll may be kept   2 offset of the tail   3 the tail
 *       4 what to write there   and, when the step brings a newer dictionary, with the key `cells`: 5, 6 number of
 *       batches of the newer dictionary and id of the last   7, 8 the same of the older one
 */
export const STEP_LUA = `
local function holdsBatch(cells, place, id)
  local batch = redis.call('LINDEX', cells, place - 1)
  return batch and string.sub(batch, 1, 8) == id
end

-- Why the step cannot be taken, or nothing. Cells: the key, when the step brings a newer dictionary.
local function objection(cells)
  local clock = redis.call('TIME')
  if clock[1] + clock[2] / 1000000 < tonumber(ARGV[1]) then return ${REFUSED} end
  if redis.call('GETRANGE', KEYS[1], ARGV[2], -1) ~= ARGV[3] then return ${STALE} end
  if cells then
    if not holdsBatch(cells, tonumber(ARGV[5]), ARGV[6]) then return ${NO_DICTIONARY} end
    if ARGV[7] ~= '0' and not holdsBatch(cells, tonumber(ARGV[7]), ARGV[8]) then return ${NO_DICTIONARY} end
  end
end
`;
