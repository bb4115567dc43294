import { describe, expect, it } from 'vitest';
import { nextBackOff } from '../../src/upstream/back-off.ts';

const failureAt = (at: number, backOffMs = 60_000) => ({ sign: 'too-fast', detail: '403 1', backOffMs, at });

describe('nextBackOff', () => {
  it('begins with what the failure table asks for', () => {
    expect(nextBackOff(null, failureAt(1_000_000))).toEqual({
      failures: 1,
      until: 1_060_000,
      sign: 'too-fast',
      detail: '403 1',
    });
  });

  it('doubles with every failure in a row, at most to half an hour', () => {
    let backOff = nextBackOff(null, failureAt(0));
    const pauses: number[] = [];
    for (let n = 0; n < 8; n++) {
      const at = backOff.until;
      backOff = nextBackOff(backOff, failureAt(at));
      pauses.push((backOff.until - at) / 60_000);
    }
    expect(pauses).toEqual([2, 4, 8, 16, 30, 30, 30, 30]);
  });

  it('counts failures of requests that were already under way once', () => {
    const backOff = nextBackOff(null, failureAt(0));
    expect(nextBackOff(backOff, failureAt(59_999))).toBe(backOff);
  });

  it('never pauses for less than five seconds', () => {
    expect(nextBackOff(null, failureAt(0, 1)).until).toBe(5_000);
  });
});
