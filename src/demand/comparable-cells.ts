import { HOUR_MS, type Instant } from '../calendar/china-time.ts';
import type { ComparedDay } from './compared-days.ts';
import type { TableView } from './comparison-table.ts';
import type { Bilingual } from './headline-schema.ts';
import type { SpellView } from './spell-columns.ts';

/** At least so many of the cells on sale for a day must be observed as long as a running season is compared. */
const OBSERVED_CELLS = 0.8;
const DAY_HOURS = 24;

/** Which cells the measures on the opening's clock take, and over how many hours. A cell leaves both seasons. */
export interface CellPlan {
  /** Null: nothing can be compared on this clock; `observedHours` and `days` say why. */
  tauHours: number | null;
  reason: Bilingual;
  /** Of the comparable travel dates, the shortest; null without one. */
  presaleDays: number | null;
  /** Whether every travel date was sold equally far ahead in both seasons. */
  sameWindows: boolean;
  /** A season is still running or was not watched to its end, so tau is shorter than the window allows. */
  isPartial: boolean;
  /** Whole hours after opening that the cell observed longest was observed in both seasons. */
  observedHours: number;
  /** By cell, 1 or 0. */
  kept: Uint8Array;
  /** The same before tau was set: all that were observed for a day in both seasons. */
  observedADay: Uint8Array;
  /** Cells of a running season that are not observed up to tau yet, with their first and last travel date; null: none. */
  tooYoung: TooYoung | null;
}

export interface TooYoung {
  cells: number;
  fromOffset: number;
  toOffset: number;
}

interface Ends {
  season: Instant | null;
  baseline: Instant | null;
}

/**
 * tau is (presale days - 2) × 24 h, 312 h for 15 days: a train leaving at 00:00 whose station opened at 18:00 is on sale
 * for 318 h only (METHODS.md 5.2); 672 h for 30 days likewise; never more than `horizonHours`, which the spells were
 * built to. Where a season is not over, the largest whole day up to which at least 80 % of the cells on sale for a day
 * are observed in both seasons; the others leave. Late entries leave too.
 */
export function planCells(
  view: TableView,
  days: readonly ComparedDay[],
  horizonHours: number,
  observedUntil: Ends,
): CellPlan {
  const same = new Map(days.map((day) => [day.lunarOffset, day.samePresale ? day.season.presaleDays : null]));
  const kept = new Uint8Array(view.cells).fill(1);
  const sides = [view.season, view.baseline];
  for (const side of sides) {
    for (let row = 0; row < side.size; row += 1) {
      const isComparable = (same.get(side.lunarOffset[row]!) ?? null) !== null;
      if (!isComparable || side.entry[row]! > 0) kept[side.cell[row]!] = 0;
    }
  }
  const windows = [...same.values()].filter((window) => window !== null);
  const presaleDays = windows.length === 0 ? null : Math.min(...windows);
  const base = { presaleDays, sameWindows: windows.length === days.length, kept, tooYoung: null };
  const none = { tauHours: null, isPartial: false, observedHours: 0 };
  if (presaleDays === null) return { ...base, ...none, observedADay: kept, reason: NO_WINDOW };
  const fullHours = Math.min((presaleDays - 2) * DAY_HOURS, horizonHours);
  const ages = observedHoursOf(view, observedUntil);
  const plan = { ...base, observedADay: kept.map((one, cell) => (ages[cell]! >= DAY_HOURS ? one : 0)) };
  const open = [...ages].filter((age, cell) => kept[cell] === 1 && age >= DAY_HOURS).sort((a, b) => b - a);
  const observedHours = Math.floor(Math.min(open[0] ?? largestOf(ages, kept), fullHours));
  if (open.length === 0 || fullHours < DAY_HOURS) {
    return { ...plan, ...none, observedHours, reason: TOO_EARLY };
  }
  const isPartial = open.length < countOf(kept) || open[open.length - 1]! < fullHours;
  const reached = open[Math.ceil(OBSERVED_CELLS * open.length) - 1]!;
  const tauHours = isPartial ? Math.min(fullHours, Math.floor(reached / DAY_HOURS) * DAY_HOURS) : fullHours;
  const young = kept.map((one, cell) => (ages[cell]! < tauHours ? one : 0));
  for (let cell = 0; cell < kept.length; cell += 1) if (young[cell] === 1) kept[cell] = 0;
  return {
    ...plan,
    tooYoung: describeYoung(view, young),
    tauHours,
    isPartial,
    observedHours,
    reason: reasonOf(presaleDays, tauHours, isPartial, horizonHours),
  };
}

/** Hours from the opening to the end of watching, by cell: the shortest of its spells in either season. */
function observedHoursOf(view: TableView, ends: Ends): Float64Array {
  const ages = new Float64Array(view.cells).fill(Number.POSITIVE_INFINITY);
  const shorten = (side: SpellView, end: Instant | null): void => {
    if (end === null) return;
    for (let row = 0; row < side.size; row += 1) {
      const cell = side.cell[row]!;
      ages[cell] = Math.min(ages[cell]!, (end - side.saleOpensAt[row]!) / HOUR_MS);
    }
  };
  shorten(view.season, ends.season);
  shorten(view.baseline, ends.baseline);
  return ages;
}

function largestOf(ages: Float64Array, kept: Uint8Array): number {
  let largest = 0;
  for (let cell = 0; cell < ages.length; cell += 1) {
    if (kept[cell] === 1 && ages[cell]! > largest) largest = ages[cell]!;
  }
  return largest;
}

function describeYoung({ season, baseline }: TableView, young: Uint8Array): TooYoung | null {
  const cells = countOf(young);
  if (cells === 0) return null;
  const offsets = [season, baseline].flatMap((side) =>
    [...side.lunarOffset].filter((_offset, row) => young[side.cell[row]!] === 1),
  );
  return {
    cells,
    fromOffset: offsets.reduce((least, one) => Math.min(least, one)),
    toOffset: offsets.reduce((most, one) => Math.max(most, one)),
  };
}

function countOf(kept: Uint8Array): number {
  return kept.reduce((sum, one) => sum + one, 0);
}

const NO_WINDOW: Bilingual = {
  zh: '没有两年预售期相同的乘车日,不比较在售时间。',
  en: 'No travel date was sold equally far ahead in both seasons: times on sale are not compared.',
};
const TOO_EARLY: Bilingual = {
  zh: '两年都完整观测到的时间不足一天,尚不能比较在售时间。',
  en: 'Less than a day is fully observed in both seasons: times on sale cannot be compared yet.',
};

function reasonOf(
  presaleDays: number,
  tauHours: number,
  isPartial: boolean,
  horizonHours: number,
): Bilingual {
  const days = tauHours / DAY_HOURS;
  if (isPartial) {
    return {
      zh: `尚未全部观测完:在两年都已观测满一天的匹配单元中,取至少80%完整观测到的最大整天数(${days}天);其余不计入。`,
      en: `Not all is observed yet: ${days} days is the largest whole day that at least 80% of the matched cells on sale for a day or more are fully observed to in both seasons; the others are left out.`,
    };
  }
  if (horizonHours < (presaleDays - 2) * DAY_HOURS) {
    return {
      zh: `预售期${presaleDays}天:按要求取开售后${tauHours}小时。`,
      en: `Presale of ${presaleDays} days: the first ${tauHours} hours after opening, as asked.`,
    };
  }
  return {
    zh: `预售期${presaleDays}天:取开售后${tauHours}小时,所有车站和车次都至少在售这么久。`,
    en: `Presale of ${presaleDays} days: ${tauHours} hours after opening, as long as every train of every station is on sale.`,
  };
}
