import type { Provenance } from '../seats/schema.ts';
import type { ComparisonFacts } from './comparison-facts.ts';
import { printChange, printHours, printPercent, printSpan } from './figure-words.ts';
import type { Bilingual, Missing, SoldOutShare, TimeOnSale, TimeOnSaleRange } from './headline-schema.ts';

/**
 * The figure in words, ready to print, in both languages: what was found with its interval, then the sample and the
 * source. "No clear change" when the interval holds 0; tickets last less or longer, demand is never said to rise. Each
 * sentence made from synthetic data says so (METHODS.md 5.2, Wording).
 */
export function writeSentence(facts: ComparisonFacts): Bilingual {
  const found = writeHeadline(facts);
  const sample = writeSample(facts);
  return { zh: `${found.zh}${sample.zh}`, en: `${found.en} ${sample.en}` };
}

function writeHeadline(facts: ComparisonFacts): Bilingual {
  const { headline } = facts;
  switch (headline.kind) {
    case 'timeOnSale':
      return writeTimeOnSale(
        facts,
        headline,
        printHours(headline.seasonHours),
        printHours(headline.baselineHours),
      );
    case 'timeOnSaleRange':
      return writeTimeOnSale(
        facts,
        headline,
        printHoursBetween(headline.seasonHours),
        printHoursBetween(headline.baselineHours),
      );
    case 'soldOutShare':
      return writeSoldOutShare(facts, headline);
    case 'missing':
      return writeMissing(facts, headline);
  }
}

function writeTimeOnSale(
  facts: ComparisonFacts,
  headline: TimeOnSale | TimeOnSaleRange,
  hours: Bilingual,
  before: Bilingual,
): Bilingual {
  const { season, baseline } = facts;
  const days = headline.tauHours / 24;
  const change = writeChange(headline);
  const where = writeRoutes(facts, headline.routes);
  const left =
    facts.tooYoung === null
      ? { zh: '', en: '' }
      : {
          zh: `;开售不足${days}天的乘车日未计入`,
          en: `; travel dates on sale for less than ${days} ${days === 1 ? 'day' : 'days'} left out`,
        };
  return {
    zh: `${mark(facts).zh}${season}年春运,${where.zh},车票在开售后${days}天内平均可买${hours.zh},${baseline}年同期(按距春节天数对齐${left.zh})为${before.zh},${change.zh}。`,
    en: `${mark(facts).en}In the ${season} Spring Festival season, ${where.en}, a ticket stayed on sale for ${hours.en} on average in the first ${days} ${days === 1 ? 'day' : 'days'}, against ${before.en} in ${baseline} (aligned by days from New Year's Day${left.en}): ${change.en}.`,
  };
}

function writeChange(headline: TimeOnSale | TimeOnSaleRange): Bilingual {
  const { lowerPercent, upperPercent, clear } = headline;
  if (!clear) {
    const interval = `${printChange(lowerPercent, '%')}`;
    const end = printChange(upperPercent, '%');
    return {
      zh: `无明显变化(95%区间${interval}至${end})`,
      en: `no clear change (95% interval ${interval} to ${end})`,
    };
  }
  const less = upperPercent < 0;
  const interval = printSpan(lowerPercent, upperPercent);
  const by =
    headline.kind === 'timeOnSale'
      ? printPercent(headline.percent)
      : printSpan(headline.lowestPercent, headline.highestPercent);
  return {
    zh: `${less ? '缩短' : '延长'}${by}(95%区间${interval})`,
    en: `${by} ${less ? 'less' : 'longer'} (95% interval ${interval})`,
  };
}

