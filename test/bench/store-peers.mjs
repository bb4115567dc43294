// What the seat log stands beside: whole polls as JSON in a stream, the bound of the packed change stream, and rows in
// PostgreSQL (store-postgres.mjs). Each is fed some of the same pairs and dates, whole.
import zlib from 'node:zlib';
import { readUsage } from './store-redis.mjs';
import { SeasonCounts } from './store-truth.mjs';
import { runLanes, takeTurns } from './store-write.mjs';

/**
 * Each poll as JSON in the stream of its pair and date, under its own time: by train and class what is left, in 12306's
 * own words and without the trains' facts, which is as short as plain JSON gets.
 */
export async function benchJsonStreams({ redis, season, places, inFlight }) {
  const counts = new SeasonCounts();
  const before = await readUsage(redis);
  let seconds = 0;
  for (const turn of takeTurns(pollsOf(season, places))) {
    for (const poll of turn) counts.add(poll);
    const startedAt = process.hrtime.bigint();
    await runLanes(turn, inFlight, (poll) => {
      const { pair, travelDate, observedAt } = poll;
      return redis.xadd(
        `json:{${pair.from}-${pair.to}:${travelDate}}`,
        `${observedAt}-*`,
        'poll',
        planJson(poll),
      );
    });
    seconds += Number(process.hrtime.bigint() - startedAt) / 1e9;
  }
  const after = await readUsage(redis);
  return {
    counts,
    perSecond: counts.polls / seconds,
    bytes: after.memory - before.memory,
    aofPerPoll: (after.aof - before.aof) / counts.polls,
    cpuPerPoll: ((after.cpu - before.cpu) / counts.polls) * 1e6,
  };
}

function planJson(poll) {
  if (poll.outcome !== 'ok') return JSON.stringify([poll.outcome, poll.failure.sign]);
  const words = { plenty: '有', none: '无', notOnSale: '*' };
  const wordOf = ({ kind, count }) => words[kind] ?? `${count}`;
  const trains = poll.rows.map(({ trainNo, seats }) => {
    return [trainNo, Object.fromEntries(seats.map((seat) => [seat.seatClass, wordOf(seat.availability)]))];
  });
  return JSON.stringify(Object.fromEntries(trains));
}

/**
 * The change stream of each pair and date as columns (lags of the polls in seconds, then per offer the gaps in polls
 * between its changes and its new values, a byte each where they fit) under the best compressors at hand.
 */
export function packChanges(season, places) {
  const counts = new SeasonCounts();
  const sizes = {};
  for (const [pair, date] of places) {
    const packed = packCourse(season.pollsOf(pair, date), counts);
    for (const [name, compress] of Object.entries(COMPRESSORS)) {
      sizes[name] = (sizes[name] ?? 0) + compress(packed).length;
    }
  }
  return { counts, sizes };
}

const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, ZSTD_c_compressionLevel } = zlib.constants;
const COMPRESSORS = {
  'deflate 9': (bytes) => zlib.deflateRawSync(bytes, { level: 9 }),
  'brotli 11': (bytes) =>
    zlib.brotliCompressSync(bytes, { params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24 } }),
  // Node 22.15 and later.
  ...(zlib.zstdCompressSync && {
    'zstd 19': (bytes) => zlib.zstdCompressSync(bytes, { params: { [ZSTD_c_compressionLevel]: 19 } }),
  }),
};

function packCourse(polls, counts) {
  const lags = [];
  const columns = new Map();
  let rows = [];
  for (const poll of polls) {
    counts.add(poll);
    if (poll.outcome !== 'ok') continue;
    const place = lags.push(Math.floor(poll.observedAt / 1000) - Math.floor(poll.plannedAt / 1000)) - 1;
    if (poll.rows === rows) continue;
    const known = new Set(rows);
    rows = poll.rows;
    for (const row of rows) if (!known.has(row)) pushRow(columns, row, place);
  }
  const all = [...columns.values()];
  return Buffer.from([lags, ...all.map((one) => one.gaps), ...all.map((one) => one.values)].flat());
}

function pushRow(columns, row, place) {
  for (const seat of row.seats) {
    const key = `${row.trainNo} ${seat.seatClass}`;
    const column = columns.get(key) ?? { gaps: [], values: [], last: -1, seat: null };
    columns.set(key, column);
    if (column.seat === seat) continue;
    for (let gap = place - column.last - 1; ; gap >>= 7) {
      column.gaps.push(gap < 128 ? gap : (gap % 128) + 128);
      if (gap < 128) break;
    }
    column.values.push(valueOfSeat(seat));
    column.last = place;
    column.seat = seat;
  }
}

function valueOfSeat({ availability, waitlist }) {
  if (availability.kind === 'count') return availability.count;
  return ['plenty', 'none', 'notOnSale'].indexOf(availability.kind) * 2 + 22 + (waitlist ? 1 : 0);
}

export function* pollsOf(season, places) {
  for (const [pair, date] of places) yield* season.pollsOf(pair, date);
}
