// 500 open streams of one board on one process. Another process writes polls; how long until every client has the
// change, from the moment before the write, and what it costs the service. The clients run in this process.
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DAY_MS, formatInstant } from '../../dist/src/calendar/china-time.js';
import { connectRedis } from '../../dist/src/store/connect-redis.js';
import { ensureRedis } from '../../dist/src/store/redis/ensure-redis.js';
import { createSeatLog } from '../../dist/src/store/seat-log/seat-log.js';
import { startService } from './support.mjs';

const STREAMS = 500;
const PAIR = { from: 'TNV', to: 'HGH' };
const DATE = '2021-02-09';
const TRAIN = 'G1864';
/** Two polls of one second would be one (seat-log.ts): writes are further apart. */
const SPACING_MS = 1_500;
const MEDIAN_MOST_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;

/** Prints the figures; throws when a client missed a change or half of them waited longer than a second. */
export async function benchStreams({ changes }) {
  const dataDir = await mkdtemp(join(tmpdir(), 'yupiao-streams-'));
  const env = { DATA_DIR: dataDir, STREAMS_MOST: '1000', STREAMS_PER_ADDRESS: '1000' };
  const service = await startService(env);
  const handle = await ensureRedis({ dataDir, report: () => {} });
  const redis = connectRedis(handle.connection, (error) => console.error(error));
  const clients = [];
  try {
    const base = service.address.replace(/\/$/, '');
    const offsetMs = (await askJson(`${base}/v1/status`)).clock.offsetDays * DAY_MS;
    const seatLog = createSeatLog(redis, { namespace: 'taiyuan-2021', clockOffsetMs: offsetMs });
    await whenPolled(seatLog);
    for (let count = 0; count < STREAMS; count++)
      clients.push(openClient(`${base}/v1/board/TNV/stream?date=${DATE}`));
    await Promise.all(clients.map((client) => client.ready));
    const quiet = await cpuOver(base, () => delay(5_000));
    const latencies = [];
    const busy = await cpuOver(base, async () => {
      for (let change = 0; change < changes; change++) {
        latencies.push(...(await measureChange(seatLog, clients, change, offsetMs)));
      }
    });
    return report({ latencies, changes, quiet, busy });
  } finally {
    for (const client of clients) client.close();
    redis.disconnect();
    await handle.release();
    await service.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function whenPolled(seatLog) {
  for (const endsAt = Date.now() + 30_000; Date.now() < endsAt; await delay(100)) {
    if ((await seatLog.readBoard(PAIR, DATE)) !== null) return;
  }
  throw new Error(`streams: no answer of ${PAIR.from}-${PAIR.to} was kept in 30 s`);
}

/** Writes a poll with another number of seats; milliseconds until each client had it. */
async function measureChange(seatLog, clients, change, offsetMs) {
  await delay(SPACING_MS + Math.random() * 300);
  const board = await seatLog.readBoard(PAIR, DATE);
  const observedAt = Date.now() + offsetMs;
  const rows = board.rows.map((row) => ({
    ...row,
    seats: row.seats.map(({ changedAt: _since, ...seat }) =>
      row.trainCode === TRAIN && seat.seatClass === 'M'
        ? { ...seat, availability: { kind: 'count', count: 1 + (change % 20) } }
        : seat,
    ),
  }));
  const mark = `"changedAt":"${formatInstant(observedAt)}"`;
  const waits = clients.map((client) => client.whenSeen(mark));
  const writtenAt = performance.now();
  const poll = { pair: PAIR, travelDate: DATE, plannedAt: observedAt, observedAt, provenance: 'synthetic' };
  const written = await seatLog.writePoll({ ...poll, outcome: 'ok', rows });
  if (written !== 'written') throw new Error(`streams: the poll was ${written}`);
  return (await Promise.all(waits)).map((at) => at - writtenAt);
}

function openClient(url) {
  let text = '';
  let wanted = null;
  let isReady = () => {};
  const ready = new Promise((resolve) => {
    isReady = resolve;
  });
  const asked = request(url, { agent: false }, (response) => {
    if (response.statusCode !== 200) throw new Error(`streams: ${response.statusCode} instead of a stream`);
    response.setEncoding('latin1');
    response.on('data', (chunk) => {
      text += chunk;
      if (!text.endsWith('\n\n')) return;
      if (text.includes('event: snapshot')) isReady();
      if (wanted !== null && text.includes(wanted.mark)) wanted.resolve(performance.now());
      text = '';
    });
    response.on('error', () => {});
  });
  // Ends with the bench.
  asked.on('error', () => {});
  asked.end();
  return {
    ready,
    whenSeen(mark) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`streams: a client did not see ${mark}`)),
          LONGEST_WAIT_MS,
        );
        wanted = {
          mark,
          resolve(at) {
            clearTimeout(timer);
            wanted = null;
            resolve(at);
          },
        };
      });
    },
    close: () => asked.destroy(),
  };
}

/** Percent of one core that the service took meanwhile, and its memory after. */
async function cpuOver(base, work) {
  const before = await readProcess(base);
  await work();
  const after = await readProcess(base);
  return { percent: (100 * (after.cpu - before.cpu)) / ((after.at - before.at) / 1_000), bytes: after.bytes };
}

async function readProcess(base) {
  const text = await (await fetch(`${base}/metrics`)).text();
  const figure = (name) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
  return {
    at: performance.now(),
    cpu: figure('yupiao_process_cpu_seconds_total'),
    bytes: figure('yupiao_process_resident_memory_bytes'),
  };
}

async function askJson(url) {
  return (await fetch(url)).json();
}

function report({ latencies, changes, quiet, busy }) {
  latencies.sort((a, b) => a - b);
  const share = (part) =>
    Math.round(latencies[Math.min(latencies.length - 1, Math.floor(part * latencies.length))]);
  console.log(
    `${STREAMS} streams, ${changes} changes: from write to client median ${share(0.5)} ms, p99 ${share(0.99)} ms, ` +
      `most ${Math.round(latencies.at(-1))} ms; the service took ${quiet.percent.toFixed(1)} % of a core with nothing ` +
      `changing, ${busy.percent.toFixed(1)} % with a change every ${(SPACING_MS + 150) / 1_000} s, ` +
      `${Math.round(busy.bytes / 1e6)} MB`,
  );
  if (share(0.5) > MEDIAN_MOST_MS)
    throw new Error(`streams: median ${share(0.5)} ms, wanted ${MEDIAN_MOST_MS}`);
}
