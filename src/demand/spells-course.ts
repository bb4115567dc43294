import type { OfferLog } from '../seats/day-log.ts';
import { type Standing, standingOf } from '../seats/seat-code.ts';
import type { Seen } from './spell.ts';
import { firstAtOrAfter, type PollTimes } from './spells-poll-times.ts';

const HALF_HOUR_SECONDS = 30 * 60;

/** Standings as numbers: a national season has some hundred million changes to go through. */
const STANDINGS: readonly Standing[] = ['onSale', 'gone', 'notOnSale', 'suspended', 'notOffered', 'unknown'];
const STANDING_PLACE = Uint8Array.from({ length: 256 }, (_, code) => STANDINGS.indexOf(standingOf(code)));

/**
 * What the polls saw of one offer, without the numbers of seats: from poll `from[i]` on it stood as `standing(i)`. The
 * columns are reused from offer to offer: read them before the next one is laid out.
 */
export class Course {
  length = 0;
  readonly from: Int32Array;
  private readonly places: Uint8Array;

  constructor(mostChanges: number) {
    this.from = new Int32Array(mostChanges);
    this.places = new Uint8Array(mostChanges);
  }

  standing(i: number): Standing {
    return STANDINGS[this.places[i]!]!;
  }

  /** A change that no poll of `polls` saw (they may be thinned out) before the next one is no change at all. */
  layOut({ seconds, codes }: OfferLog, polls: PollTimes): void {
    const { from, places } = this;
    let length = 0;
    let last = -1;
    let poll = 0;
    for (let i = 0; i < codes.length; i += 1) {
      const now = STANDING_PLACE[codes[i]!]!;
      if (now === last) continue;
      last = now;
      poll = polls.indexAtOrAfter(seconds[i]!, poll);
      if (poll === polls.seconds.length) break;
      if (length > 0 && from[length - 1] === poll) length -= 1;
      if (length > 0 && places[length - 1] === now) continue;
      from[length] = poll;
      places[length] = now;
      length += 1;
    }
    this.length = length;
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
