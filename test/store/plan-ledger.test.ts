import fc from 'fast-check';
import type { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, type Instant, MINUTE_MS, parseInstant, SECOND_MS } from '../../src/calendar/china-time.ts';
import { createPlanLedger, type PlanLedger } from '../../src/store/plan-ledger.ts';
import { openTestRedis } from '../support/redis.ts';

const START = parseInstant('2021-01-12T23:00') as Instant;
const WATCH = { pair: { from: 'TNV', to: 'HGH' }, travelDate: '2021-02-09' };

let redis: Redis;
let ledger: PlanLedger;
beforeEach(async () => {
  redis?.disconnect();
  redis = await openTestRedis();
  ledger = createPlanLedger(redis, { namespace: 'test', clockOffsetMs: 0 });
});
afterAll(() => redis.disconnect());

const write = (plannedAt: Instant) => ledger.writePlans([{ ...WATCH, plannedAt }]);
const read = () => ledger.readPlans(WATCH.pair, WATCH.travelDate);

describe('plans', () => {
  it('are kept in order, each once, whoever writes them', async () => {
    const gaps = fc.array(fc.integer({ min: -100, max: 100_000 }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(gaps, async (seconds) => {
        await redis.flushdb();
        let [at, last] = [START, 0];
        const expected: Instant[] = [];
        for (const gap of seconds) {
          at += gap * SECOND_MS;
          await Promise.all([write(at), write(at)]);
          if (at > last) expected.push(at);
          last = Math.max(last, at);
        }
        expect((await read()).planned).toEqual(expected);
        expect(await ledger.readLastPlanned([WATCH])).toEqual([last]);
      }),
      { numRuns: 40 },
    );
  });

  it('of a pair and date never planned are none', async () => {
    expect(await read()).toEqual({ planned: [], leftOut: [] });
    expect(await ledger.readLastPlanned([WATCH])).toEqual([null]);
  });

  it('take about two bytes each', async () => {
    for (let n = 0; n < 1_000; n++) await write(START + n * 5 * MINUTE_MS);
    const [key = ''] = await redis.keys('*:plans');
    expect(await redis.strlen(key)).toBeLessThan(2_100);
    expect(await redis.ttl(key)).toBeGreaterThan(400 * 86_400 - 60);
  });

  it('left out are kept with the reason, once', async () => {
    for (const reason of ['paused-busy', 'paused-busy'])
      await ledger.writeLeftOut(WATCH.pair, WATCH.travelDate, START, reason);
    expect((await read()).leftOut).toEqual([{ plannedAt: START, reason: 'paused-busy' }]);
  });
});

describe('the minutes in which nobody planned', () => {
  it('are stretches between the ticks, over midnight too', async () => {
    for (const minute of [0, 1, 2, 50, 90, 91]) await ledger.writeTick(START + minute * MINUTE_MS);
    const minutes = (await ledger.readIdle(START, START + 92 * MINUTE_MS)).map(({ from, to }) => [
      (from - START) / MINUTE_MS,
      (to - START) / MINUTE_MS,
    ]);
    expect(minutes).toEqual([
      [3, 50],
      [51, 90],
    ]);
  });

  it('are those of a model, minute by minute, for any ticks', async () => {
    const ticks = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(ticks, fc.nat(200), fc.nat(200), async (minutes, begin, length) => {
        await redis.flushdb();
        const fresh = createPlanLedger(redis, { namespace: 'test', clockOffsetMs: 0 });
        for (const minute of minutes) await fresh.writeTick(START + minute * MINUTE_MS);
        const [from, to] = [START + begin * MINUTE_MS, START + (begin + length) * MINUTE_MS];
        const idle = await fresh.readIdle(from, to);
        for (let at = from; at < to; at += MINUTE_MS) {
          const isIdle = idle.some((one) => one.from <= at && at < one.to);
          expect(isIdle).toBe(!minutes.includes((at - START) / MINUTE_MS));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('of a long time are looked through in no time', async () => {
    for (let day = 0; day < 40; day++) await ledger.writeTick(START + day * DAY_MS);
    expect(await ledger.readIdle(START, START + 39 * DAY_MS)).toHaveLength(39);
  });
});
