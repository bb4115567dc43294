import { DAY_MS } from '../../../calendar/china-time.ts';
import { KEEP_DAYS } from '../keys.ts';

/** Answers of the scripts that take a step (live-log.ts). */
export const TAKEN = 1;
/** The log does not stand as the step expects: read it again. */
export const STALE = 0;
/** Redis does not hold the dictionary the step was coded with. */
export const NO_DICTIONARY = -1;

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
 * ARGV  1 offset of the tail   2 the tail   3 what to write there   and, when the step brings a newer dictionary, with
 *       the key `cells`: 4, 5 number of batches of the newer dictionary and id of the last   6, 7 the same of the older
 */
export const STEP_LUA = `
local function holdsBatch(cells, place, id)
  local batch = redis.call('LINDEX', cells, place - 1)
  return batch and string.sub(batch, 1, 8) == id
end

-- Why the step cannot be taken, or nothing. Cells: the key, when the step brings a newer dictionary.
local function objection(cells)
  if redis.call('GETRANGE', KEYS[1], ARGV[1], -1) ~= ARGV[2] then return ${STALE} end
  if cells then
    if not holdsBatch(cells, tonumber(ARGV[4]), ARGV[5]) then return ${NO_DICTIONARY} end
    if ARGV[6] ~= '0' and not holdsBatch(cells, tonumber(ARGV[6]), ARGV[7]) then return ${NO_DICTIONARY} end
  end
end
`;
