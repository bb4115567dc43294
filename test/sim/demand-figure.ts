import { matchBasket } from '../../src/demand/basket.ts';
import {
  type ClusteredSubject,
  clusterJackknife,
  type MeanRatio,
} from '../../src/demand/cluster-jackknife.ts';
import type { MatchedCell } from '../../src/demand/comparison-input.ts';
import { restrictedMean } from '../../src/demand/restricted-mean.ts';
import type { DaySpells, Spell } from '../../src/demand/spell.ts';
import { buildSpellPair } from '../../src/demand/spells-pair.ts';
import { survivalCurve } from '../../src/demand/survival-curve.ts';
import { HORIZON, type Season } from './demand-world.ts';

export interface Figure {
  estimate: MeanRatio;
  /** The ratio with one year's events all at the last look with seats, the other's at the first without. */
  lowest: number;
  highest: number;
  /** The ratio had one seen the very minute of each sell-out, of the same offers. */
  exact: number;
  keptShare: number;
}

type Side = 'season' | 'baseline';
type Place = (spell: Spell) => number;

/** From two seasons of polls to the headline, as the service does it: thinning, spells, matching, jackknife. */
export function computeFigure(season: Season, baseline: Season): Figure {
  const days: Record<Side, DaySpells[]> = { season: [], baseline: [] };
  for (const [route, day] of season.days.entries()) {
    const built = buildSpellPair(day, baseline.days[route]!);
    days.season.push(built.season!);
    days.baseline.push(built.baseline!);
  }
  const { kept, cells, keptCells } = matchBasket(days.season, days.baseline);
  const estimate = clusterJackknife(
    subjectsOf(kept, 'season', middle),
    subjectsOf(kept, 'baseline', middle),
    HORIZON,
  );
  if (estimate === null) throw new RangeError('expected a ratio of every simulated season, got none');
  const mean = (side: Side, place: Place): number => {
    const answer = restrictedMean(survivalCurve(subjectsOf(kept, side, place)), HORIZON);
    if (answer === null)
      throw new RangeError(`expected the ${side} to be known up to ${HORIZON} h, got less`);
    return answer.mean;
  };
  const trueTime: Record<Side, Place> = { season: latentTime(season), baseline: latentTime(baseline) };
  return {
    estimate,
    lowest: mean('season', lower) / mean('baseline', upper),
    highest: mean('season', upper) / mean('baseline', lower),
    exact: exactMean(kept, 'season', trueTime) / exactMean(kept, 'baseline', trueTime),
    keptShare: keptCells / cells,
  };
}

const middle: Place = (spell) => (spell.lower + spell.upper) / 2;
const lower: Place = (spell) => spell.lower;
const upper: Place = (spell) => spell.upper;

function subjectsOf(cells: readonly MatchedCell[], side: Side, place: Place): ClusteredSubject[] {
  return cells.flatMap((cell) =>
    cell[side]
      .filter(({ entry }) => entry === 0)
      .map((spell) => ({ time: place(spell), event: spell.event, cluster: spell.pair.from })),
  );
}

/** The mean of min(T, horizon): nothing is censored in truth. */
function exactMean(cells: readonly MatchedCell[], side: Side, trueTime: Record<Side, Place>): number {
  const spells = cells.flatMap((cell) => cell[side].filter(({ entry }) => entry === 0));
  return spells.reduce((sum, spell) => sum + Math.min(trueTime[side](spell), HORIZON), 0) / spells.length;
}

function latentTime({ days, latent }: Season): Place {
  const times = new Map<string, number>();
  for (const [route, { day }] of days.entries()) {
    for (const [i, { trainNo, seatClass }] of day.offers.entries()) {
      times.set(`${trainNo} ${seatClass}`, latent[route]![i]!);
    }
  }
  return ({ trainNo, seatClass }) => times.get(`${trainNo} ${seatClass}`) ?? Number.NaN;
}
