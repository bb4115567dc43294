import type { DayLog } from '../seats/day-log.ts';
import type { DaySpells } from './spell.ts';
import { buildSpells, type SpellContext } from './spells.ts';
import { thinToCommon } from './thin-polls.ts';

export interface LoggedDay {
  day: DayLog;
  context: SpellContext;
}

/**
 * The spells of one pair on the same lunar offset of two years, seen through the same polling schedule. Where one year
 * has no log the other is built as it is: matching leaves it out, and counts it.
 */
export function buildSpellPair(
  season: LoggedDay | null,
  baseline: LoggedDay | null,
): { season: DaySpells | null; baseline: DaySpells | null } {
  if (season === null || baseline === null) {
    const build = (side: LoggedDay | null) => (side === null ? null : buildSpells(side.day, side.context));
    return { season: build(season), baseline: build(baseline) };
  }
  const kept = thinToCommon(season, baseline);
  return {
    season: buildSpells(season.day, { ...season.context, kept: kept.one }),
    baseline: buildSpells(baseline.day, { ...baseline.context, kept: kept.other }),
  };
}
