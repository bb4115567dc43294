import { NOT_OFFERED_CODE, SUSPENDED_CODE, UNLISTED_CODE } from '../../../seats/seat-code.ts';
import { FIRST_MARK, GONE, MARK_KEEP, MARK_NOT_OFFERED, MARK_SUSPENDED, MARK_UNLISTED } from '../codes.ts';
import { STATE_HEADER_BYTES } from '../state.ts';
import { LOG_HEADER_STRUCT } from '../tokens.ts';
import { AHEAD_MOST_MS, COMMON_LUA } from './common.ts';

/**
 * Keeps one ok poll: compares its board with the one Redis knows, appends to the log, replaces the state.
 *
 * KEYS  1 state  2 log  3 late  4 cells  5 sealed
 * ARGV  1 observed, ms   2 planned, ms   3 one code or mark a cell   4 batches of the dictionary it was coded
 *       with   5 id of the last of them   6 clock offset, ms   7 keep until, ms   8 version at which the
 *       caller has searched all polls in vain for one of the same plan or second, or -1
 * Answers { word, length of the log in bytes }. Words:
 *   written, late, repeated, refused   as SeatLog.writePoll
 *   dictionary   the codes are of an older dictionary than the board's, or of one Redis does not hold
 *   search       its plan or its second is not past all others: it may have been kept before, perhaps in a
 *                sealed page, which Lua cannot read
 * In every case but written and late nothing has been written. Whatever can fail comes before the first write.
 */
