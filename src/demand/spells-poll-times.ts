import { SECOND_MS } from '../calendar/china-time.ts';
import type { DayLog } from '../seats/day-log.ts';

/** A state is carried to the next poll, but no longer than this: the rest is unobserved (METHODS.md 5.3, S4). */
export const CARRY_SECONDS = 60 * 60;

/** When a pair and date was looked at: the ok polls, whole seconds since the epoch, ascending, each once. */
export class PollTimes {
  readonly seconds: Uint32Array;
  private readonly failed: Uint32Array;
  /** Seconds observed from the first poll up to each. */
  private readonly observed: Float64Array;

  constructor(seconds: Uint32Array, failed: Uint32Array = new Uint32Array(0)) {
    this.seconds = seconds;
    this.failed = failed;
    this.observed = new Float64Array(seconds.length);
    for (let i = 1; i < seconds.length; i += 1) {
      const gap = seconds[i]! - seconds[i - 1]!;
      this.observed[i] = this.observed[i - 1]! + Math.min(gap, CARRY_SECONDS);
    }
  }

  /** The first poll at or after a second; their number when there is none. */
  indexAtOrAfter(second: number, from = 0): number {
    return firstAtOrAfter(this.seconds, second, from);
  }

  failedBetween(from: number, to: number): number {
    return firstAtOrAfter(this.failed, to) - firstAtOrAfter(this.failed, from);
  }

  /**
   * Seconds observed from poll `from` to poll `to` (or, there being no such poll, to the last), but not beyond the
   * second `limit`. The last poll of all is carried nowhere: nothing tells what came after it.
   */
  observedBetween(from: number, to: number, limit: number): number {
    const { seconds, observed } = this;
    if (from >= seconds.length || seconds[from]! >= limit) return 0;
    let end = Math.min(to, seconds.length - 1);
    if (seconds[end]! <= limit) return observed[end]! - observed[from]!;
    end = this.indexAtOrAfter(limit, from);
    if (seconds[end] === limit) return observed[end]! - observed[from]!;
    const carried = Math.min(limit - seconds[end - 1]!, CARRY_SECONDS);
    return observed[end - 1]! + carried - observed[from]!;
  }
}

/** The polls of a log. A plan that failed first and was then answered did not fail. */
export function pollTimesOf({ polls, failed }: DayLog): PollTimes {
  if (failed.length === 0) return new PollTimes(polls.seconds);
  const answered = new Set(polls.plannedAt);
  const unanswered = failed.filter(({ plannedAt }) => !answered.has(plannedAt));
  return new PollTimes(
    polls.seconds,
    Uint32Array.from(unanswered, ({ observedAt }) => Math.floor(observedAt / SECOND_MS)),
  );
}

/** The first index whose second is at or after `second`; the length when there is none. */
export function firstAtOrAfter(seconds: Uint32Array, second: number, from = 0): number {
  let low = from;
  let high = seconds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seconds[middle]! < second) low = middle + 1;
    else high = middle;
  }
  return low;
}
