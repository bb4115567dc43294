import { UnrecoverableError } from 'bullmq';
import type { Redis } from 'ioredis';
import { enqueuePolls, readPlan } from '../../jobs/plan-polls.ts';
import { pollSeats } from '../../jobs/poll-seats.ts';
import { createWatchMemory } from '../../jobs/watch-memory.ts';
import { type Instant, SECOND_MS } from '../../src/calendar/china-time.ts';
import type { Watch } from '../../src/seats/schema.ts';
import type { StationTable } from '../../src/stations/station-table.ts';
import { createPlanLedger } from '../../src/store/plan-ledger.ts';
import { createRequestBudget } from '../../src/store/poll-budget.ts';
import { createPollState } from '../../src/store/poll-state.ts';
import { createSeatLog } from '../../src/store/seat-log/seat-log.ts';
import { createTimetableStore } from '../../src/store/timetable-store.ts';
import { createUsualRowsStore } from '../../src/store/usual-rows-store.ts';
import type { BudgetRules } from '../../src/upstream/budget-rules.ts';
import { createUpstream } from '../../src/upstream/client.ts';
import { createPatientPermit, NotAskedError } from '../../src/upstream/permit.ts';
import { floorToTick } from '../../src/upstream/poll-plan.ts';
import { TICK_MS } from '../../src/upstream/poll-schedule.ts';
import type { Life, SimClock } from './sim-clock.ts';
import type { SimQueue } from './sim-queue.ts';

export const NAMESPACE = 'sim';

export interface SimWorld {
  redis: Redis;
  clock: SimClock;
  queue: SimQueue;
  baseUrl: string;
  rules: BudgetRules;
  watches: Watch[];
  stations: StationTable;
  pollsPerTick: number;
  draw(): number;
  count: { crashes: number; outcomes: Record<string, number> };
  pauses: { from: Instant; until: Instant }[];
}

const IDLE_MS = 5 * SECOND_MS;
const PATIENCE_MS = 20 * SECOND_MS;
/** What a hanging answer costs on the machine, and in simulated time. */
const HANG_REAL_MS = 500;
/** The client's own timer is of real time: it must not end what a killed process has begun. */
const NEVER_MS = 86_400_000;
const HANG_SIM_MS = 10 * SECOND_MS;

/** What every process of the simulation shares through Redis. */
export function openStores({ redis, clock, rules, draw }: SimWorld) {
  const now = () => clock.now;
  return {
    now,
    seatLog: createSeatLog(redis, { namespace: NAMESPACE }),
    timetable: createTimetableStore(redis, NAMESPACE),
    pollState: createPollState(redis, NAMESPACE),
    ledger: createPlanLedger(redis, { namespace: NAMESPACE, clockOffsetMs: 0 }),
    usualRows: createUsualRowsStore(redis, NAMESPACE),
    budget: createRequestBudget(redis, { namespace: NAMESPACE, rules, now, clockOffsetMs: 0, draw }),
  };
}

/** One process: a worker and a scheduler, until its life is over. Each step it takes is one at which it may be killed. */
export function startSimWorker(world: SimWorld): Life {
  const life: Life = { isOver: false };
  const { clock, queue, draw } = world;
  const stores = openStores(world);
  const step = () => clock.sleep(1 + Math.floor(draw() * 20), life);
  const openUpstream = () =>
    createUpstream({
      baseUrl: world.baseUrl,
      userAgent: 'yupiao simulation',
      timeoutMs: NEVER_MS,
      permit: createPatientPermit(stores.budget.takeRequest, {
        patienceMs: PATIENCE_MS,
        sleep: (ms) => clock.sleep(ms, life),
      }),
      fetch: (input, init) => fetchSlowly(world, life, String(input), init ?? {}),
    });
  const deps = {
    ...stores,
    upstream: openUpstream(),
    provenance: 'synthetic' as const,
    seatLog: {
      ...stores.seatLog,
      async writePoll(poll: Parameters<typeof stores.seatLog.writePoll>[0]) {
        await step();
        const written = await stores.seatLog.writePoll(poll);
        await step();
        return written;
      },
    },
    onPoll(poll: { outcome: string }) {
      world.count.outcomes[poll.outcome] = (world.count.outcomes[poll.outcome] ?? 0) + 1;
    },
    onPause(until: Instant) {
      world.pauses.push({ from: clock.now, until });
    },
  };
  clock.spawn(async () => {
    await clock.sleep(draw() * IDLE_MS, life);
    for (;;) {
      const job = queue.take(life, clock.now);
      if (job === null) {
        await clock.sleep(IDLE_MS, life);
        continue;
      }
      try {
        await step();
        await pollSeats(job, deps);
        await step();
        queue.end(job, 'completed');
      } catch (error) {
        if (error instanceof NotAskedError) queue.putBack(job, clock.now + error.waitMs);
        else queue.fail(job, !(error instanceof UnrecoverableError), clock.now);
      }
    }
  });
  clock.spawn(async () => {
    const lagMs = draw() * 3 * SECOND_MS;
    // A session of its own: the clock does not know of one task that waits for another's sleep.
    const planning = {
      ...deps,
      upstream: openUpstream(),
      memory: createWatchMemory({ seatLog: stores.seatLog, stations: world.stations }),
      watchlist: { entries: () => world.watches },
    };
    for (;;) {
      const next: Instant = floorToTick(clock.now) + TICK_MS + lagMs;
      await clock.sleep(next - clock.now, life);
      const budget = Math.max(0, world.pollsPerTick - queue.waiting);
      const plan = await readPlan({ ...planning, budget });
      await step();
      const slow = {
        ...deps.ledger,
        writePlans: (plans: typeof plan) => step().then(() => deps.ledger.writePlans(plans)),
      };
      await enqueuePolls(queue, plan, { ledger: slow, now: deps.now });
    }
  });
  return life;
}

/** The real request at once, its answer a while later: so a process can be killed while its request is under way. */
async function fetchSlowly(world: SimWorld, life: Life, url: string, init: RequestInit): Promise<Response> {
  const { clock, draw } = world;
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(HANG_REAL_MS) });
    const reading = response.status >= 300 && response.status < 400 ? '' : await response.text();
    await clock.sleep(50 + draw() * 1_500, life);
    return new Response(reading === '' ? null : reading, response);
  } catch (error) {
    await clock.sleep(HANG_SIM_MS, life);
    throw error;
  }
}
