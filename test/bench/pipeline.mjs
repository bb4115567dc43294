// Polls a second through the whole pipeline (queue, budget, fetch, parse, atomic write), in one run: against the double;
// against a bare express that returns the double's own bytes; and beside both plain fetches of one of those answers from
// a bare express, as many at the same number in flight, which is what asking alone can reach.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { enqueuePolls } from '../../dist/jobs/plan-polls.js';
import { MINUTE_MS, parseInstant } from '../../dist/src/calendar/china-time.js';
import { parseConfig } from '../../dist/src/config.js';
import { createMetrics } from '../../dist/src/metrics.js';
import { readSource } from '../../dist/src/source.js';
import { connectRedis } from '../../dist/src/store/connect-redis.js';
import { createPlanLedger } from '../../dist/src/store/plan-ledger.js';
import { ensureRedis } from '../../dist/src/store/redis/ensure-redis.js';
import { wire } from '../../dist/src/wire.js';
import { median, startBareExpress, startNode } from './support.mjs';

const IN_FLIGHT = 32;
const START = parseInstant('2021-01-12T10:00:00');
const PAIRS = ['TNV-HGH', 'TNV-BJP', 'TNV-NKH', 'TNV-SHH', 'TNV-TJP', 'TNV-QDK'];
const DATES = ['2021-02-04', '2021-02-05', '2021-02-06', '2021-02-07', '2021-02-08', '2021-02-09'];
const WATCHES = PAIRS.flatMap((pair) =>
  DATES.map((travelDate) => ({ pair: { from: pair.slice(0, 3), to: pair.slice(4) }, travelDate })),
);

/** The service's own wiring on data of its own; the clock moves on by a minute a round, and every watch is polled. */
async function startPipeline(baseUrl, provenance) {
  const dataDir = await mkdtemp(join(tmpdir(), 'yupiao-bench-'));
  const handle = await ensureRedis({ dataDir, report: () => {} });
  const redis = connectRedis(handle.connection, (error) => console.error(error));
  const config = parseConfig({});
  const source = await readSource(config, START);
  const metrics = createMetrics();
  let at = START;
  const pace = { concurrency: IN_FLIGHT, pollsPerTick: 0, timetablesPerTick: 0 };
  const { clockwork } = wire({
    config,
    // Nothing is watched: the rounds below are the only plan.
    source: { ...source, provenance, pace, watchlist: { entries: () => [] } },
    redis,
    redisOrigin: 'the Redis of the bench',
    clock: { now: () => at, offsetDays: 0 },
    baseUrl,
    log: pino({ level: 'silent' }),
    metrics,
    report: (line) => console.log(line),
    startedAt: Date.now(),
    stopping: new AbortController().signal,
  });
  const { queue } = clockwork;
  const ledger = createPlanLedger(redis, { namespace: source.namespace, clockOffsetMs: 0 });
  return {
    /** Polls a second over so many rounds of all watches. */
    async run(rounds) {
      const startedAt = performance.now();
      for (let round = 0; round < rounds; round++) {
        at += MINUTE_MS;
        const wanted = (metrics.pollsByOutcome().ok ?? 0) + WATCHES.length;
        const plan = WATCHES.map((watch) => ({ ...watch, plannedAt: at }));
        await enqueuePolls(queue, plan, { ledger, now: () => at });
        while ((metrics.pollsByOutcome().ok ?? 0) < wanted) await delay(1);
      }
      return ((rounds * WATCHES.length) / (performance.now() - startedAt)) * 1_000;
    },
    async stop() {
      await clockwork.stop();
      redis.disconnect();
      await handle.release();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function fetchesPerSecond(url, count) {
  const startedAt = performance.now();
  let left = count;
  const fetchSome = async () => {
    while (left-- > 0) await (await fetch(url)).text();
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, fetchSome));
  return (count / (performance.now() - startedAt)) * 1_000;
}

/** What the double answers to everything that the pipeline asks of it, by address. */
async function copyAnswers(baseUrl) {
  const answers = {};
  const copy = async (address, headers) => {
    const response = await fetch(baseUrl + address, { headers });
    const cookies = response.headers.getSetCookie();
    const body = await response.text();
    answers[address] = { type: response.headers.get('content-type'), cookies, body };
    return answers[address];
  };
  const init = await copy('/otn/leftTicket/init', {});
  const path = /CLeftTicketUrl\s*=\s*'([^']+)'/.exec(init.body)?.[1];
  const cookie = init.cookies.map((one) => one.split(';')[0]).join('; ');
  for (const { pair, travelDate } of WATCHES) {
    const query =
      `leftTicketDTO.train_date=${travelDate}&leftTicketDTO.from_station=${pair.from}` +
      `&leftTicketDTO.to_station=${pair.to}&purpose_codes=ADULT`;
    await copy(`/otn/${path}?${query}`, { cookie });
  }
  return answers;
}

export async function benchPipeline({ short }) {
  const [turns, rounds] = short ? [2, 5] : [5, 40];
  const double = await startNode('double-process.mjs');
  const answers = await copyAnswers(double.address);
  const body = Object.values(answers)[1 + WATCHES.length / 2].body;
  const [bare, stand] = [
    await startBareExpress(body),
    await startBareExpress(JSON.stringify(answers), '--by-address'),
  ];
  const ours = await startPipeline(double.address, 'synthetic');
  // Its answers never change, as a recording's: with the double's provenance they would be taken for stale copies.
  const beside = await startPipeline(stand.address.replace(/\/$/, ''), 'recorded');
  const done = [];
  try {
    await ours.run(5);
    await beside.run(5);
    await fetchesPerSecond(bare.address, 5 * WATCHES.length);
    for (let turn = 0; turn < turns; turn++) {
      done.push({
        ours: await ours.run(rounds),
        beside: await beside.run(rounds),
        fetches: await fetchesPerSecond(bare.address, rounds * WATCHES.length),
      });
    }
  } finally {
    await ours.stop();
    await beside.stop();
    for (const child of [bare, stand, double]) await child.stop();
  }
  const figure = (name) => Math.round(median(done.map((turn) => turn[name])));
  const ratio = (name) => median(done.map((turn) => turn.ours / turn[name])).toFixed(2);
  console.log(
    `polls through the whole pipeline: ${figure('ours')} polls/s against the double; ${figure('beside')} against a bare ` +
      `express that returns its bytes, ratio ${ratio('beside')}; plain fetches of ${body.length} bytes from bare express ` +
      `${figure('fetches')} /s, ratio ${ratio('fetches')} (median of ${turns} turns of ${rounds * WATCHES.length})`,
  );
}
