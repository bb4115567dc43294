import { arrangeBreakdown } from './arrange-breakdown.ts';
import { arrangeHeatmap } from './arrange-heatmap.ts';
import { warnOfComparison } from './comparability-warnings.ts';
import { type CellPlan, planCells } from './comparable-cells.ts';
import { arrangeComparedDays, type ComparedDay } from './compared-days.ts';
import type { ComparisonFacts } from './comparison-facts.ts';
import type { ComparisonInput } from './comparison-input.ts';
import type { Comparison } from './comparison-schema.ts';
import type { TableView } from './comparison-table.ts';
import { countSubjects } from './count-subjects.ts';
import type { Missing } from './headline-schema.ts';
import { readKeptCurves } from './kept-curves.ts';
import { allProvenances, weakestOf } from './provenance.ts';
import { arrangeSecondary, secondaryOffClock } from './secondary-measures.ts';
import type { Secondary } from './secondary-schema.ts';
import { writeSentence } from './sentences.ts';
import { describeShortfall, missingOf } from './shortfalls.ts';
import { compareTimeOnSale, findTimeOnSaleShortfalls, type TimeOnSaleResult } from './time-on-sale.ts';

/** Raised whenever the same spells would give another figure. */
export const COMPARISON_VERSION = '1';

const METHOD_NAME = {
  zh: '首次售罄前平均在售时间之比(限制平均时间,Kaplan–Meier,逐线路刀切法区间)',
  en: 'ratio of restricted mean times on sale to first sell-out (Kaplan-Meier, delete-one-route jackknife)',
};

/** The lead that heads the answer where presale windows differ: three days. */
const LEADING_LEAD_HOURS = 72;

/**
 * Compares two seasons' times on sale over matched offers (METHODS.md 5.2, 5.3): headline with interval and bounds or
 * what is missing for one, secondary measures, breakdown, curves, heatmap, warnings and the sentence. Where presale
 * windows differ, the share sold out three days before departure leads, and time on sale is compared for the travel
 * dates sold equally far ahead only. Pure; the same input in any order gives the same answer. Throws RangeError for a
 * year without a known New Year's Day.
 */
export function compareSeasons(input: ComparisonInput): Comparison {
  const { season, baseline, scope } = input;
  const view = input.table.view();
  const days = arrangeComparedDays(season.year, baseline.year, [
    ...new Set(view.season.lunarOffset),
    ...new Set(view.baseline.lunarOffset),
  ]);
  const ends = { season: season.observedUntil, baseline: baseline.observedUntil };
  const plan = planCells(view, days, input.horizonHours, ends);
  const onClock = compareOnClock(input, view, plan);
  const provenances = allProvenances(season.provenances, baseline.provenances);
  const [newYear] = arrangeComparedDays(season.year, baseline.year, [0]);
  const facts: ComparisonFacts = {
    season: season.year,
    baseline: baseline.year,
    scope,
    scopeName: input.scopeName ?? { zh: '全部监测线路', en: 'all routes we track' },
    method: { version: COMPARISON_VERSION, name: METHOD_NAME },
    provenance: weakestOf(provenances),
    inputs: {
      season: { season: season.year, provenance: weakestOf(season.provenances), inputHash: null },
      baseline: { season: baseline.year, provenance: weakestOf(baseline.provenances), inputHash: null },
    },
    tauHours: plan.tauHours,
    tauReason: plan.reason,
    headline: plan.sameWindows ? onClock.timeOnSale : leadingShare(onClock.secondary),
    comparablePart: comparablePartOf(plan, days, onClock.timeOnSale),
    n: countSubjects(view, plan),
    coverage: { season: season.coverage, baseline: baseline.coverage },
    secondary: onClock.secondary,
    breakdown: onClock.breakdown,
    curves: onClock.curves,
    heatmap: arrangeHeatmap(
      view,
      plan.observedADay,
      days.map(({ lunarOffset }) => lunarOffset),
    ),
    newYear: { season: describeNewYear(newYear!.season), baseline: describeNewYear(newYear!.baseline) },
    days,
    stations: [...new Set(view.routes.flatMap(({ from, to }) => [from, to]))].sort(),
    isPartial: plan.isPartial,
    tooYoung: plan.tooYoung,
    provenances,
    feeRules: { season: season.feeRules, baseline: baseline.feeRules },
  };
  const { isPartial: _partial, tooYoung: _young, provenances: _all, feeRules: _rules, ...answer } = facts;
  return { ...answer, warnings: warnOfComparison(facts), sentence: writeSentence(facts) };
}

type OnClock = Pick<Comparison, 'secondary' | 'breakdown' | 'curves'> & { timeOnSale: TimeOnSaleResult };

/** All that runs on the clock of the sale opening, and what is missing where nothing can. */
function compareOnClock(input: ComparisonInput, view: TableView, plan: CellPlan): OnClock {
  const { season, baseline, horizonHours } = input;
  const { cells, keptCells } = view.counts;
  const ends = { season: season.observedUntil, baseline: baseline.observedUntil };
  const { tauHours } = plan;
  if (tauHours === null) {
    const missing = missingOnClock(view, plan);
    return {
      timeOnSale: missing,
      secondary: secondaryOffClock(view, missing, ends),
      breakdown: { byClass: [], byRoute: [] },
      curves: null,
    };
  }
  const question = { kept: plan.kept, tauHours, keptShare: cells === 0 ? null : keptCells / cells };
  const years = { season: season.year, baseline: baseline.year };
  const pollGapMinutes = {
    season: season.coverage.openingGapMinutes,
    baseline: baseline.coverage.openingGapMinutes,
  };
  const readings = readKeptCurves(view, plan.kept, tauHours, pollGapMinutes);
  const about = { kept: plan.kept, tauHours, horizonHours, readings, pollGapMinutes, years };
  return {
    timeOnSale: compareTimeOnSale(view, question),
    secondary: arrangeSecondary(view, about, ends),
    breakdown: arrangeBreakdown(view, question),
    curves: readings.points,
  };
}

function missingOnClock(view: TableView, { presaleDays, observedHours }: CellPlan): Missing {
  if (view.cells === 0) {
    const none = { season: 0, baseline: 0 };
    const keptShare = view.counts.cells === 0 ? null : 0;
    return missingOf(findTimeOnSaleShortfalls({ routes: 0, subjects: none, events: none, keptShare }));
  }
  return missingOf([
    presaleDays === null
      ? describeShortfall('presaleKnown', 1, 0)
      : describeShortfall('observedHours', 24, observedHours),
  ]);
}

function leadingShare({ soldOutAtLead }: Secondary): Comparison['headline'] {
  return soldOutAtLead.find(({ leadHours }) => leadHours === LEADING_LEAD_HOURS)!.result;
}

function comparablePartOf(
  { sameWindows, presaleDays }: CellPlan,
  days: readonly ComparedDay[],
  timeOnSale: TimeOnSaleResult,
): Comparison['comparablePart'] {
  if (sameWindows || presaleDays === null) return null;
  const offsets = days.filter(({ samePresale }) => samePresale).map(({ lunarOffset }) => lunarOffset);
  return { presaleDays, fromOffset: offsets[0]!, toOffset: offsets.at(-1)!, timeOnSale };
}

function describeNewYear({ date, weekday }: ComparedDay['season']): Comparison['newYear']['season'] {
  return { date, weekday };
}
