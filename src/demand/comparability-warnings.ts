import { daysBetween } from '../calendar/china-time.ts';
import { HOLIDAYS } from '../calendar/holidays.data.ts';
import type { ComparisonFacts, ComparisonWarning } from './comparison-facts.ts';
import { isEpidemicSeason } from './epidemic.ts';
import { farNewYears } from './far-new-years.ts';
import { SEASON_VOLUMES } from './season-volumes.data.ts';
import { hasWaitlist } from './waitlist-era.ts';
import { warnOfWatching } from './watching-warnings.ts';

/**
 * What a reader must know before printing the comparison: first what makes the two seasons different, then how they
 * were watched. Each looks at one trap of METHODS.md section 4, and at data, never at a year by itself.
 */
export function warnOfComparison(facts: ComparisonFacts): ComparisonWarning[] {
  return [...TESTS.flatMap((test) => test(facts) ?? []), ...warnOfWatching(facts)];
}

const TESTS: ((facts: ComparisonFacts) => ComparisonWarning | null)[] = [
  warnOfWindows,
  warnOfEpidemic,
  warnOfSupply,
  warnOfWaitlist,
  warnOfFees,
  warnOfHoliday,
  warnOfNewYear,
  warnOfWeekdays,
];

function warnOfWindows({ season, baseline, days }: ComparisonFacts): ComparisonWarning | null {
  const differing = days.filter(({ samePresale }) => !samePresale);
  if (differing.length === 0) return null;
  const windows = (side: 'season' | 'baseline'): string =>
    [...new Set(differing.map((day) => day[side].presaleDays ?? '?'))].join('/');
  return {
    code: 'presale-windows-differ',
    zh: `有${differing.length}个乘车日预售期不同(${season}年${windows('season')}天,${baseline}年${windows('baseline')}天):不比较在售时间,以开车前的售罄比例为准。`,
    en: `${differing.length} travel ${differing.length === 1 ? 'date was' : 'dates were'} sold ${windows('season')} days ahead in ${season} and ${windows('baseline')} in ${baseline}: times on sale are not compared across windows; the share sold out before departure leads.`,
  };
}

function warnOfEpidemic({ season, baseline }: ComparisonFacts): ComparisonWarning | null {
  const years = [baseline, season].filter(isEpidemicSeason);
  if (years.length === 0) return null;
  const list = years.join(', ');
  return {
    code: years.includes(baseline) ? 'epidemic-baseline' : 'epidemic-season',
    zh: `${list}年受疫情影响:与之相比的变化不说明车票本身更紧张或更宽松。`,
    en: `${list}: epidemic season. A change from or to it says nothing about scarcity in ordinary years.`,
  };
}

function warnOfSupply({ season, baseline, n }: ComparisonFacts): ComparisonWarning | null {
  const supply = SEASON_VOLUMES.find((row) => row.season === season)?.supply ?? null;
  const published = supply !== null && baseline === season - 1 ? supply : null;
  const extra = { season: n.season.extraTrains, baseline: n.baseline.extraTrains };
  if (published === null && extra.season + extra.baseline === 0) return null;
  const grown = {
    zh: published === null ? '' : `同期运力增长${published.percent}%;`,
    en: published === null ? '' : `The supply (${published.what}) grew by ${published.percent}%. `,
  };
  return {
    code: 'supply',
    zh: `${grown.zh}加开或只在一年开行的列车不计入(${season}年${extra.season}个、${baseline}年${extra.baseline}个车次席别);售罄快慢反映买票难易,不等于出行需求。`,
    en: `${grown.en}Extra trains and trains of one season only are kept out (${extra.season} offers in ${season}, ${extra.baseline} in ${baseline}); how fast tickets go says how hard they were to get, not how many wanted to travel.`,
  };
}

function warnOfWaitlist({ season, baseline }: ComparisonFacts): ComparisonWarning | null {
  if (hasWaitlist(season) === hasWaitlist(baseline)) return null;
  const without = hasWaitlist(season) ? baseline : season;
  return {
    code: 'waitlist-since-2019',
    zh: `${without}年尚无候补购票:此后退票先给候补,“回流”次数不能与之比较。`,
    en: `${without} had no waitlist: since then returned seats go to it first, so how often tickets came back is not comparable.`,
  };
}

function warnOfFees({ season, baseline, feeRules }: ComparisonFacts): ComparisonWarning | null {
  const { season: top, baseline: base } = feeRules;
  if (top === null || base === null) return null;
  const only = (some: typeof top, others: typeof top) =>
    some.filter(({ id }) => !others.some((other) => other.id === id));
  const [now, then] = [only(top, base), only(base, top)];
  if (now.length + then.length === 0) return null;
  const list = (rules: typeof top, language: 'zh' | 'en', none: string): string =>
    rules.length === 0 ? none : rules.map((rule) => rule[language]).join(language === 'zh' ? '、' : ', ');
  return {
    code: 'fees-changed',
    zh: `两年退票规定不同(仅${season}年:${list(now, 'zh', '无')};仅${baseline}年:${list(then, 'zh', '无')}):退票多少随之变化,售罄与回流受影响。`,
    en: `Refund rules differ (only ${season}: ${list(now, 'en', 'none')}; only ${baseline}: ${list(then, 'en', 'none')}): cheap refunds invite bookings that come back.`,
  };
}

function warnOfHoliday({ season, baseline }: ComparisonFacts): ComparisonWarning | null {
  const [days, before] = [holidayDays(season), holidayDays(baseline)];
  if (days === before && days !== null) return null;
  const inWords = (count: number | null) =>
    count === null ? { zh: '未知', en: 'unknown' } : { zh: `${count}天`, en: `${count} days` };
  const [top, base] = [inWords(days), inWords(before)];
  return {
    code: 'holiday-length',
    zh: `假期长度不同或未知:${season}年${top.zh},${baseline}年${base.zh};返程的高峰会移动。`,
    en: `The holidays differ in length or are not known (${season}: ${top.en}, ${baseline}: ${base.en}): the peak of the return moves.`,
  };
}

function holidayDays(year: number): number | null {
  const row = HOLIDAYS.find(({ season }) => season === year);
  return row === undefined ? null : daysBetween(row.first, row.last) + 1;
}

function warnOfNewYear({ season, baseline, newYear }: ComparisonFacts): ComparisonWarning | null {
  const later = farNewYears(newYear.season.date, newYear.baseline.date);
  if (later === null) return null;
  const [late, days] = [later > 0 ? season : baseline, Math.abs(later)];
  return {
    code: 'early-or-late-new-year',
    zh: `${late}年春节晚${days}天:学生在春运开始前已返乡,两年客流构成不同。`,
    en: `New Year's Day came ${days} days later in ${late}: students travel before the season then, so the travellers differ.`,
  };
}

function warnOfWeekdays({ season, baseline, newYear }: ComparisonFacts): ComparisonWarning | null {
  const [top, base] = [newYear.season.weekday, newYear.baseline.weekday];
  if (top.en === base.en) return null;
  return {
    code: 'weekday-mix',
    zh: `正月初一${season}年是${top.zh},${baseline}年是${base.zh}:单日的差别含星期因素。`,
    en: `New Year's Day is a ${top.en} in ${season} and a ${base.en} in ${baseline}: single days differ by weekday too.`,
  };
}
