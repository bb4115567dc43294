import type { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import { createRequestBudget, type RequestBudget } from '../../src/store/poll-budget.ts';
import { createPollState } from '../../src/store/poll-state.ts';
import { type BudgetRules, FLOOR, planBudget } from '../../src/upstream/budget-rules.ts';
import type { Permit, PermitAnswer } from '../../src/upstream/permit.ts';
import { openTestRedis } from '../support/redis.ts';

const START = parseInstant('2021-01-12T10:00') as Instant;
const RULES: BudgetRules = planBudget({ spacingSeconds: 5, perFiveMinutes: 40 });

let redis: Redis;
let at: Instant;
beforeEach(async () => {
  redis?.disconnect();
  redis = await openTestRedis();
  at = START;
});
afterAll(() => redis.disconnect());

function budgetWith(rules: BudgetRules | null, aheadMs = 0, draw = () => 0): RequestBudget {
  return createRequestBudget(redis, {
    namespace: 'test',
    rules,
    now: () => at + aheadMs,
    clockOffsetMs: 0,
    draw,
  });
}
async function permitOf(answer: Promise<PermitAnswer>): Promise<Permit> {
  const given = await answer;
  if (!given.granted) throw new Error(`no permit: ${given.reason}`);
  return given.permit;
}

describe('the budget of the real 12306', () => {
  it('lets one request be under way, and the next 5 s after its end', async () => {
    const budget = budgetWith(RULES);
    const permit = await permitOf(budget.takeRequest('query'));
    expect(await budget.takeRequest('query')).toMatchObject({ granted: false, reason: 'in-flight' });
    at += 3_000;
    await permit.release();
    expect(await budget.takeRequest('query')).toMatchObject({
      granted: false,
      reason: 'spacing',
      waitMs: 5_000,
    });
    at += 5_000;
    expect(await budget.takeRequest('query')).toMatchObject({ granted: true });
  });

  it('adds a draw to the spacing, at most 2.5 s', async () => {
    const budget = budgetWith(RULES, 0, () => 0.999);
    await (await permitOf(budget.takeRequest('query'))).release();
    expect(await budget.takeRequest('query')).toMatchObject({ reason: 'spacing', waitMs: 7_497 });
  });

  it('takes a request whose worker was killed for over when its lease ends, and says that it lapsed', async () => {
    const budget = budgetWith(RULES);
    await permitOf(budget.takeRequest('query'));
    at += RULES.leaseMs - 1;
    expect(await budget.takeRequest('query')).toMatchObject({ reason: 'in-flight', waitMs: 1 });
    at += 1;
    expect(await budget.takeRequest('query')).toMatchObject({ granted: true });
    expect(await budget.readUsage()).toMatchObject({ lapsed: 1, sent: { query: 2 } });
  });

  it('gives no more than 40 in any five minutes, counted with the time a request may be on its way', async () => {
    const budget = budgetWith(RULES);
    const granted: Instant[] = [];
    for (; at < START + 30 * 60_000; at += 500) {
      const answer = await budget.takeRequest('query');
      if (!answer.granted) continue;
      granted.push(at);
      await answer.permit.release();
    }
    for (const first of granted) {
      const window = granted.filter((one) => first <= one && one < first + 300_000 + RULES.leaseMs);
      expect(window.length).toBeLessThanOrEqual(40);
    }
    expect(granted.length).toBeGreaterThan(200);
  });

  it('is one for all kinds of requests and all workers, and tells what was sent', async () => {
    const [one, another] = [budgetWith(RULES), budgetWith(RULES)];
    for (const kind of ['init', 'query', 'query', 'stops', 'list'] as const) {
      await (await permitOf(one.takeRequest(kind))).release();
      expect(await another.takeRequest('query')).toMatchObject({ granted: false });
      at += 5_000;
    }
    expect(await another.readUsage()).toEqual({
      sent: { init: 1, query: 2, stops: 1, list: 1 },
      lapsed: 0,
      used: 5,
      underWay: 0,
    });
  });

  it('takes a worker whose clock is behind for late, never for early', async () => {
    const [ahead, behind] = [budgetWith(RULES, 20_000), budgetWith(RULES, 0)];
    await (await permitOf(ahead.takeRequest('query'))).release();
    at += 5_000;
    expect(await behind.takeRequest('query')).toMatchObject({ granted: false, reason: 'spacing' });
    at += 20_000;
    expect(await behind.takeRequest('query')).toMatchObject({ granted: true });
  });

  it('turns away a worker whose clock runs ahead of Redis, and the others go on', async () => {
    at = Date.now();
    expect(await budgetWith(RULES, 60_000).takeRequest('query')).toMatchObject({ reason: 'clock-ahead' });
    expect(await budgetWith(RULES).takeRequest('query')).toMatchObject({ granted: true });
  });

  it('of fifty workers at once lets one through', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => budgetWith(RULES).takeRequest('query')),
    );
    expect(answers.filter((answer) => answer.granted)).toHaveLength(1);
  });
});

