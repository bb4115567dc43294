import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECOND_MS } from '../../../src/calendar/china-time.ts';
import { hashDay } from '../../../src/store/archive/day-hash.ts';
import { cutDay } from '../../../src/store/figures/cut-day.ts';
import { openTestRedis } from '../../support/redis.ts';
import { openLog, planPolls, writePolls } from '../archive/filled-log.ts';

const WATCH = { pair: { from: 'TNV', to: 'HGH' }, travelDate: '2021-01-05' };
const SEEDS = [1, 2, 3, 4, 5, 6];

let redis: Redis;
beforeAll(async () => {
  redis = await openTestRedis();
});
afterAll(async () => {
  await redis.quit();
});

describe('a day cut at an instant', () => {
  it.each(SEEDS)('is the very day of a log that ended there (seed %i)', async (seed) => {
    const polls = planPolls(WATCH, 60, seed);
    const whole = openLog(redis, `whole-${seed}`);
    await writePolls(whole.log, polls);
    const known = (await whole.archiveLog.readDay(WATCH))!.day;
    const seconds = [...known.observed];
    for (const [i, share] of [0.2, 0.5, 0.8].entries()) {
      const until = seconds[Math.floor(share * seconds.length)]! * SECOND_MS;
      const part = openLog(redis, `part-${seed}-${i}`);
      await writePolls(
        part.log,
        polls.filter(({ observedAt }) => Math.floor(observedAt / SECOND_MS) * SECOND_MS <= until),
      );
      const expected = (await part.archiveLog.readDay(WATCH))!.day;
      const cut = cutDay(known, until)!;
      expect(cut).toEqual(expected);
      expect(hashDay(cut)).toBe(hashDay(expected));
    }
  });

  it('is whole after its last poll, and nothing before its first', async () => {
    const { day } = (await openLog(redis, 'whole-1').archiveLog.readDay(WATCH))!;
    expect(cutDay(day, day.observed.at(-1)! * SECOND_MS + 10 ** 9)).toBe(day);
    const first = Math.min(day.observed[0]!, ...day.failures.map(({ observed }) => observed));
    expect(cutDay(day, (first - 1) * SECOND_MS)).toBeNull();
  });
});
