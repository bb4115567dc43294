import type { CivilDate } from '../../calendar/china-time.ts';
import type { Watch } from '../../seats/schema.ts';
import type { ArchivedDay } from './archived-day.ts';

/** The seat log of one source as archives see it: whole days in and out. */
export interface ArchiveLog {
  /** Every pair and date kept whose travel date lies within, both ends included. */
  readWatches(first: CivilDate, last: CivilDate): Promise<Watch[]>;
  /** All that is kept of a pair and date, and a text that changes with anything about it; null when nothing is. */
  readDay(watch: Watch): Promise<{ day: ArchivedDay; version: string } | null>;
  /**
   * Keeps a day whole, in one atomic step, in place of what `replacing` names (null: of nothing).
   * `changed`: something else is there by now; nothing was written.
   */
  writeDay(day: ArchivedDay, replacing: string | null): Promise<'written' | 'changed'>;
}
