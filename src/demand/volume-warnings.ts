import { isEpidemicSeason } from './epidemic.ts';
import { farNewYears } from './far-new-years.ts';
import type { VolumesAnswer } from './volumes-schema.ts';

type Comparison = Omit<VolumesAnswer, 'warnings'>;
export type VolumeWarning = VolumesAnswer['warnings'][number];

/** What a reader must know before printing a change. Each test looks at one trap of METHODS.md section 4. */
export function warnOfVolumes(comparison: Comparison): VolumeWarning[] {
  return TESTS.flatMap((test) => test(comparison) ?? []);
}

const TESTS: ((comparison: Comparison) => VolumeWarning | null)[] = [
  warnOfNoFigures,
  warnOfEpidemic,
  warnOfHoliday,
  warnOfNewYear,
  warnOfWeekdays,
  warnOfForecasts,
  warnOfMissingDays,
  warnOfPartialMeans,
  warnOfTotals,
  warnOfPublished,
  warnOfSupply,
];

function warnOfNoFigures({ season, baseline, totals, coverage }: Comparison): VolumeWarning | null {
  const empty = (
    [
      ['season', season],
      ['baseline', baseline],
    ] as const
  ).flatMap(([which, year]) => (totals[which] === null && coverage[which].missing === 40 ? [year] : []));
  if (empty.length === 0) return null;
  const years = empty.join(', ');
  return {
    code: 'no-figures',
    zh: `${years}年尚无任何官方数据,不能比较。`,
    en: `No official figure of ${years} is known: nothing can be compared.`,
  };
}

function warnOfEpidemic({ season, baseline }: Comparison): VolumeWarning | null {
  if (isEpidemicSeason(baseline)) {
    return {
      code: 'epidemic-baseline',
      zh: `基期${baseline}年受疫情影响,增幅不说明车票更紧张。`,
      en: `The baseline ${baseline} is an epidemic year: a rise on it says nothing about scarcity.`,
    };
  }
  if (!isEpidemicSeason(season)) return null;
  return {
    code: 'epidemic-season',
    zh: `${season}年受疫情影响。`,
    en: `${season} is an epidemic year: a fall is not a fall of demand alone.`,
  };
}

function warnOfHoliday({ season, baseline, holiday }: Comparison): VolumeWarning | null {
  if (holiday.season === null || holiday.baseline === null) return null;
  const [days, before] = [holiday.season.days, holiday.baseline.days];
  if (days === before) return null;
  return {
    code: 'holiday-length',
    zh: `假期长度不同:${season}年${days}天,${baseline}年${before}天;请比较日均,不要比较假期总量。`,
    en: `The holidays differ in length, ${days} days in ${season} and ${before} in ${baseline}: compare the mean a day, not the totals.`,
  };
}

function warnOfNewYear({ season, baseline, days }: Comparison): VolumeWarning | null {
  const newYear = days.find(({ lunarOffset }) => lunarOffset === 0);
  const later = newYear === undefined ? null : farNewYears(newYear.season.date, newYear.baseline.date);
  if (later === null) return null;
  const [late, far] = [later > 0 ? season : baseline, Math.abs(later)];
  return {
    code: 'early-or-late-new-year',
    zh: `${late}年春节晚${far}天:学生在春运开始前已返乡,春运之初的客流不宜直接比较。`,
    en: `New Year's Day came ${far} days later in ${late}: students travel before the season then, so its first days compare badly.`,
  };
}

function warnOfWeekdays({ season, baseline, days }: Comparison): VolumeWarning | null {
  const newYear = days.find(({ lunarOffset }) => lunarOffset === 0);
  if (newYear === undefined || newYear.season.weekday.iso === newYear.baseline.weekday.iso) return null;
  const [top, base] = [newYear.season.weekday, newYear.baseline.weekday];
  return {
    code: 'weekday-mix',
    zh: `正月初一${season}年是${top.zh},${baseline}年是${base.zh};除夕至初九以外请用七日均值比较,不要逐日比较。`,
    en: `New Year's Day is a ${top.en} in ${season} and a ${base.en} in ${baseline}: outside the eve to day 9 compare means of seven days, not single days.`,
  };
}

function warnOfForecasts({ season, baseline, coverage }: Comparison): VolumeWarning | null {
  const [top, base] = [coverage.season.forecastOnly, coverage.baseline.forecastOnly];
  if (top + base === 0) return null;
  return {
    code: 'forecast-not-actual',
    zh: `${season}年有${top}天、${baseline}年有${base}天只有当日预计数,不是实际数,不用于比较。`,
    en: `Only a same-day forecast is known of days of ${season} (${top}) and of ${baseline} (${base}): not actuals, and in no change here.`,
  };
}

function warnOfMissingDays({ season, baseline, coverage }: Comparison): VolumeWarning | null {
  const [top, base] = [coverage.season.missing, coverage.baseline.missing];
  if (top + base === 0) return null;
  return {
    code: 'missing-days',
    zh: `${season}年有${top}天、${baseline}年有${base}天没有找到任何数据;未知不等于零。`,
    en: `No figure was found of days of ${season} (${top} of 40) and of ${baseline} (${base} of 40): unknown, not zero.`,
  };
}

function warnOfPartialMeans({ matchedMeans }: Comparison): VolumeWarning | null {
  const withheld = matchedMeans.filter((one) => one.matchedDays > 0 && one.changePercent === null).length;
  if (withheld === 0) return null;
  return {
    code: 'partial-means',
    zh: `有${withheld}个时段因缺日导致两年星期构成不同,不给出增减幅。`,
    en: `No change is given for ${withheld} of the means: for missing days they hold other weekdays in one season than in the other.`,
  };
}

function warnOfTotals({ season, baseline, totals }: Comparison): VolumeWarning | null {
  const weak = (
    [
      ['season', season],
      ['baseline', baseline],
    ] as const
  ).flatMap(([which, year]) => {
    const total = totals[which];
    return total !== null && total.actual?.stage !== 'final' ? [year] : [];
  });
  if (weak.length === 0) return null;
  const years = weak.join(', ');
  return {
    code: 'total-not-final',
    zh: `${years}年的春运总量不是最终公布数(初步、追述、推算或缺失)。`,
    en: `The total of ${years} is not a final release: preliminary, told later, derived or missing.`,
  };
}

function warnOfPublished({ totals }: Comparison): VolumeWarning | null {
  const published = totals.changes.find(({ basis }) => basis === 'published');
  const off = totals.changes.find(
    (change) =>
      change.basis === 'actual' &&
      published !== undefined &&
      ((change.low ?? change.percent) > published.percent ||
        (change.high ?? change.percent) < published.percent),
  );
  const note = published?.basis === 'published' ? published.note : undefined;
  if (off === undefined && note === undefined) return null;
  return {
    code: 'published-change-differs',
    zh: '公布的增减幅与公布的总量口径不一或互相不符,不要连乘各年百分比。',
    en: `The published change is of another base than the levels here or does not follow from them${note === undefined ? '' : ` (${note})`}: do not chain percentages.`,
  };
}

function warnOfSupply({ season, baseline, totals }: Comparison): VolumeWarning | null {
  const supply = totals.season?.supply ?? null;
  if (supply === null || baseline !== season - 1) return null;
  return {
    code: 'supply-grew',
    zh: `同期运力增长${supply.percent}%;客流增长不等于车票更难买。`,
    en: `The supply (${supply.what}) grew by ${supply.percent} %: more passengers does not mean that tickets were harder to get.`,
  };
}
