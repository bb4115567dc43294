import cron, { type ScheduledTask, type TaskOptions } from 'node-cron';
import type { Logger } from '../src/log.ts';
import type { RoomKeeper } from '../src/store/room-keeper.ts';
import { type PlannedPoll, pollJobId } from '../src/upstream/poll-plan.ts';
import { enqueueMissingStops } from './fetch-stops.ts';
import { type FreezeTurnDeps, freezeDue } from './freeze-turns.ts';
import { enqueuePolls, type PlanPollsDeps, readPlan } from './plan-polls.ts';
import { createPollQueue } from './queues.ts';
import { enqueueDueLists } from './refresh-lists.ts';
import { REFRESH_LISTS_JITTER_MS, SCHEDULE, SCHEDULE_ZONE } from './schedule.ts';
import { createWatchMemory } from './watch-memory.ts';
import {
  countWaiting,
  startWorker,
  tellUnlessDisconnected,
  type WorkerOptions,
  whenSettled,
} from './worker.ts';

export type ClockworkOptions = WorkerOptions &
  Omit<PlanPollsDeps, 'budget' | 'memory'> &
  FreezeTurnDeps & { pace: Pace; room: RoomKeeper };

/** What one process takes on; how often the source may be asked is the shared budget's business. */
export interface Pace {
  concurrency: number;
  /** Polls that may be planned in a tick, those that still wait in the queue included. */
  pollsPerTick: number;
  timetablesPerTick: number;
}

export interface Clockwork {
  queue: ReturnType<typeof createPollQueue>;
  /** Plans and enqueues what is due now, as the cron does every tick; how many polls. None while the store is full. */
  tick(): Promise<number>;
  /**
   * The same (of `everything` that is watched, whatever was polled lately), and waits until this process has carried
   * out each of the planned polls once. Only where no other process shares the queue and Redis does not fail meanwhile
   * can one rely on it: the end of a job may be written and its answer lost.
   */
  tickAndSettle(options?: { everything: boolean }): Promise<number>;
  /** Enqueues the trains whose stops are not stored, as the cron does; how many. */
  refreshTimetables(): Promise<number>;
  /** Enqueues the lists that have not come today, as the cron does; how many. */
  refreshLists(): Promise<number>;
  /** Freezes today's figures; false when that is done already or another process is at it. */
  freezeDue(): Promise<boolean>;
  /** From now on the ticks come by themselves, at the times of schedule.ts. */
  startCron(): void;
  /** Stops the cron, lets running jobs end, closes queue and worker. */
  stop(): Promise<void>;
}

/**
 * The queue with its worker, which takes up what is in the queue at once, and the ticks. The cron table is started
 * apart (`startCron`): a simulation ticks by its own clock. Any number of processes may run on one Redis.
 */
export function createClockwork(options: ClockworkOptions): Clockwork {
  const { redis, log, pace, followLists, room } = options;
  const queue = createPollQueue(redis, options.namespace);
  queue.on('error', tellUnlessDisconnected(log, 'queue'));
  const worker = startWorker(options, queue);
  const memory = createWatchMemory(options);
  // Nobody asks for what cannot be kept. Jobs that wait meanwhile go on, or are told as too late, once there is room.
  const hasRoom = async () => (await room.readRoom())?.state !== 'full';
  room.onChange(({ state }) => {
    if (state === 'full') void worker.pause(true);
    else if (worker.isPaused()) void worker.resume();
  });
  const planDue = async (everything = false) => {
    if (!(await hasRoom())) return null;
    const budget = pace.pollsPerTick - (await countWaiting(queue));
    return readPlan({ ...options, memory, everything, budget: Math.max(0, budget) });
  };
  const enqueue = (plan: PlannedPoll[]) => enqueuePolls(queue, plan, options);
  const tick = async () => {
    const plan = await planDue();
    if (plan === null) return 0;
    await enqueue(plan);
    return plan.length;
  };
  const tickAndSettle = async ({ everything } = { everything: false }) => {
    const plan = await planDue(everything);
    if (plan === null) return 0;
    const settled = whenSettled(worker, plan.map(pollJobId));
    await enqueue(plan);
    await settled;
    return plan.length;
  };
  const refresh = async () =>
    (await hasRoom()) ? enqueueMissingStops({ ...options, queue, budget: pace.timetablesPerTick }) : 0;
  const refreshLists = async () => ((await hasRoom()) ? enqueueDueLists({ ...options, queue }) : 0);
  const tasks: ScheduledTask[] = [];
  const schedule = (when: string, what: string, run: () => Promise<unknown>, more: TaskOptions = {}) =>
    tasks.push(
      cron.schedule(when, guard(log, what, run), { timezone: SCHEDULE_ZONE, noOverlap: true, ...more }),
    );
  // The first timetables are wanted as soon as the first boards are there, not ten minutes later; then the lists.
  let isFirst = true;
  const whenFirstDone = guard(log, 'first timetables and lists', async () => {
    if (!isFirst || (await countWaiting(queue)) > 0 || !isFirst) return;
    isFirst = false;
    await refresh();
    await refreshLists();
  });
  worker.on('completed', () => {
    if (isFirst) void whenFirstDone();
  });
  void guard(log, 'follow lists', followLists)();
  return {
    queue,
    tick,
    tickAndSettle,
    refreshTimetables: refresh,
    refreshLists,
    freezeDue: () => freezeDue(options),
    startCron() {
      schedule(SCHEDULE.planPolls, 'plan polls', tick);
      schedule(SCHEDULE.refreshTimetables, 'refresh timetables', refresh);
      schedule(SCHEDULE.followLists, 'follow lists', followLists);
      schedule(SCHEDULE.freezeFigures, 'freeze figures', () => freezeDue(options));
      schedule(SCHEDULE.refreshLists, 'refresh lists', refreshLists, {
        maxRandomDelay: REFRESH_LISTS_JITTER_MS,
      });
    },
    async stop() {
      isFirst = false;
      await Promise.all(tasks.map((task) => task.stop()));
      await worker.close();
      await queue.close();
    },
  };
}

/** A tick that fails is told and the next one tries again; it never ends the process. */
function guard(log: Logger, what: string, run: () => Promise<unknown>): () => Promise<void> {
  return async () => {
    try {
      await run();
    } catch (error) {
      log.error({ err: error }, `${what}: failed, next try at the next tick`);
    }
  };
}
