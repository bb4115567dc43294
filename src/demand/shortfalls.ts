import type { Bilingual, Missing, Shortfall } from './headline-schema.ts';

type What = Shortfall['what'];

/** What each rule of minimum data asks for, in both languages; `n` is what is needed. METHODS.md 5.2 and 5.3. */
const WORDS: Record<What, (n: string) => Bilingual> = {
  routes: (n) => ({ zh: `至少${n}条线路`, en: `at least ${n} routes` }),
  subjectsSeason: (n) => ({
    zh: `本年至少${n}个匹配的车次席别`,
    en: `at least ${n} matched offers this season`,
  }),
  subjectsBaseline: (n) => ({
    zh: `基期至少${n}个匹配的车次席别`,
    en: `at least ${n} matched offers in the baseline season`,
  }),
  eventsSeason: (n) => ({ zh: `本年至少${n}次售罄`, en: `at least ${n} sell-outs this season` }),
  eventsBaseline: (n) => ({
    zh: `基期至少${n}次售罄`,
    en: `at least ${n} sell-outs in the baseline season`,
  }),
  keptShare: (n) => ({
    zh: `至少${n}%的匹配单元在两年都有足够的监测`,
    en: `at least ${n}% of the matched cells watched well enough in both seasons`,
  }),
  observedShareSeason: (n) => ({
    zh: `本年至少${n}%被观测到`,
    en: `at least ${n}% observed this season`,
  }),
  observedShareBaseline: (n) => ({
    zh: `基期至少${n}%被观测到`,
    en: `at least ${n}% observed in the baseline season`,
  }),
  observedHours: (n) => ({
    zh: `两年各至少完整观测开售后${n}小时`,
    en: `at least ${n} hours after opening fully observed in both seasons`,
  }),
  openingGapMinutes: (n) => ({
    zh: `两年开售后的轮询间隔都不超过${n}分钟`,
    en: `polls at most ${n} minutes apart after opening in both seasons`,
  }),
  boundsPoints: (n) => ({
    zh: `上下界相差不超过${n}个百分点`,
    en: `bounds at most ${n} percentage points apart`,
  }),
  presaleKnown: (n) => ({
    zh: `至少${n}个两年预售期相同的乘车日`,
    en: `at least ${n} travel date sold equally far ahead in both seasons`,
  }),
  positiveMean: (n) => ({
    zh: `两年平均可买时间均大于${n}小时`,
    en: `a mean time on sale above ${n} hours in both seasons`,
  }),
  boundsPercent: (n) => ({
    zh: `售罄时刻的上下界相差不超过${n}%`,
    en: `sell-outs dated to bounds at most ${n}% apart`,
  }),
  convergence: (n) => ({
    zh: `区间删失估计的误差不超过${n}`,
    en: `an interval-censored estimate to a gap of ${n}`,
  }),
};

/** A rule that is not met. `have` is null where it could not be counted. */
export function describeShortfall(what: What, needed: number, have: number | null): Shortfall {
  const { zh, en } = WORDS[what](String(needed));
  return {
    what,
    needed,
    have,
    zh: `需要${zh},${have === null ? '现在不可知' : `现有${have}`}`,
    en: `${en} (${have === null ? 'not known' : `have ${have}`})`,
  };
}

/** The rules `have` falls short of, in the order given; a value that is not known is short. */
export function findShortfalls(rules: readonly [What, needed: number, have: number | null][]): Shortfall[] {
  return rules.flatMap(([what, needed, have]) =>
    have !== null && have >= needed ? [] : [describeShortfall(what, needed, have)],
  );
}

export function missingOf(shortfalls: readonly Shortfall[]): Missing {
  return { kind: 'missing', missing: [...shortfalls] };
}
