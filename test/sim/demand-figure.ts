import { matchBasket } from '../../src/demand/basket.ts';
import { compareSeasons } from '../../src/demand/compare-seasons.ts';
import type { MatchedCell, SeasonInput } from '../../src/demand/comparison-input.ts';
import type { Comparison } from '../../src/demand/comparison-schema.ts';
import { ComparisonTable } from '../../src/demand/comparison-table.ts';
import { CoverageTally } from '../../src/demand/side-coverage.ts';
import type { DaySpells, Spell } from '../../src/demand/spell.ts';
import { buildSpellPair } from '../../src/demand/spells-pair.ts';
import { HORIZON, type Season } from './demand-world.ts';

export interface Figure {
  /** The ratio; where only a range can be said, its middle. */
  ratio: number;
  /** Ends of the 95 % interval, as ratios. */
  lower: number;
  upper: number;
  /** The stated bounds: one year's events at the last look with seats, the other's at the first without. */
  lowest: number;
  highest: number;
  /** "No clear change" is said when not. */
  clear: boolean;
  /** The ratio had one seen the very minute of each sell-out, of the same offers. */
  exact: number;
  keptShare: number;
}

type Side = 'season' | 'baseline';

/**
 * From two seasons of polls to the headline, as the service does it: thinning, spells, matching, comparison. Null
 * where the answer is that too few cells were watched well enough.
 */
export function computeFigure(season: Season, baseline: Season): Figure | null {
  const days: Record<Side, DaySpells[]> = { season: [], baseline: [] };
  for (const [route, day] of season.days.entries()) {
    const built = buildSpellPair(day, baseline.days[route]!);
    days.season.push(built.season!);
    days.baseline.push(built.baseline!);
  }
  const basket = matchBasket(days.season, days.baseline);
  const table = new ComparisonTable();
  table.add(basket);
  const { headline } = compareSeasons({
    season: inputOf(season, days.season),
    baseline: inputOf(baseline, days.baseline),
    scope: { kind: 'national' },
    scopeName: null,
    table,
    horizonHours: HORIZON,
  });
  if (headline.kind === 'missing' && headline.missing.every(({ what }) => what === 'keptShare')) return null;
  const exactMean = (side: Side) => meanOf(basket.kept, side, side === 'season' ? season : baseline);
  return {
    ...readHeadline(headline),
    exact: exactMean('season') / exactMean('baseline'),
    keptShare: basket.keptCells / basket.cells,
  };
}

function inputOf({ year }: Season, days: readonly DaySpells[]): SeasonInput {
  const tally = new CoverageTally();
  for (const day of days) tally.add(day);
  return {
    year,
    provenances: ['synthetic'],
    observedUntil: null,
    coverage: tally.describe(),
    feeRules: null,
  };
}

function readHeadline(headline: Comparison['headline']): Omit<Figure, 'exact' | 'keptShare'> {
  if (headline.kind === 'timeOnSale') {
    const { ratio, lowerRatio: lower, upperRatio: upper, bounds, clear } = headline;
    return { ratio, lower, upper, lowest: bounds.lowest, highest: bounds.highest, clear };
  }
  if (headline.kind === 'timeOnSaleRange') {
    const { lowestRatio: lowest, highestRatio: highest, clear } = headline;
    const [lower, upper] = [1 + headline.lowerPercent / 100, 1 + headline.upperPercent / 100];
    return { ratio: (lowest + highest) / 2, lower, upper, lowest, highest, clear };
  }
  throw new RangeError(`expected a figure of every simulated season, got ${JSON.stringify(headline)}`);
}

/** The mean of min(T, horizon) of the offers compared, from the times they were made with. */
function meanOf(cells: readonly MatchedCell[], side: Side, { days, latent }: Season): number {
  const times = new Map<string, number>();
  for (const [route, { day }] of days.entries()) {
    for (const [i, offer] of day.offers.entries()) times.set(nameOf(offer), latent[route]![i]!);
  }
  const taken = cells.filter((cell) => [...cell.season, ...cell.baseline].every(({ entry }) => entry === 0));
  const spells = taken.flatMap((cell) => cell[side]);
  return spells.reduce((sum, spell) => sum + Math.min(times.get(nameOf(spell))!, HORIZON), 0) / spells.length;
}

/** Train numbers are of one route only here. */
function nameOf({ trainNo, seatClass }: Pick<Spell, 'trainNo' | 'seatClass'>): string {
  return `${trainNo} ${seatClass}`;
}
