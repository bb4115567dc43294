import {
  type CivilDate,
  civilDateOf,
  DAY_MS,
  type Instant,
  MINUTE_MS,
  SECOND_MS,
  startOfDay,
} from '../calendar/china-time.ts';
import type { LedgerPlans } from '../seats/coverage-ledger.ts';
import type { OdPair, Watch } from '../seats/schema.ts';
import type { RedisClient } from './redis-client.ts';
import { HEADER_BYTES, parsePlans, WRITE_PLAN_LUA } from './scripts/plan-ledger.ts';
import { KEEP_DAYS, keepUntil } from './seat-log/keys.ts';

/**
 * What was planned, and what became of plans that came to no poll. The polls themselves are in the seat log, which
 * knows their plans: only together are they the whole account (seats/coverage-ledger.ts).
 */
export interface PlanLedger {
  /** Keeps plans, one a pair and date, in the order of time; a plan that is not later than the last is known already. */
  writePlans(plans: (Watch & { plannedAt: Instant })[]): Promise<void>;
  /** When each pair and date was last planned; null for never. One round trip. */
  readLastPlanned(watches: Watch[]): Promise<(Instant | null)[]>;
  /** Keeps why a plan came to no poll. Repeated it is kept once. */
  writeLeftOut(pair: OdPair, travelDate: CivilDate, plannedAt: Instant, reason: string): Promise<void>;
  /** All plans and left-out plans of a pair and date, to the second. */
  readPlans(pair: OdPair, travelDate: CivilDate): Promise<LedgerPlans>;
  /** Notes that somebody planned in this minute. */
  writeTick(now: Instant): Promise<void>;
  /** The minutes from `from` to `to` (not included) in which nobody planned, as stretches. */
  readIdle(from: Instant, to: Instant): Promise<{ from: Instant; to: Instant }[]>;
}

interface LedgerCommands {
  writePlan(key: string, second: number, offsetMs: number, untilMs: number): Promise<0 | 1>;
}

const MINUTES_A_DAY = DAY_MS / MINUTE_MS;
/** Longer stretches than this are not looked through minute by minute. */
const MOST_DAYS = 60;

/**
 * The ledger in Redis. Two keys a pair and date, under the seat log's hash tag: `plans` (about two bytes a plan,
 * scripts/plan-ledger.ts) and `left`, a hash of second planned to reason. And `ticks` of each day, a bit a minute.
 */
export function createPlanLedger(
  redis: RedisClient,
  { namespace, clockOffsetMs }: { namespace: string; clockOffsetMs: number },
): PlanLedger {
  const tag = ({ from, to }: OdPair, travelDate: CivilDate) =>
    `seat:v1:${namespace}:{${from}-${to}:${travelDate}}`;
  const plansKey = (pair: OdPair, travelDate: CivilDate) => `${tag(pair, travelDate)}:plans`;
  const leftKey = (pair: OdPair, travelDate: CivilDate) => `${tag(pair, travelDate)}:left`;
  const ticksKey = (day: CivilDate) => `plans:v1:{${namespace}}:ticks:${day}`;
  redis.defineCommand('writePlan', { numberOfKeys: 1, lua: WRITE_PLAN_LUA });
  const commands = redis as RedisClient & LedgerCommands;

  /** The bits of days that are over never change. */
  const past = new Map<CivilDate, Buffer>();

  async function readTicks(day: CivilDate, today: CivilDate): Promise<Buffer> {
    const known = past.get(day);
    if (known !== undefined) return known;
    const bits = Buffer.alloc(MINUTES_A_DAY / 8);
    (await redis.getBuffer(ticksKey(day)))?.copy(bits);
    if (past.size > 2 * MOST_DAYS) past.clear();
    if (day < today) past.set(day, bits);
    return bits;
  }

  return {
    async writePlans(plans) {
      await Promise.all(
        plans.map(({ pair, travelDate, plannedAt }) =>
          commands.writePlan(
            plansKey(pair, travelDate),
            Math.floor(plannedAt / SECOND_MS),
            clockOffsetMs,
            keepUntil(travelDate),
          ),
        ),
      );
    },

    async readLastPlanned(watches) {
      // Sent together, but one by one: in a Cluster they go to several nodes.
      const headers = await Promise.all(
        watches.map(({ pair, travelDate }) =>
          redis.getrangeBuffer(plansKey(pair, travelDate), 0, HEADER_BYTES - 1),
        ),
      );
      return headers.map((bytes) => (bytes.length < HEADER_BYTES ? null : bytes.readUInt32BE(0) * SECOND_MS));
    },

    async writeLeftOut(pair, travelDate, plannedAt, reason) {
      const key = leftKey(pair, travelDate);
      const added = await redis.hset(key, String(Math.floor(plannedAt / SECOND_MS)), reason);
      if (added === 1) await redis.expire(key, KEEP_DAYS * (DAY_MS / SECOND_MS));
    },

    async readPlans(pair, travelDate) {
      const [plans, left] = await Promise.all([
        redis.getBuffer(plansKey(pair, travelDate)),
        redis.hgetall(leftKey(pair, travelDate)),
      ]);
      return {
        planned: plans === null ? [] : parsePlans(plans).map((second) => second * SECOND_MS),
        leftOut: Object.entries(left).map(([second, reason]) => ({
          plannedAt: Number(second) * SECOND_MS,
          reason,
        })),
      };
    },

    async writeTick(now) {
      const key = ticksKey(civilDateOf(now));
      await Promise.all([
        redis.setbit(key, minuteIn(now), 1),
        redis.expire(key, KEEP_DAYS * (DAY_MS / SECOND_MS)),
      ]);
    },

    async readIdle(from, to) {
      const first = Math.max(from, to - MOST_DAYS * DAY_MS);
      const days: CivilDate[] = [];
      for (let day = startOfDay(civilDateOf(first)); day < to; day += DAY_MS) days.push(civilDateOf(day));
      const minutes = await Promise.all(days.map((day) => readTicks(day, civilDateOf(to))));
      return arrangeIdle(Buffer.concat(minutes), startOfDay(civilDateOf(first)), { from: first, to });
    },
  };
}

/** Stretches of whole minutes without a tick; `ticks` has a bit a minute from `start` on. */
function arrangeIdle(
  ticks: Buffer,
  start: Instant,
  { from, to }: { from: Instant; to: Instant },
): { from: Instant; to: Instant }[] {
  const idle: { from: Instant; to: Instant }[] = [];
  const last = Math.floor((to - start) / MINUTE_MS);
  for (let minute = Math.ceil((from - start) / MINUTE_MS); minute < last; minute++) {
    const byte = ticks[minute >> 3] ?? 0;
    if (byte === 0xff) {
      minute |= 7;
      continue;
    }
    if ((byte & (0x80 >> (minute & 7))) !== 0) continue;
    const at = start + minute * MINUTE_MS;
    const before = idle.at(-1);
    if (before?.to === at) before.to = at + MINUTE_MS;
    else idle.push({ from: at, to: at + MINUTE_MS });
  }
  return idle;
}

function minuteIn(at: Instant): number {
  return Math.floor((at - startOfDay(civilDateOf(at))) / MINUTE_MS);
}