describe('a pause', () => {
  it('holds every request up until its end, also those of the double', async () => {
    const until = START + 60_000;
    await createPollState(redis, 'test').writeBackOff({
      failures: 1,
      until,
      sign: 'busy',
      detail: '',
      trips: 0,
    });
    for (const rules of [RULES, null]) {
      at = until - 1;
      expect(await budgetWith(rules).takeRequest('list')).toMatchObject({ reason: 'paused', waitMs: 1 });
      at = until;
      expect(await budgetWith(rules).takeRequest('list')).toMatchObject({ granted: true });
    }
  });

  it('is ended only by the success that was asked after it, not by one that read an earlier pause', async () => {
    const state = createPollState(redis, 'test');
    const earlier = { failures: 1, until: START, sign: 'busy', detail: '', trips: 0 };
    const later = { ...earlier, failures: 2, until: START + 60_000 };
    await state.writeBackOff(later);
    await state.clearBackOff(earlier);
    expect(await state.readBackOff()).toEqual(later);
    await state.clearBackOff(later);
    expect(await state.readBackOff()).toBeNull();
  });

  it('is probed by one question, by another when that one is not heard of, and anew after the next pause', async () => {
    const state = createPollState(redis, 'test');
    const pause = { failures: 1, until: START, sign: 'busy', detail: '', trips: 1 };
    expect(await state.takeProbe('a', START, 60_000)).toBe(true);
    await state.writeBackOff(pause);
    expect(await state.takeProbe('a', START, 60_000)).toBe(true);
    expect(await state.takeProbe('b', START + 59_999, 60_000)).toBe(false);
    expect(await state.takeProbe('a', START + 59_999, 60_000)).toBe(true);
    expect(await state.takeProbe('b', START + 60_000, 60_000)).toBe(true);
    await state.writeBackOff({ ...pause, until: START + 61_000 });
    expect(await state.takeProbe('c', START + 61_000, 60_000)).toBe(true);
  });
});

describe('the budget of the double', () => {
  it('is as large as one likes, and everything is counted', async () => {
    const budget = budgetWith(null);
    for (let n = 0; n < 100; n++) await permitOf(budget.takeRequest('query'));
    expect(await budget.readUsage()).toMatchObject({ sent: { query: 100 }, used: null, underWay: null });
  });
});

describe('the settings', () => {
  it.each([
    [0, 1_000_000],
    [-5, Number.POSITIVE_INFINITY],
    [Number.NaN, Number.NaN],
    [4.99, 41],
  ])('%s s and %s requests never go below the floor', (spacingSeconds, perFiveMinutes) => {
    const rules = planBudget({ spacingSeconds, perFiveMinutes });
    expect(rules.spacingMs).toBeGreaterThanOrEqual(FLOOR.spacingMs);
    expect(rules.perWindow).toBeLessThanOrEqual(FLOOR.perWindow);
    expect(rules).toMatchObject({ inFlight: 1, jitterMs: FLOOR.jitterMs });
  });

  it('may be stricter', () => {
    expect(planBudget({ spacingSeconds: 30, perFiveMinutes: 5 })).toMatchObject({
      spacingMs: 30_000,
      perWindow: 5,
    });
  });
});
