import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BackOff,
  breakerStateAt,
  isQuietSuccess,
  nextBackOff,
  type PausingFailure,
} from '../../src/upstream/back-off.ts';
import { breakerRuleOf, FAILURES } from '../../src/upstream/failures.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const failureAt = (at: number, change: Partial<PausingFailure> = {}): PausingFailure => ({
  sign: 'busy',
  detail: '',
  backOffMs: MINUTE,
  breaker: 'none',
  askedAt: at,
  at,
  ...change,
});

/** The pauses, in minutes, of failures that come each as soon as the pause before it is over. */
function pausesOf(changes: Partial<PausingFailure>[]): number[] {
  let backOff: BackOff | null = null;
  return changes.map((change) => {
    const at: number = backOff?.until ?? 0;
    backOff = nextBackOff(backOff, failureAt(at, change));
    return (backOff.until - at) / MINUTE;
  });
}

describe('nextBackOff', () => {
  it('begins with what the failure table asks for', () => {
    expect(nextBackOff(null, failureAt(1_000_000, { sign: 'busy', detail: 'busy' }))).toEqual({
      failures: 1,
      until: 1_060_000,
      sign: 'busy',
      detail: 'busy',
      trips: 0,
    });
  });

  it('doubles with every failure in a row, at most to half an hour', () => {
    expect(pausesOf(Array(9).fill({}))).toEqual([1, 2, 4, 8, 16, 30, 30, 30, 30]);
  });

  it('counts failures of requests that were already under way once', () => {
    const backOff = nextBackOff(null, failureAt(0));
    expect(nextBackOff(backOff, failureAt(59_999))).toBe(backOff);
    expect(nextBackOff(backOff, failureAt(70_000, { askedAt: 59_999 }))).toBe(backOff);
  });

  it('never pauses for less than five seconds', () => {
    expect(nextBackOff(null, failureAt(0, { backOffMs: 1 })).until).toBe(5_000);
  });

  const trip = { breaker: 'trip' } as const;
  const burst = { breaker: 'burst' } as const;
  it.each<[string, Partial<PausingFailure>[], number[]]>([
    ['a sign of an IP limit opens the breaker at once', [trip], [120]],
    [
      'each probe that meets one again doubles it, at most to a day',
      Array(6).fill(trip),
      [120, 240, 480, 960, 1440, 1440],
    ],
    ['what may be one opens it the third time in a row', [burst, burst, burst], [1, 2, 120]],
    ['or after other failures', [{}, {}, burst], [1, 2, 120]],
    ['other failures never do', [{}, {}, {}, {}], [1, 2, 4, 8]],
    [
      'a probe that meets something else leaves it half-open after a plain pause',
      [trip, {}, trip],
      [120, 2, 240],
    ],
  ])('%s', (_, changes, pauses) => {
    expect(pausesOf(changes)).toEqual(pauses);
  });

  it('opens the breaker for a sign of a request that was under way when a plain pause began', () => {
    const paused = nextBackOff(null, failureAt(0));
    const opened = nextBackOff(paused, failureAt(1_000, { ...trip, askedAt: 0 }));
    expect(opened).toMatchObject({ trips: 1, until: 1_000 + 2 * HOUR });
    expect(nextBackOff(opened, failureAt(2_000, { ...trip, askedAt: 0 }))).toBe(opened);
  });

  it('never makes a pause shorter, and never pauses for more than a day from the failure', () => {
    const failure = fc.record({
      at: fc.integer({ min: 0, max: 5 * HOUR }),
      backOffMs: fc.integer({ min: 1, max: 30 * MINUTE }),
      breaker: fc.constantFrom('trip', 'burst', 'none' as const),
      asked: fc.integer({ min: 0, max: 20_000 }),
    });
    fc.assert(
      fc.property(fc.array(failure, { maxLength: 12 }), (failures) => {
        let [backOff, now]: [BackOff | null, number] = [null, 0];
        for (const { at, asked, ...change } of failures) {
          now += at;
          const next = nextBackOff(backOff, failureAt(now, { ...change, askedAt: Math.max(0, now - asked) }));
          expect(next.until).toBeGreaterThanOrEqual(backOff?.until ?? 0);
          expect(next.until).toBeGreaterThan(now - 20_000);
          expect(next.until).toBeLessThanOrEqual(Math.max(backOff?.until ?? 0, now + 24 * HOUR));
          backOff = next;
        }
      }),
    );
  });
});

describe('a success', () => {
  const backOff = nextBackOff(null, failureAt(0));
  it.each([
    ['asked before the pause began does not end it', -1, false],
    ['asked during the pause does not', 59_999, false],
    ['asked after it does', 60_000, true],
  ])('%s', (_, askedAt, ends) => {
    expect(isQuietSuccess(backOff, askedAt)).toBe(ends);
  });
});

describe('the breaker', () => {
  it('is closed in a plain pause, open after a sign of an IP limit, half-open when its time is over', () => {
    expect(breakerStateAt(null, 0)).toBe('closed');
    expect(breakerStateAt(nextBackOff(null, failureAt(0)), 1)).toBe('closed');
    const open = nextBackOff(null, failureAt(0, { breaker: 'trip' }));
    expect(breakerStateAt(open, 2 * HOUR - 1)).toBe('open');
    expect(breakerStateAt(open, 2 * HOUR)).toBe('half-open');
  });

  it('is opened by refusals only', () => {
    for (const [sign, rule] of Object.entries(FAILURES))
      if (rule.breaker !== 'none') expect([sign, rule.outcome]).toEqual([sign, 'refused']);
    expect(breakerRuleOf('forbidden')).toBe('trip');
    expect(breakerRuleOf('error-page')).toBe('burst');
    expect(breakerRuleOf('timeout')).toBe('none');
    expect(breakerRuleOf('a sign of another version')).toBe('none');
  });
});
