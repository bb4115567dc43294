import type { Provenance } from '../seats/schema.ts';
import type { TooYoung } from './comparable-cells.ts';
import type { FeeRule } from './comparison-input.ts';
import type { Comparison } from './comparison-schema.ts';

/** A comparison before its words: what warnings and sentences are made from. */
export type ComparisonFacts = Omit<Comparison, 'warnings' | 'sentence'> & {
  /** A season is still running or was not watched to its end. */
  isPartial: boolean;
  /** What of a running season is not observed long enough yet. */
  tooYoung: TooYoung | null;
  /** All provenances that occur in either season. */
  provenances: readonly Provenance[];
  feeRules: { season: readonly FeeRule[] | null; baseline: readonly FeeRule[] | null };
};

export type ComparisonWarning = Comparison['warnings'][number];
