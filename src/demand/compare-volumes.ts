import { type AlignedDay, alignDays } from './align-days.ts';
import { compareHolidays, compareTotals } from './compare-totals.ts';
import { matchMeans } from './matched-means.ts';
import { warnOfVolumes } from './volume-warnings.ts';
import type { VolumesAnswer } from './volumes-schema.ts';

/**
 * How many passengers the national railway carried in a season beside a baseline season: totals, holiday, means over
 * matched days, the 40 days by offset from New Year's Day, and what to beware of. All levels in 万人次. What is not
 * known is null. Both years must have a known New Year's Day (2000 to 2040), else RangeError.
 */
export function compareVolumes(season: number, baseline: number): VolumesAnswer {
  const days = alignDays(season, baseline);
  const comparison = {
    season,
    baseline,
    measure: 'national rail passengers' as const,
    unit: '10k passengers (万人次)' as const,
    provenance: 'official' as const,
    alignment: 'days from New Year’s Day' as const,
    totals: compareTotals(season, baseline),
    holiday: compareHolidays(season, baseline),
    matchedMeans: matchMeans(days),
    days,
    coverage: { season: countDays(days, 'season'), baseline: countDays(days, 'baseline') },
  };
  return { ...comparison, warnings: warnOfVolumes(comparison) };
}

function countDays(days: readonly AlignedDay[], which: 'season' | 'baseline') {
  const counts = { actual: 0, derived: 0, forecastOnly: 0, missing: 0 };
  for (const { [which]: day } of days) {
    if (day.actual !== null) counts.actual += 1;
    else if (day.derived !== null) counts.derived += 1;
    else if (day.forecast !== null) counts.forecastOnly += 1;
    else counts.missing += 1;
  }
  return counts;
}
