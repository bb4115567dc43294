import type { TableView } from './comparison-table.ts';
import type { Missing, Shortfall } from './headline-schema.ts';
import { percentOf } from './rounding.ts';
import type { Secondary } from './secondary-schema.ts';
import { describeShortfall, missingOf } from './shortfalls.ts';
import type { SpellView } from './spell-columns.ts';
import { wilson } from './wilson.ts';

/** METHODS.md 5.3, S3. */
export const GONE_WITHIN_MINUTES = [5, 30, 60] as const;
const WIDEST_BOUNDS = 0.05;

type GoneResult = Secondary['goneWithin'][number]['result'];
type GoneSide = Exclude<GoneResult, Missing>['season'];

interface Count {
  /** Surely gone by then, and perhaps gone by then. */
  surely: number;
  perhaps: number;
  subjects: number;
}

/**
 * S3: the share of the kept offers gone in the first so many minutes, as the bounds that the polls leave: those first
 * seen without seats by then, and those last seen with seats before then. Offers watched for less do not count.
 */
export function compareGoneWithin(
  view: TableView,
  kept: Uint8Array,
  minutes: number,
  pollGapMinutes: { season: number | null; baseline: number | null },
): GoneResult {
  const [season, baseline] = [count(view.season, kept, minutes), count(view.baseline, kept, minutes)];
  const short: Shortfall[] = [];
  if (season.subjects === 0) short.push(describeShortfall('subjectsSeason', 1, 0));
  if (baseline.subjects === 0) short.push(describeShortfall('subjectsBaseline', 1, 0));
  const gap = largerOf(pollGapMinutes.season, pollGapMinutes.baseline);
  if (gap === null || gap > minutes / 2) short.push(describeShortfall('openingGapMinutes', minutes / 2, gap));
  const widest = Math.max(...[season, baseline].map((one) => (one.perhaps - one.surely) / one.subjects));
  if (widest > WIDEST_BOUNDS) {
    short.push(describeShortfall('boundsPoints', WIDEST_BOUNDS * 100, Math.ceil(widest * 1000) / 10));
  }
  if (short.length > 0) return missingOf(short);
  return { kind: 'goneWithin', season: describe(season), baseline: describe(baseline) };
}

function count(side: SpellView, kept: Uint8Array, minutes: number): Count {
  const hours = minutes / 60;
  const counted: Count = { surely: 0, perhaps: 0, subjects: 0 };
  for (let row = 0; row < side.size; row += 1) {
    const isEvent = side.event[row] === 1;
    if (kept[side.cell[row]!] !== 1 || (!isEvent && side.upper[row]! < hours)) continue;
    counted.subjects += 1;
    if (isEvent && side.upper[row]! <= hours) counted.surely += 1;
    if (isEvent && side.lower[row]! < hours) counted.perhaps += 1;
  }
  return counted;
}

function largerOf(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b);
}

function describe({ surely, perhaps, subjects }: Count): GoneSide {
  const [low, high] = [wilson(surely, subjects)!, wilson(perhaps, subjects)!];
  return {
    lowerPercent: percentOf(low.estimate),
    upperPercent: percentOf(high.estimate),
    lowerLimitPercent: percentOf(low.lower),
    upperLimitPercent: percentOf(high.upper),
    subjects,
  };
}
