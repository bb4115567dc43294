import type { SideCoverage } from './comparison-input.ts';
import type { DaySpells, OpeningCoverage } from './spell.ts';

/** Gathers how a season was watched, day by day in any order; every opening counts once. */
export class CoverageTally {
  private readonly gaps: number[] = [];
  private openings = 0;
  private goodPpm24h = 0;
  private goodPpm = 0;
  private readonly polls = { ok: 0, kept: 0 };

  add({ coverage, polls }: Pick<DaySpells, 'coverage' | 'polls'>): void {
    for (const opening of coverage) this.addOpening(opening);
    this.polls.ok += polls.ok;
    this.polls.kept += polls.kept;
  }

  /** Means of the shares, and the median of the usual gaps; null where nothing was watched. */
  describe(): SideCoverage {
    const share = (sum: number): number | null => (this.openings === 0 ? null : sum / PPM / this.openings);
    const gaps = Float64Array.from(this.gaps).sort();
    return {
      goodShare24h: share(this.goodPpm24h),
      goodShare: share(this.goodPpm),
      openingGapMinutes: gaps[Math.floor(gaps.length / 2)] ?? null,
      thinned: this.polls.kept < KEPT_SHARE * this.polls.ok,
    };
  }

  private addOpening({ goodShare24h, goodShare, pollGapMinutes }: OpeningCoverage): void {
    this.openings += 1;
    this.goodPpm24h += Math.round(goodShare24h * PPM);
    this.goodPpm += Math.round(goodShare * PPM);
    if (pollGapMinutes !== null) this.gaps.push(pollGapMinutes);
  }
}

/** Two runs of one schedule never quite meet: a few polls without a partner are no thinning. */
const KEPT_SHARE = 0.9;

/** Sums of whole numbers do not depend on the order of the days. */
const PPM = 1e6;
