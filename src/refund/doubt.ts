import type { Instant } from '../calendar/china-time.ts';
import type { Words } from './rule.ts';
import type { SourceCode } from './sources.data.ts';

/** Another reading of the sources under which this very refund would cost something else. */
export interface Doubt {
  id: string;
  /** First and last second in which the readings differ as they do now; null: back to the sale. */
  from: Instant | null;
  to: Instant;
  /** What the other reading says; rate and fee are null where it refuses. */
  otherAllowed: boolean;
  otherRate: number | null;
  otherFeeFen: number | null;
  otherReading: Words;
  why: Words;
  sources: readonly SourceCode[];
}
