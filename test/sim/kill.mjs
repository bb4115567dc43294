// Real processes on one real Redis, polling the double over HTTP, killed with SIGKILL at any moment and started again,
// and where asked for Redis itself as well: nothing may be lost and nothing doubled.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startDouble } from '../../dist/fixtures/double/start-double.js';
import { seededRandom } from '../../dist/fixtures/synthetic-season/seeded-random.js';
import { createPollQueue } from '../../dist/jobs/queues.js';
import { parseInstant } from '../../dist/src/calendar/china-time.js';
import { arrangeFates } from '../../dist/src/seats/coverage-ledger.js';
import { connectRedis } from '../../dist/src/store/connect-redis.js';
import { createPlanLedger } from '../../dist/src/store/plan-ledger.js';
import { createRequestBudget } from '../../dist/src/store/poll-budget.js';
import { ensureRedis } from '../../dist/src/store/redis/ensure-redis.js';
import { isAlive } from '../../dist/src/store/redis/process-mark.js';
import { planServerHome } from '../../dist/src/store/redis/server-home.js';
import { readRunningServer } from '../../dist/src/store/redis/server-process.js';
import { createSeatLog } from '../../dist/src/store/seat-log/seat-log.js';

const SCENARIO = 'taiyuan-2021';
const START = parseInstant('2021-01-12T10:00:00');
/** A second of the machine is ten of the service: a plan outlives several workers, as it does in earnest. */
const SPEED = 10;
const WORKERS = 4;
const PACE = { concurrency: 4, pollsPerTick: 12, timetablesPerTick: 0 };
/** Wide enough to be busy; with leases, so that requests lost with their worker are known. Service milliseconds. */
const RULES = { spacingMs: 0, jitterMs: 0, perWindow: 100_000, inFlight: 64, leaseMs: 60_000 };
const TICK_MS = 400;
/** How long an answer takes, so that kills meet requests under way. */
const LATENCY_MS = 900;
const BETWEEN_KILLS_MS = [200, 1_200];
const DRAIN_MOST_MS = 90_000;
const STOP_KEY = 'kill-runs:stop';

/**
 * Kills `kills` times, a worker or (`redisEvery`: each so manieth time) Redis; throws with what was lost or doubled, and
 * prints the account otherwise.
 */
export async function runKills({ kills, seed, redisEvery = Number.POSITIVE_INFINITY }) {
  const dataDir = await mkdtemp(join(tmpdir(), 'yupiao-kill-'));
  const handle = await ensureRedis({ dataDir, report: () => {} });
  const redis = connectRedis(handle.connection, () => {});
  const startedAt = Date.now();
  const now = () => Math.floor(START + (Date.now() - startedAt) * SPEED);
  const double = await startDouble({ scenario: SCENARIO, now });
  double.setConduct({ latencyMs: LATENCY_MS });
  const told = { connection: handle.connection, baseUrl: double.baseUrl, start: START, startedAt };
  const env = JSON.stringify({
    ...told,
    speed: SPEED,
    rules: RULES,
    pace: PACE,
    tickMs: TICK_MS,
    stopKey: STOP_KEY,
  });
  const workers = await Promise.all(Array.from({ length: WORKERS }, () => startWorker(env)));
  const draw = seededRandom(seed);
  try {
    for (let kill = 0; kill < kills; kill++) {
      const [least, most] = BETWEEN_KILLS_MS;
      await delay(least + draw() * (most - least));
      if (kill % redisEvery === redisEvery - 1) {
        await killRedis(dataDir);
        await handle.revive();
        continue;
      }
      const victim = Math.floor(draw() * WORKERS);
      workers[victim].kill('SIGKILL');
      await once(workers[victim], 'exit');
      workers[victim] = await startWorker(env);
    }
    await redis.set(STOP_KEY, '1');
    const queue = createPollQueue(redis, SCENARIO);
    await drain(queue);
    report(kills, redisEvery, await takeStock({ redis, queue, double, now }));
    await queue.close();
  } finally {
    for (const worker of workers) worker.kill('SIGTERM');
    await Promise.all(workers.map((worker) => worker.exitCode ?? once(worker, 'exit')));
    await double.stop();
    redis.disconnect();
    await handle.release();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Redis' own process, at whatever it is doing; returns when it is dead. */
async function killRedis(dataDir) {
  const running = readRunningServer(planServerHome(dataDir));
  if (running === null) throw new Error('kills: expected a Redis of our own to be running');
  process.kill(running.server.pid, 'SIGKILL');
  while (isAlive(running.server)) await delay(5);
}

async function startWorker(env) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'kill-worker.mjs')], {
    env: { ...process.env, KILL_WORKER: env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`a worker ended before it was ready (${code})`);
    }),
  ]);
  return child;
}

