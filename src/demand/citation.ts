import type { FrozenFigure } from './figure.ts';
import type { Bilingual } from './headline-schema.ts';

/** Where a figure is found again, on whatever host. */
export function citationPath(id: string): string {
  return `/v1/citations/${id}`;
}

const PROVENANCES: Record<string, Bilingual> = {
  synthetic: { zh: '模拟数据,不可作为事实引用', en: 'synthetic data, not to be cited as fact' },
  recorded: { zh: '12306应答的录制', en: 'recorded answers of 12306' },
  live: { zh: '12306余票公开查询', en: "12306's public seat queries" },
  official: { zh: '官方公布', en: 'officially published' },
  none: { zh: '没有查询记录', en: 'no polls' },
};

/** What kind of data a figure is made of, in words; a mixture is named by its weakest part. */
export function provenanceWords({ comparison }: FrozenFigure): Bilingual {
  return PROVENANCES[comparison.provenance ?? 'none']!;
}

export function citationTitle({ comparison }: FrozenFigure): Bilingual {
  const { season, baseline, scopeName, provenance } = comparison;
  const synthetic = provenance === 'synthetic';
  return {
    zh: `${synthetic ? '【模拟数据】' : ''}${season}年与${baseline}年春运售票速度比较:${scopeName.zh}`,
    en: `${synthetic ? '[Synthetic data] ' : ''}How fast Spring Festival tickets went, ${season} beside ${baseline}: ${scopeName.en}`,
  };
}

/**
 * A citation to be printed: title, sentence, interval and sample within it, source, method, date, id, inputs.
 * `address`: where the reader finds the figure, `http://host/v1/citations/ID`; the path where the host is not known.
 */
export function writeCitationText(figure: FrozenFigure, address: string): Bilingual {
  const { id, comparison, inputs, methodVersion, computedAt, corrects } = figure;
  const title = citationTitle(figure);
  const { sentence, method, n } = comparison;
  const provenance = provenanceWords(figure);
  const day = computedAt.slice(0, 10);
  const known = (side: 'season' | 'baseline'): string => {
    const { season, knownUntil, watches, polls, contentHash } = inputs[side];
    return `${season}: ${knownUntil ?? '-'} ${watches}/${polls} sha256:${contentHash}`;
  };
  const hashes = `${known('season')}; ${known('baseline')}`;
  return {
    zh: `${title.zh}\n${sentence.zh}\n样本:${n.routes}条线路,${n.season.subjects}与${n.baseline.subjects}个匹配的车次席别。数据:${provenance.zh}。方法:${method.name.zh},版本${methodVersion}。计算日期:${day}。编号:${id}(余票 yupiao,${address})。${corrects === null ? '' : `更正:${corrects}。`}\n输入(年: 截至 乘车日数/查询数 摘要):${hashes}\n`,
    en: `${title.en}\n${sentence.en}\nSample: ${n.routes} routes, ${n.season.subjects} and ${n.baseline.subjects} matched offers. Data: ${provenance.en}. Method: ${method.name.en}, version ${methodVersion}. Computed on ${day}. Id: ${id} (yupiao, ${address}).${corrects === null ? '' : ` Corrects ${corrects}.`}\nInputs (year: known until, pairs and dates/polls, hash): ${hashes}\n`,
  };
}

/** BibTeX, in English, with the Chinese title beside. `url` for biblatex, `howpublished` for who knows no `url`. */
export function writeBibtex(figure: FrozenFigure, address: string): string {
  const { id, computedAt, methodVersion, comparison } = figure;
  const [year, month] = computedAt.split('-');
  const title = citationTitle(figure);
  const fields = {
    title: `{${escapeTex(title.en)}}`,
    titleaddon: `{${escapeTex(title.zh)}}`,
    author: '{{yupiao (余票)}}',
    year: `{${year}}`,
    month: `{${Number(month)}}`,
    url: `{${address}}`,
    howpublished: `{${address}}`,
    version: `{${methodVersion}}`,
    note: `{${escapeTex(`${provenanceWords(figure).en}. ${comparison.sentence.en}`)}}`,
    keywords: `{${comparison.provenance ?? 'none'}}`,
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = ${value}`);
  return `@misc{yupiao-${id},\n${lines.join(',\n')}\n}\n`;
}

function escapeTex(text: string): string {
  return text.replace(/[\\{}]/g, '').replace(/[&%$#_]/g, (sign) => `\\${sign}`);
}

/** CSL-JSON (citeproc): a list of one item of type dataset. */
export function arrangeCsl(figure: FrozenFigure, address: string): object[] {
  const { id, computedAt, methodVersion, comparison } = figure;
  const issued = computedAt.slice(0, 10).split('-').map(Number);
  return [
    {
      id: `yupiao-${id}`,
      type: 'dataset',
      title: citationTitle(figure).en,
      'title-short': citationTitle(figure).zh,
      author: [{ literal: 'yupiao (余票)' }],
      issued: { 'date-parts': [issued] },
      version: methodVersion,
      number: id,
      URL: address,
      abstract: `${comparison.sentence.en}\n${comparison.sentence.zh}`,
      note: provenanceWords(figure).en,
    },
  ];
}
