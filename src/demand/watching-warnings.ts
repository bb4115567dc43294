import type { TooYoung } from './comparable-cells.ts';
import type { ComparisonFacts, ComparisonWarning } from './comparison-facts.ts';

/** What a reader must know of how the two seasons were watched (METHODS.md 4, traps 8, 9, 12 and 13; 5.2). */
export function warnOfWatching(facts: ComparisonFacts): ComparisonWarning[] {
  return TESTS.flatMap((test) => test(facts) ?? []);
}

const TESTS: ((facts: ComparisonFacts) => ComparisonWarning | null)[] = [
  warnOfSynthetic,
  warnOfMixedProvenance,
  warnOfPartialSeason,
  warnOfSmallSample,
  warnOfWideIntervals,
  warnOfOutages,
  warnOfThinning,
  warnOfGroups,
  warnOfLateEntries,
  warnOfCensoredCounts,
  warnOfSegments,
];

function warnOfSynthetic({ provenance }: ComparisonFacts): ComparisonWarning | null {
  if (provenance !== 'synthetic') return null;
  return {
    code: 'synthetic',
    zh: '含模拟数据:由模型生成,并非12306实际数据,不能作为事实引用。',
    en: 'Synthetic data: made by a model, not seen on 12306. Not to be quoted as fact.',
  };
}

function warnOfMixedProvenance({ inputs, provenances }: ComparisonFacts): ComparisonWarning | null {
  if (new Set(provenances).size < 2) return null;
  const { season, baseline } = inputs;
  const all = [...new Set(provenances)].sort().join(', ');
  return {
    code: 'mixed-provenance',
    zh: `数据来源不一(${all};${season.season}年最弱为${season.provenance},${baseline.season}年为${baseline.provenance}):差别可能来自来源。`,
    en: `The data are of different provenance (${all}; the weakest is ${season.provenance} in ${season.season}, ${baseline.provenance} in ${baseline.season}): a difference may come from that.`,
  };
}

function warnOfPartialSeason({ isPartial, tauHours, tooYoung }: ComparisonFacts): ComparisonWarning | null {
  if (!isPartial) return null;
  const left = tooYoung === null ? { zh: '', en: '' } : describeLeft(tooYoung);
  return {
    code: 'partial-season',
    zh: `春运尚未观测完:只比较开售后${tauHours}小时内、两年都完整观测到的部分,数字还会变。${left.zh}`,
    en: `The season is not fully observed: only the first ${tauHours} hours of sales seen in both seasons are compared. The figure will change.${left.en}`,
  };
}

function describeLeft({ cells, fromOffset, toOffset }: TooYoung): { zh: string; en: string } {
  return {
    zh: `另有${cells}个匹配单元(乘车日距春节${fromOffset}至${toOffset}天)开售时间还不够长,未计入;临近春节的车票往往售得更快。`,
    en: ` ${cells} matched cells (travel dates at ${fromOffset} to ${toOffset} days from New Year's Day) are not on sale long enough yet and are left out; tickets close to the festival tend to go faster.`,
  };
}

function warnOfSmallSample({ headline, n }: ComparisonFacts): ComparisonWarning | null {
  if (headline.kind === 'missing' || !headline.smallSample) return null;
  return {
    code: 'small-sample',
    zh: `样本较少:只有${n.routes}条线路(20条以下)。`,
    en: `Small sample: ${n.routes} routes only (fewer than 20).`,
  };
}

function warnOfWideIntervals({ headline, comparablePart }: ComparisonFacts): ComparisonWarning | null {
  if (headline.kind !== 'timeOnSaleRange' && comparablePart?.timeOnSale.kind !== 'timeOnSaleRange')
    return null;
  return {
    code: 'polls-far-apart',
    zh: '两次轮询之间何时售罄未知,足以影响结果:只给出区间。',
    en: 'When between two polls tickets went is not known, and it matters here: a range is given, no point.',
  };
}

function warnOfOutages({ n }: ComparisonFacts): ComparisonWarning | null {
  const left = n.cells - n.keptCells;
  if (left === 0) return null;
  return {
    code: 'outages-at-openings',
    zh: `${n.cells}个匹配单元中有${left}个因开售前后轮询缺失在两年都被剔除;故障多在需求最高时发生,缺失并非随机。`,
    en: `${left} of ${n.cells} matched cells left both seasons for polls missing after their opening; outages cluster where demand is highest, so they are not missing at random.`,
  };
}

function warnOfThinning({ season, baseline, coverage }: ComparisonFacts): ComparisonWarning | null {
  const thinned = [
    ...(coverage.season.thinned ? [season] : []),
    ...(coverage.baseline.thinned ? [baseline] : []),
  ];
  if (thinned.length === 0) return null;
  const years = thinned.join(', ');
  return {
    code: 'thinned-polling',
    zh: `${years}年轮询更密,已抽稀到两年相同的间隔。`,
    en: `${years} was polled more densely and thinned to the schedule that both seasons have.`,
  };
}

function warnOfGroups({ n }: ComparisonFacts): ComparisonWarning | null {
  if (n.matchedBy.group === 0) return null;
  return {
    code: 'matched-by-group',
    zh: `${n.matchedBy.group}个单元的车次两年不同,按列车种类和发车时段匹配。`,
    en: `${n.matchedBy.group} cells have other train codes in the two seasons and are matched by kind of train and time of day.`,
  };
}

function warnOfLateEntries({ n }: ComparisonFacts): ComparisonWarning | null {
  const late = n.season.lateEntries + n.baseline.lateEntries;
  if (late === 0) return null;
  return {
    code: 'late-entries',
    zh: `${late}个车次席别在开售后才开始监测,不计入在售时间。`,
    en: `${late} offers were first watched, or released, after their opening: not in the times on sale.`,
  };
}

function warnOfCensoredCounts({ n }: ComparisonFacts): ComparisonWarning | null {
  if (n.routes === 0) return null;
  return {
    code: 'seat-counts-censored',
    zh: '12306对余票较多者只显示“有”,不给张数:这里只用有票与无票,不用张数。',
    en: '12306 says only that seats are left where there are many: what is used is whether there are any, never how many.',
  };
}

function warnOfSegments({ n }: ComparisonFacts): ComparisonWarning | null {
  if (n.routes === 0) return null;
  return {
    code: 'segment-not-train',
    zh: '售罄指所监测的区段:长途或短途可能仍有票,车票也会分批放出。',
    en: 'Sold out is said of the segment watched: longer or shorter ones of the same train may have seats, and seats are released in steps.',
  };
}
