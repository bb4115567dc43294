import type { CivilDate, Instant } from '../calendar/china-time.ts';
import type { Board, ChangePoint, OfferKey, PollRecord } from '../seats/board.ts';
import type { DayLog } from '../seats/day-log.ts';
import type { OdPair, Poll, Watch } from '../seats/schema.ts';

/**
 * The seat log as the rest of the house sees it. All reads answer what was known at `asOf` (default: now),
 * never a later observation. Nothing known is null or an empty list, never a made-up board.
 */
export interface SeatLog {
  /**
   * Keeps one poll, in one atomic step: board, changes and coverage together or not at all.
   * `repeated`: a poll with this pair, date and `plannedAt` is already kept with outcome ok, or the very same
   * failure is; nothing was written. `late`: kept, but an ok poll observed later was already there.
   * `refused`: dated more than 30 s after Redis' own clock plus the service's clock offset; nothing written.
   *
   * Answered, the poll outlives any death of this process and, with the Redis we start, any of Redis: its log is with
   * the kernel before the answer. A power cut may take the last second or two (REDIS_FSYNC=always: nothing). An
   * operator's Redis with `appendfsync everysec` may lose, when it is killed, what it answered while an fsync was under
   * way, 2 s at the most; a failover of a Cluster or Sentinel, what the replica had not received. The queue is kept in
   * the same log, so of one Redis a poll that is lost so is asked again.
   * Rejected, it may have been kept all the same: writing it again is always right.
   */
  writePoll(poll: Poll): Promise<'written' | 'repeated' | 'late' | 'refused'>;
  /** Whether an ok poll is kept for this plan: a job that runs twice asks first. */
  hasPoll(pair: OdPair, travelDate: CivilDate, plannedAt: Instant): Promise<boolean>;
  /** The board may be shared with others who read it: nobody changes it. */
  readBoard(pair: OdPair, travelDate: CivilDate, asOf?: Instant): Promise<Board | null>;
  /** The boards of many pairs and dates in as few round trips as can be; null where nothing is known. */
  readBoards(watches: readonly Watch[], asOf?: Instant): Promise<(Board | null)[]>;
  /** Everything about a pair and date, packed, for statistics; null when nothing was ever kept. */
  readDay(pair: OdPair, travelDate: CivilDate, asOf?: Instant): Promise<DayLog | null>;
  /** The same of many, in as few round trips as can be. Mind the memory: a pair's season is some megabytes. */
  readDays(watches: readonly Watch[], asOf?: Instant): Promise<(DayLog | null)[]>;
  /** Change points of one offer in order of time, the first being its first observation. */
  readHistory(pair: OdPair, travelDate: CivilDate, offer: OfferKey, asOf?: Instant): Promise<ChangePoint[]>;
  /** Every kept poll of a pair and date in order of `observedAt`, failures included. */
  readPolls(pair: OdPair, travelDate: CivilDate, asOf?: Instant): Promise<PollRecord[]>;
  /** When each pair and date was last polled (any outcome) and last polled ok; null where never. One round trip. */
  readLastPolls(
    keys: { pair: OdPair; travelDate: CivilDate }[],
  ): Promise<{ lastPolledAt: Instant | null; lastOkAt: Instant | null }[]>;
  /** Cheap token that changes whenever anything about the pair and date does (for ETag and caches). */
  readVersion(pair: OdPair, travelDate: CivilDate): Promise<string>;
  /**
   * The pairs and travel dates, from the first day to the last, of which anything may have been kept, in order of
   * date, then pair. Of some there may be nothing left to read.
   */
  readWatches(first: CivilDate, last: CivilDate): Promise<Watch[]>;
}