function writeSoldOutShare(facts: ComparisonFacts, headline: SoldOutShare): Bilingual {
  const { season, baseline } = facts;
  const days = headline.leadHours / 24;
  const where = writeRoutes(facts, headline.routes);
  const change = writePoints(headline);
  const [now, then] = [printPercent(headline.season.percent), printPercent(headline.baseline.percent)];
  return {
    zh: `${mark(facts).zh}${season}年春运,${where.zh},开车前${days}天,监测的车次席别中有${now}已售罄,${baseline}年同期(按距春节天数对齐)为${then},${change.zh}。`,
    en: `${mark(facts).en}In the ${season} Spring Festival season, ${where.en}, ${days} ${days === 1 ? 'day' : 'days'} before departure ${now} of the trains and classes we track were sold out, against ${then} in ${baseline} (aligned by days from New Year's Day): ${change.en}.`,
  };
}

function writePoints({ differencePoints, lowerPoints, upperPoints, clear }: SoldOutShare): Bilingual {
  const [lower, upper] = [printChange(lowerPoints, ''), printChange(upperPoints, '')];
  const interval = {
    zh: `(95%区间${lower}至${upper}个百分点)`,
    en: `(95% interval ${lower} to ${upper} points)`,
  };
  if (!clear) return { zh: `无明显变化${interval.zh}`, en: `no clear change ${interval.en}` };
  const by = Math.abs(differencePoints).toFixed(1);
  return {
    zh: `${differencePoints > 0 ? '高' : '低'}${by}个百分点${interval.zh}`,
    en: `${by} percentage points ${differencePoints > 0 ? 'more' : 'less'} ${interval.en}`,
  };
}

function writeMissing(facts: ComparisonFacts, { missing }: Missing): Bilingual {
  const { season, baseline } = facts;
  return {
    zh: `${mark(facts).zh}${season}年与${baseline}年不能给出可比数字,缺少:${missing.map(({ zh }) => zh).join(';')}。`,
    en: `${mark(facts).en}There is no figure for ${season} against ${baseline}; what is missing: ${missing.map(({ en }) => en).join('; ')}.`,
  };
}

/** The sample and the source, as the second sentence. */
function writeSample(facts: ComparisonFacts): Bilingual {
  const { n, season, baseline, headline, method } = facts;
  const small = headline.kind !== 'missing' && headline.smallSample;
  const size = {
    zh: `${season}年${n.season.subjects}个、${baseline}年${n.baseline.subjects}个匹配的车次席别${small ? ',样本较少' : ''}`,
    en: `${n.season.subjects} matched offers in ${season}, ${n.baseline.subjects} in ${baseline}${small ? ', a small sample' : ''}`,
  };
  const source = facts.provenance === null ? NO_POLLS : SOURCES[facts.provenance];
  return {
    zh: `(${source.zh};样本:${size.zh};方法${method.version})`,
    en: `(${source.en}; sample: ${size.en}; method ${method.version}.)`,
  };
}

const NO_POLLS: Bilingual = { zh: '来源:没有轮询', en: 'Source: no polls' };

const SOURCES: Record<Provenance, Bilingual> = {
  live: { zh: '来源:余票对12306的轮询', en: 'Source: yupiao, polls of 12306' },
  recorded: { zh: '来源:12306应答录存', en: 'Source: yupiao, recorded answers of 12306' },
  official: { zh: '来源:官方公布', en: 'Source: official figures' },
  synthetic: { zh: '来源:模拟数据,模型生成', en: 'Source: synthetic data made by a model' },
};

/** What stands before a sentence made from synthetic data. */
function mark({ provenance }: ComparisonFacts): Bilingual {
  return provenance === 'synthetic' ? { zh: '【模拟数据】', en: '[Synthetic data] ' } : { zh: '', en: '' };
}

function writeRoutes({ scope, scopeName }: ComparisonFacts, routes: number): Bilingual {
  const isAll = scope.kind === 'national';
  return {
    zh: `在我们监测的${routes}条线路上${isAll ? '' : `(${scopeName.zh})`}`,
    en: `on the ${routes} routes we track${isAll ? '' : ` (${scopeName.en})`}`,
  };
}

function printHoursBetween({ lowest, highest }: { lowest: number; highest: number }): Bilingual {
  const [low, high] = [printHours(lowest), printHours(highest)];
  return { zh: `${low.zh}至${high.zh}`, en: `${low.en} to ${high.en}` };
}
