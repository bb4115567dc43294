// 500 pairs on 15 days, each every five minutes, against the double without a budget: the clockwork as it is, on the
// machine's own clock. Late is how long after its plan's instant an answer was kept.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { openSource } from '../../dist/fixtures/double/read-scenario.js';
import { addDays, civilDateOf, DAY_MS, daysBetween } from '../../dist/src/calendar/china-time.js';
import { parseConfig } from '../../dist/src/config.js';
import { createMetrics } from '../../dist/src/metrics.js';
import { readSource } from '../../dist/src/source.js';
import { connectRedis } from '../../dist/src/store/connect-redis.js';
import { ensureRedis } from '../../dist/src/store/redis/ensure-redis.js';
import { wire } from '../../dist/src/wire.js';

const PAIRS = 500;
const DAYS = 15;
const INTERVAL_MS = 300_000;
const TICK_MS = 30_000;
const SCENARIO_DAY = '2021-01-12';
const LATE_MOST_S = 30;
/** What is due in a tick, and a little to catch up with. */
const POLLS_PER_TICK = Math.ceil(((PAIRS * DAYS * TICK_MS) / INTERVAL_MS) * 1.2);
const CONCURRENCY = 16;

/** Prints the figures; throws when the pipeline does not keep up. */
export async function benchLoad({ minutes }) {
  const offsetDays = daysBetween(civilDateOf(Date.now()), SCENARIO_DAY);
  const clock = { now: () => Date.now() + offsetDays * DAY_MS, offsetDays };
  const watches = listWatches(clock.now());
  const dataDir = await mkdtemp(join(tmpdir(), 'yupiao-load-'));
  const handle = await ensureRedis({ dataDir, report: () => {} });
  const redis = connectRedis(handle.connection, (error) => console.error(error));
  const double = await startDoubleProcess(offsetDays * DAY_MS);
  const config = parseConfig({});
  const source = await readSource(config, Date.now());
  const watchlist = { entries: () => watches, schedule: 'uniform' };
  const pace = { concurrency: CONCURRENCY, pollsPerTick: POLLS_PER_TICK, timetablesPerTick: 0 };
  const { clockwork, httpDeps } = wire({
    config,
    source: { ...source, pace, watchlist },
    redis,
    redisOrigin: 'the Redis of the bench',
    clock,
    baseUrl: double.address,
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
    report: (line) => console.log(line),
    startedAt: Date.now(),
    stopping: new AbortController().signal,
  });
  const startedAt = clock.now();
  const cpuBefore = process.cpuUsage();
  try {
    clockwork.startCron();
    // From tick to tick of its own cron: a plan made by hand in between would be late from the first.
    await delay(minutes * 60_000);
    const cpu = process.cpuUsage(cpuBefore);
    return await report({ httpDeps, watches, startedAt, now: clock.now(), cpu, minutes });
  } finally {
    await clockwork.stop();
    await double.stop();
    redis.disconnect();
    await handle.release();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Pairs of the scenario's stations that have trains, in both directions, on the days after its first. */
function listWatches(now) {
  const source = openSource({ scenario: 'taiyuan-2021' });
  const telecodes = source.stationNames.map(({ telecode }) => telecode);
  const day = addDays(SCENARIO_DAY, 8);
  const pairs = [];
  for (const from of telecodes) {
    for (const to of telecodes) {
      if (from === to || pairs.length >= PAIRS) continue;
      const answer = JSON.parse(String(source.leftTickets(from, to, day, now)));
      if (answer.data.result.length > 0) pairs.push({ from, to });
    }
  }
  if (pairs.length < PAIRS) throw new Error(`load: only ${pairs.length} pairs have trains`);
  const dates = Array.from({ length: DAYS }, (_, index) => addDays(civilDateOf(now), index + 1));
  return pairs.flatMap((pair) => dates.map((travelDate) => ({ pair, travelDate })));
}

async function report({ httpDeps, watches, startedAt, now, cpu, minutes }) {
  const late = [];
  let [planned, done, empty] = [0, 0, 0];
  for (const { pair, travelDate } of watches) {
    const { polls, plans } = await httpDeps.readCoverage({ pair, travelDate });
    planned += plans.planned.length;
    for (const poll of polls) {
      if (poll.outcome === 'ok') done++;
      else if (poll.outcome === 'empty') empty++;
      else throw new Error(`load: ${poll.sign}: ${poll.detail}`);
      late.push((poll.observedAt - poll.plannedAt) / 1_000);
    }
  }
  late.sort((a, b) => a - b);
  const share = (part) => late[Math.min(late.length - 1, Math.floor(part * late.length))];
  const perSecond = late.length / ((now - startedAt) / 1_000);
  const wanted = (PAIRS * DAYS * 1_000) / INTERVAL_MS;
  console.log(
    `${PAIRS} pairs by ${DAYS} days in ${minutes} minutes: ${planned} planned, ${done} answered, ${empty} without ` +
      `trains, ${perSecond.toFixed(1)} a second (wanted ${wanted}); late: median ${share(0.5)} s, ` +
      `p99 ${share(0.99)} s, most ${late.at(-1)} s; ${Math.round((cpu.user + cpu.system) / 10_000 / minutes / 60)} % ` +
      'of one core beside Redis and the double',
  );
  const waiting = planned - late.length;
  if (share(0.99) >= LATE_MOST_S) throw new Error(`load: late by ${share(0.99)} s in one of a hundred`);
  if (waiting > POLLS_PER_TICK) throw new Error(`load: ${waiting} polls wait: the pipeline does not keep up`);
  if (late.length < 0.9 * Math.min(planned, wanted * minutes * 60)) throw new Error('load: too few polls');
}

async function startDoubleProcess(offsetMs) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'load-double.mjs'), String(offsetMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const address of createInterface({ input: child.stdout })) {
    return {
      address,
      async stop() {
        child.kill('SIGTERM');
        await once(child, 'exit');
      },
    };
  }
  throw new Error('the double ended before it was ready');
}
