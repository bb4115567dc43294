import type { Redis } from 'ioredis';
import type { Fault } from '../../fixtures/double/fault-schema.ts';
import type { LoggedRequest } from '../../fixtures/double/request-log.ts';
import { type DoubleHandle, startDouble } from '../../fixtures/double/start-double.ts';
import { seededRandom } from '../../fixtures/synthetic-season/seeded-random.ts';
import { type Instant, MINUTE_MS, SECOND_MS } from '../../src/calendar/china-time.ts';
import { createStationTable } from '../../src/stations/station-table.ts';
import { type BudgetRules, planBudget } from '../../src/upstream/budget-rules.ts';
import { SimClock } from './sim-clock.ts';
import { SimQueue } from './sim-queue.ts';
import { type SimWorld, startSimWorker } from './sim-worker.ts';

export interface SeasonOptions {
  redis: Redis;
  seed: number;
  start: Instant;
  hours: number;
  workers: number;
  /** Mean minutes between two kills of a worker at a random step, and between two faults of the double. */
  killEveryMinutes: number;
  faultEveryMinutes: number;
}

export interface Season {
  world: SimWorld;
  double: DoubleHandle;
  rules: BudgetRules;
  end: Instant;
  log: LoggedRequest[];
}

/** How 12306 misbehaves for some minutes; the signs of an IP limit are rare, for each costs hours. */
const FAULTS: readonly { fault: Fault; weight: number; minutes: number }[] = [
  { fault: { kind: 'html' }, weight: 1, minutes: 1 },
  { fault: { kind: 'empty' }, weight: 1, minutes: 1 },
  { fault: { kind: 'truncated' }, weight: 3, minutes: 3 },
  { fault: { kind: 'cut-connection' }, weight: 3, minutes: 3 },
  { fault: { kind: 'error-page' }, weight: 1, minutes: 2 },
  { fault: { kind: 'login-wall' }, weight: 1, minutes: 1 },
  { fault: { kind: 'forbidden', digit: '1' }, weight: 1, minutes: 1 },
  { fault: { kind: 'forbidden', digit: '' }, weight: 0.2, minutes: 5 },
  { fault: { kind: 'server-error' }, weight: 3, minutes: 3 },
  { fault: { kind: 'hang' }, weight: 1, minutes: 1 },
  { fault: { kind: 'short-row' }, weight: 3, minutes: 5 },
  { fault: { kind: 'unlisted-token' }, weight: 3, minutes: 5 },
  { fault: { kind: 'column-changed' }, weight: 3, minutes: 5 },
  { fault: { kind: 'busy' }, weight: 2, minutes: 2 },
  { fault: { kind: 'renamed-json' }, weight: 2, minutes: 10 },
  { fault: { kind: 'renamed-302' }, weight: 2, minutes: 10 },
  { fault: { kind: 'renamed-forever' }, weight: 1, minutes: 2 },
  { fault: { kind: 'few-rows' }, weight: 3, minutes: 20 },
  { fault: { kind: 'duplicate-rows' }, weight: 2, minutes: 10 },
  { fault: { kind: 'contradicting-rows' }, weight: 2, minutes: 10 },
  { fault: { kind: 'html', on: 'init' }, weight: 1, minutes: 5 },
];
/** As src/source.ts has it for the real 12306. */
const POLLS_PER_TICK = 3;
/** A killed process is started again after so long at the most. */
const RESTART_MOST_MS = 90 * SECOND_MS;
/** Every log entry is looked at before the double forgets it. */
const COLLECT_MS = 60 * MINUTE_MS;

/**
 * Runs a piece of the season: the default scenario's double over real HTTP, a real Redis, the jobs' own functions in
 * several processes that are killed and started again at random, on a simulated clock and queue.
 */
export async function runSeason(options: SeasonOptions): Promise<Season> {
  const { redis, start, hours } = options;
  const draw = seededRandom(options.seed);
  const clock = new SimClock(start);
  const rules = planBudget({ spacingSeconds: 5, perFiveMinutes: 40 });
  const double = await startDouble({ scenario: 'taiyuan-2021', now: () => clock.now });
  const world: SimWorld = {
    redis,
    clock,
    queue: new SimQueue(),
    baseUrl: double.baseUrl,
    rules,
    watches: double.watch,
    stations: createStationTable(),
    pollsPerTick: POLLS_PER_TICK,
    draw,
    count: { crashes: 0, outcomes: {} },
    pauses: [],
  };
  const processes = Array.from({ length: options.workers }, () => startSimWorker(world));
  const forever = { isOver: false };
  const meanwhile = (mean: number) => clock.sleep(-Math.log(1 - draw()) * mean * MINUTE_MS, forever);
  clock.spawn(async () => {
    for (;;) {
      await meanwhile(options.killEveryMinutes);
      const victim = Math.floor(draw() * processes.length);
      const life = processes[victim];
      if (life === undefined || life.isOver) continue;
      life.isOver = true;
      world.count.crashes++;
      clock.spawn(async () => {
        await clock.sleep(draw() * RESTART_MOST_MS, forever);
        processes[victim] = startSimWorker(world);
      });
    }
  });
  clock.spawn(async () => {
    for (;;) {
      await meanwhile(options.faultEveryMinutes);
      const { fault, minutes } = chooseFault(draw());
      double.setFault(fault);
      await clock.sleep((0.5 + draw()) * minutes * MINUTE_MS, forever);
      double.setFault(null);
    }
  });
  const end = start + hours * 60 * MINUTE_MS;
  const log: LoggedRequest[] = [];
  while (clock.now < end) {
    await clock.runUntil(Math.min(end, clock.now + COLLECT_MS));
    log.push(...double.requestLog(log.at(-1)?.serial ?? 0));
  }
  return { world, double, rules, end, log };
}

function chooseFault(draw: number): (typeof FAULTS)[number] {
  let left = draw * FAULTS.reduce((sum, { weight }) => sum + weight, 0);
  for (const one of FAULTS) {
    left -= one.weight;
    if (left < 0) return one;
  }
  throw new RangeError(`expected a draw below 1, got ${draw}`);
}
