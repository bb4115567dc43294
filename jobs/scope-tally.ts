import type { CivilDate } from '../src/calendar/china-time.ts';
import type { MatchedBasket } from '../src/demand/basket.ts';
import { ComparisonTable } from '../src/demand/comparison-table.ts';
import type { Figure, FigureInput } from '../src/demand/figure.ts';
import type { Scope } from '../src/demand/scope-schema.ts';
import { CoverageTally } from '../src/demand/side-coverage.ts';
import type { DaySpells } from '../src/demand/spell.ts';
import type { OdPair, Provenance } from '../src/seats/schema.ts';
import { sha256 } from '../src/store/archive/archive-writer.ts';
import { hashSeason, type SeasonDay } from '../src/store/figures/season-days.ts';

export const SIDES = ['season', 'baseline'] as const;
export type Side = (typeof SIDES)[number];

/** What one pair adds to every scope it is in. */
export interface PairResult {
  pair: OdPair;
  days: Record<Side, readonly SeasonDay[]>;
  spells: Record<Side, readonly DaySpells[]>;
  basket: MatchedBasket;
  subjects: SubjectPart;
}

/** The matched offers of a pair as lines (demand/subject-rows.ts), under the hash of their text. */
export interface SubjectPart {
  hash: string;
  lines: readonly string[];
}

/** What a figure of one scope is made of, gathered pair by pair. */
export class ScopeTally {
  readonly scope: Scope;
  readonly table = new ComparisonTable();
  readonly coverage = { season: new CoverageTally(), baseline: new CoverageTally() };
  readonly provenances = { season: new Set<Provenance>(), baseline: new Set<Provenance>() };
  /** Hashes of the pairs' offers, in the order they were added. */
  readonly parts: string[] = [];
  private rows = 0;
  /** Offers kept, the fewer of both seasons. */
  private readonly kept = { season: 0, baseline: 0 };
  private readonly lastPolls = { season: 0, baseline: 0 };
  private readonly used = { season: [] as UsedDay[], baseline: [] as UsedDay[] };

  constructor(scope: Scope) {
    this.scope = scope;
  }

  add({ pair, days, spells, basket, subjects }: PairResult): void {
    this.table.add(basket);
    if (subjects.lines.length > 0) this.parts.push(subjects.hash);
    this.rows += subjects.lines.length;
    for (const side of SIDES) {
      this.kept[side] += basket.kept.reduce((sum, cell) => sum + cell[side].length, 0);
      for (const day of spells[side]) this.coverage[side].add(day);
      for (const { log, travelDate, contentHash, polls } of days[side]) {
        this.used[side].push({ watch: { pair, travelDate }, contentHash, polls });
        if (log === null) continue;
        this.provenances[side].add(log.provenance);
        this.lastPolls[side] = Math.max(this.lastPolls[side], log.polls.seconds.at(-1) ?? 0);
      }
    }
  }

  keptSubjects(): number {
    return Math.min(this.kept.season, this.kept.baseline);
  }

  /** Second of the last answer; 0 without any. */
  lastPollOf(side: Side): number {
    return this.lastPolls[side];
  }

  describeSubjects(): Figure['subjects'] {
    return { rows: this.rows, contentHash: sha256(this.parts.join('\n')) };
  }

  describeInput(side: Side, season: number, knownUntil: string | null): FigureInput {
    const used = this.used[side];
    return {
      season,
      knownUntil,
      watches: used.length,
      polls: used.reduce((sum, { polls }) => sum + polls, 0),
      contentHash: hashSeason(used),
    };
  }
}

interface UsedDay {
  watch: { pair: OdPair; travelDate: CivilDate };
  contentHash: string;
  polls: number;
}
