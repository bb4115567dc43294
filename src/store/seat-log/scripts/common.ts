import { DAY_MS, SECOND_MS } from '../../../calendar/china-time.ts';
import { KEEP_DAYS } from '../keys.ts';
import { STATE_HEADER_STRUCT } from '../state.ts';

/** A poll may be dated this long after Redis' own clock and no more (STORE.md, Traps). */
export const AHEAD_MOST_MS = 30 * SECOND_MS;

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

-- The state's header as a table; of a pair and date nothing is known about, all zero.
local function readHeader(state)
  local h = { version = 0, polled = 0, observed = 0, batchId = string.rep('\\0', 8), batches = 0, cells = 0,
    planned = 0, expected = 0, plannedLast = 0, late = 0 }
  if state then
    h.version, h.polled, h.observed, h.batchId, h.batches, h.cells, h.planned, h.expected, h.plannedLast, h.late =
      struct.unpack('${STATE_HEADER_STRUCT}', state)
  end
  return h
end

local function packHeader(h)
  return struct.pack('${STATE_HEADER_STRUCT}', h.version, h.polled, h.observed, h.batchId, h.batches, h.cells,
    h.planned, h.expected, h.plannedLast, h.late)
end
`;
