import { COMMON_LUA } from '../seat-log/scripts/common.ts';

/** Last second planned, and how many plans: two numbers of four bytes, then each plan's distance as a varint. */
export const HEADER_BYTES = 8;

/**
 * Adds one plan, unless it is not later than the last one.
 *
 * KEYS  1 plans      ARGV  1 second planned   2 clock offset, ms   3 keep until, ms
 * Answers 1 when it was added, else 0.
 */
export const WRITE_PLAN_LUA = `${COMMON_LUA}
local key, second = KEYS[1], tonumber(ARGV[1])
local header = redis.call('GETRANGE', key, 0, ${HEADER_BYTES - 1})
local last, count = 0, 0
if #header == ${HEADER_BYTES} then last, count = struct.unpack('>I4I4', header) end
if second <= last then return 0 end
local distance, bytes = second - last, {}
while distance >= 128 do
  bytes[#bytes + 1] = string.char(distance % 128 + 128)
  distance = floor(distance / 128)
end
bytes[#bytes + 1] = string.char(distance)
redis.call('SETRANGE', key, 0, struct.pack('>I4I4', second, count + 1))
redis.call('APPEND', key, table.concat(bytes))
if count == 0 then keep(key, tonumber(ARGV[3]), tonumber(ARGV[2])) end
return 1
`;

/** The seconds planned, in order. Throws RangeError for bytes that are no such list. */
export function parsePlans(bytes: Buffer): number[] {
  const seconds: number[] = [];
  let at = HEADER_BYTES;
  let last = 0;
  while (at < bytes.length) {
    let distance = 0;
    let weight = 1;
    let byte: number;
    do {
      byte = bytes[at++] ?? Number.NaN;
      distance += (byte & 127) * weight;
      weight *= 128;
    } while (byte >= 128);
    last += distance;
    seconds.push(last);
  }
  if (
    bytes.length < HEADER_BYTES ||
    bytes.readUInt32BE(4) !== seconds.length ||
    bytes.readUInt32BE(0) !== last
  )
    throw new RangeError(`expected a list of plans, got ${bytes.length} bytes that contradict themselves`);
  return seconds;
}
