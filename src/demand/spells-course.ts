import type { OfferLog } from '../seats/day-log.ts';
import { type Standing, standingOf } from '../seats/seat-code.ts';
import type { Seen } from './spell.ts';
import { firstAtOrAfter, type PollTimes } from './spells-poll-times.ts';

const HALF_HOUR_SECONDS = 30 * 60;

/**
 * What the polls saw of one offer, without the numbers of seats: from poll `from[i]` on it stood as `standing[i]`. The
 * columns are reused from offer to offer: read them before the next one is laid out.
 */
export class Course {
  length = 0;
  readonly from: Int32Array;
  readonly standing: Standing[] = [];

  constructor(mostChanges: number) {
    this.from = new Int32Array(mostChanges);
  }

  /** A change that no poll of `polls` saw (they may be thinned out) before the next one is no change at all. */
  layOut({ seconds, codes }: OfferLog, polls: PollTimes): void {
    const { from, standing } = this;
    this.length = 0;
    let last: Standing | null = null;
    let poll = 0;
    for (let i = 0; i < codes.length; i += 1) {
      const now = standingOf(codes[i]!);
      if (now === last) continue;
      last = now;
      poll = polls.indexAtOrAfter(seconds[i]!, poll);
      if (poll === polls.seconds.length) break;
      const top = this.length - 1;
      if (top < 0 || from[top] !== poll) this.push(poll, now);
      else if (top > 0 && standing[top - 1] === now) this.length = top;
      else standing[top] = now;
    }
  }

  private push(poll: number, now: Standing): void {
    if (this.length > 0 && this.standing[this.length - 1] === now) return;
    this.from[this.length] = poll;
    this.standing[this.length] = now;
    this.length += 1;
  }
}

/** What an offer was at the poll nearest to a second, at most half an hour away, that could tell (S1). */
export function seenAbout({ seconds, codes }: OfferLog, polls: PollTimes, second: number): Seen {
  let after = polls.indexAtOrAfter(second);
  let before = after - 1;
  for (;;) {
    const late = (polls.seconds[after] ?? Number.POSITIVE_INFINITY) - second;
    const early = second - (polls.seconds[before] ?? Number.NEGATIVE_INFINITY);
    if (Math.min(late, early) > HALF_HOUR_SECONDS) return 'unobserved';
    const poll = polls.seconds[early <= late ? before-- : after++]!;
    const change = firstAtOrAfter(seconds, poll + 1) - 1;
    const standing = change < 0 ? 'unknown' : standingOf(codes[change]!);
    if (standing === 'onSale' || standing === 'gone') return standing;
  }
}
