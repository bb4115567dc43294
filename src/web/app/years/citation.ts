import type { Provenance } from '../../../seats/schema.ts';
import type { Both } from '../both.ts';

export interface Cited {
  title: Both;
  /** Where the figures come from, named in the citation. */
  provenance: Provenance;
  source: Both;
  /** Method and its version, or how the years are aligned. */
  method: Both;
  /** The day the figure was read, YYYY-MM-DD by the service's clock. */
  readOn: string;
  /** The address that shows the same figure again. */
  address: string;
}

const PROVENANCE: Record<Provenance, Both> = {
  synthetic: { zh: '模拟数据,不可作为事实引用', en: 'synthetic data, not to be cited as fact' },
  recorded: { zh: '录制的12306应答', en: 'recorded answers of 12306' },
  live: { zh: '12306公开查询', en: 'public queries of 12306' },
  official: { zh: '官方公布', en: 'officially published' },
};

/** A citation in both languages: what, from where, how, read when, and where to see it again. Pure. */
export function writeCitation({ title, provenance, source, method, readOn, address }: Cited): Both {
  return {
    zh: `${title.zh}。来源:${source.zh}(${PROVENANCE[provenance].zh})。${method.zh}。余票 yupiao,${readOn}读取,${address}`,
    en: `${title.en}. Source: ${source.en} (${PROVENANCE[provenance].en}). ${method.en}. yupiao, read on ${readOn}, ${address}`,
  };
}

/** What a newsroom pastes into its page: an image without script, which shows its source itself. */
export function writeEmbed(chartAddress: string, title: string): string {
  const safe = title.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<img src="${chartAddress.replaceAll('&', '&amp;')}" alt="${safe}" loading="lazy">`;
}