export const WRITE_POLL_LUA = `${COMMON_LUA}
local byte, char, sub = string.byte, string.char, string.sub

local function varint(n)
  if n < 128 then return char(n) end
  local bytes = {}
  while n >= 128 do
    bytes[#bytes + 1] = char(n % 128 + 128)
    n = floor(n / 128)
  end
  bytes[#bytes + 1] = char(n)
  return table.concat(bytes)
end

local function zigzag(n)
  if n < 0 then return -2 * n - 1 end
  return 2 * n
end

local function expectedAfter(planned, before)
  if before == 0 then return planned end
  return math.max(0, 2 * planned - before)
end

-- What a mark makes of a cell that was seen before.
local STORED = { [${MARK_NOT_OFFERED}] = ${NOT_OFFERED_CODE}, [${MARK_SUSPENDED}] = ${SUSPENDED_CODE},
  [${MARK_UNLISTED}] = ${UNLISTED_CODE}, [${GONE}] = ${GONE} }

local function codeAfter(old, sent)
  if sent < ${FIRST_MARK} then return sent end
  if old == 0 or sent == ${MARK_KEEP} then return old end
  return STORED[sent]
end

-- The changed cells (from 1) and their new codes, in order. Boards are compared 32 bytes at a time.
local function compare(board, codes)
  local cells, values = {}, {}
  for block = 1, #codes, 32 do
    local last = math.min(block + 31, #codes)
    if sub(board, block, last) ~= sub(codes, block, last) then
      local olds, sents = { byte(board, block, last) }, { byte(codes, block, last) }
      for i = 1, #sents do
        local old = olds[i]
        local new = old == sents[i] and old or codeAfter(old, sents[i])
        if new ~= old then
          cells[#cells + 1] = block + i - 1
          values[#values + 1] = new
        end
      end
    end
  end
  return cells, values
end

-- The board and its change times with the changes in them; and the changes as the log keeps them.
local function applyChanges(board, times, cells, values, observed, before)
  local boardParts, timeParts, tokens, from = {}, {}, {}, 1
  local now, last = struct.pack('>I4', observed), struct.pack('>I4', before)
  for i = 1, #cells do
    local cell, value = cells[i], values[i]
    boardParts[#boardParts + 1] = sub(board, from, cell - 1)
    boardParts[#boardParts + 1] = char(value)
    timeParts[#timeParts + 1] = sub(times, 4 * from - 3, 4 * cell - 4)
    timeParts[#timeParts + 1] = value == ${GONE} and last or now
    tokens[#tokens + 1] = varint(cell - from) .. char(value)
    from = cell + 1
  end
  boardParts[#boardParts + 1] = sub(board, from)
  timeParts[#timeParts + 1] = sub(times, 4 * from - 3)
  return table.concat(boardParts), table.concat(timeParts), table.concat(tokens)
end

local function timeToken(h, observed, planned, changed)
  local lagStep = observed - floor(planned / 1000) - (h.observed - floor(h.planned / 1000))
  local shift = planned - h.expected
  local head = 4 * zigzag(lagStep) + (changed and 1 or 0)
  if shift == 0 then return varint(head) end
  if shift % 1000 == 0 then return varint(head + 2) .. varint(2 * zigzag(shift / 1000)) end
  return varint(head + 2) .. varint(2 * zigzag(shift) + 1)
end

local stateKey, logKey, lateKey, cellsKey, sealedKey = unpack(KEYS)
local observedMs, planned, codes = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3]
local batches, batchId = tonumber(ARGV[4]), ARGV[5]
local offset, keepUntil, searched = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local observed = floor(observedMs / 1000)

if observedMs > serviceNow(offset) + ${AHEAD_MOST_MS} then return { 'refused', 0 } end

local state = redis.call('GET', stateKey)
local h = readHeader(state)

if h.observed > 0 then
  if observed == h.observed or planned == h.planned then return { 'repeated', 0 } end
  local inOrder = observed > h.observed and planned > h.plannedLast
  if not inOrder and h.version ~= searched then return { 'search', 0 } end
end

local function holdsBatch(place, id)
  local batch = redis.call('LINDEX', cellsKey, place - 1)
  return batch and sub(batch, 1, 8) == id
end

if batches < h.batches then return { 'dictionary', 0 } end
if batches == h.batches and batchId ~= h.batchId then return { 'dictionary', 0 } end
if batches > h.batches then
  if not holdsBatch(batches, batchId) then return { 'dictionary', 0 } end
  if h.batches > 0 and not holdsBatch(h.batches, h.batchId) then return { 'dictionary', 0 } end
end

h.version = h.version + 1
h.batches, h.batchId = batches, batchId
h.plannedLast = math.max(h.plannedLast, planned)

if observed < h.observed then
  -- Read by parseLatePoll (replay.ts).
  redis.call('ZADD', lateKey, observed, struct.pack('>I4I6', observed, planned) .. codes)
  if h.late == 0 then keep(lateKey, keepUntil, offset) end
  h.late = h.late + 1
  redis.call('SETRANGE', stateKey, 0, packHeader(h))
  return { 'late', 0 }
end

local before = h.observed
local board, times = '', ''
if state then
  board = sub(state, ${STATE_HEADER_BYTES} + 1, ${STATE_HEADER_BYTES} + h.cells)
  times = sub(state, ${STATE_HEADER_BYTES} + h.cells + 1)
end
local grown = #codes - h.cells
board, times = board .. string.rep('\\0', grown), times .. string.rep('\\0', 4 * grown)
local cells, values = compare(board, codes)
local changed = #cells > 0
local token = timeToken(h, observed, planned, changed)
if changed then
  local changes
  board, times, changes = applyChanges(board, times, cells, values, observed, before)
  token = token .. varint(#changes) .. changes
end

h.expected, h.planned = expectedAfter(planned, h.planned), planned
h.observed, h.polled = observed, math.max(h.polled, observed)
h.cells = #board
local length
if before == 0 then
  -- Whatever lies there belongs to a state that has expired.
  redis.call('DEL', lateKey, sealedKey)
  token = struct.pack('${LOG_HEADER_STRUCT}', 0, 0, 0) .. token
  redis.call('SET', logKey, token)
  keep(logKey, keepUntil, offset)
  length = #token
else
  length = redis.call('APPEND', logKey, token)
end
if changed or grown > 0 then
  redis.call('SET', stateKey, packHeader(h) .. board .. times, 'KEEPTTL')
else
  redis.call('SETRANGE', stateKey, 0, packHeader(h))
end
if not state then keep(stateKey, keepUntil, offset) end
return { 'written', length }
`;