/** Waits until nothing is planned any more, nor under way, nor to be taken up again. */
async function drain(queue) {
  const until = Date.now() + DRAIN_MOST_MS;
  for (;;) {
    const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized');
    if (Object.values(counts).every((count) => count === 0)) return;
    if (Date.now() > until) throw new Error(`kills: not drained: ${JSON.stringify(counts)}`);
    await delay(200);
  }
}

async function takeStock({ redis, queue, double, now }) {
  const options = { namespace: SCENARIO, clockOffsetMs: 0 };
  const seatLog = createSeatLog(redis, options);
  const ledger = createPlanLedger(redis, options);
  const usage = await createRequestBudget(redis, { ...options, rules: RULES, now }).readUsage();
  const requests = double.requests();
  const stock = { plans: 0, done: 0, lost: 0, doubled: 0, others: {}, lapsed: usage.lapsed };
  // The end of time: whatever is not accounted for by now never will be.
  const end = now() + 24 * 3_600_000;
  for (const { pair, travelDate } of double.watch) {
    const polls = await seatLog.readPolls(pair, travelDate);
    const fates = arrangeFates(polls, await ledger.readPlans(pair, travelDate), end);
    const ok = polls.filter((poll) => poll.outcome === 'ok').map((poll) => poll.plannedAt);
    stock.plans += fates.size;
    stock.doubled += ok.length - new Set(ok).size;
    for (const fate of fates.values()) {
      if (fate === 'done') stock.done++;
      else if (fate === 'not-carried-out') stock.lost++;
      else stock.others[fate] = (stock.others[fate] ?? 0) + 1;
    }
  }
  stock.failed = (await queue.getJobCounts('failed')).failed;
  stock.sent = Object.values(usage.sent).reduce((sum, count) => sum + count, 0);
  stock.seen = Object.values(requests).reduce((sum, count) => sum + count, 0);
  stock.queries = requests.query;
  return stock;
}

function report(kills, redisEvery, stock) {
  const ofRedis = Math.floor(kills / redisEvery);
  const { plans, done, lost, doubled, failed, sent, seen, lapsed, queries, others } = stock;
  console.log(
    `${kills} kills of ${WORKERS} workers${ofRedis > 0 ? `, ${ofRedis} of them of Redis` : ''}: ${plans} plans, ${done} answered once, ${lost} lost, ${doubled} doubled, ` +
      `others ${JSON.stringify(others)}; ${queries} queries for them, asked again after a kill: ${queries - done}; ` +
      `requests by our ledger ${sent}, seen by the source ${seen}, lost sight of ${lapsed}`,
  );
  const faults = [
    lost > 0 && `${lost} plans lost`,
    doubled > 0 && `${doubled} plans kept twice`,
    failed > 0 && `${failed} jobs given up`,
    done < plans && `${plans - done} plans not answered`,
    (seen > sent || seen < sent - lapsed) && 'the ledger and the source do not agree',
    queries - done > kills * PACE.concurrency && 'more was asked again than the kills explain',
    plans < kills && 'too few plans to mean anything',
  ].filter((fault) => fault !== false);
  if (faults.length > 0) throw new Error(`kills: ${faults.join('; ')}`);
}
