import type { Availability, Provenance } from '../../seats/schema.ts';
import type { ChartLang } from './palette.ts';

interface ChartWords {
  left: string;
  asOf: string;
  gap: string;
  historyKey: string;
  state(availability: Availability): string;
  hoursAfterOpening: string;
  stillOnSale: string;
  band: string;
  volumes: string;
  actual: string;
  derived: string;
  forecast: string;
  newYear: string;
  gone(hours: number): string;
  unobserved: string;
  heatmapKey: string;
}

const ZH: ChartWords = {
  left: '余票',
  asOf: '截至',
  gap: '无人查询',
  historyKey:
    '折线:1–20 张 · 顶部色带:有(超过 20 张)· 黑条:无 · 斜线:无人查询 · 虚框:* 未起售,停 停运,? 未知',
  state: (one) =>
    ({
      count: `${one.kind === 'count' ? one.count : ''} 张`,
      plenty: '有',
      none: '无',
      notOnSale: '未起售',
      notOffered: '无此席别',
      suspended: '停运',
      unknown: '未知',
    })[one.kind],
  hoursAfterOpening: '起售后小时',
  stillOnSale: '尚未首次售罄的比例',
  band: '色带:逐点 95 % 区间',
  volumes: '全国铁路日旅客发送量(万人次)',
  actual: '实际',
  derived: '推算',
  forecast: '当日预计',
  newYear: '正月初一',
  gone: (hours) => `起售后 ${hours} 小时内售罄的比例`,
  unobserved: '无观测',
  heatmapKey: '格内为百分比;斜线为无观测',
};

const EN: ChartWords = {
  left: 'Seats left',
  asOf: 'as of',
  gap: 'nobody looked',
  historyKey:
    'line: 1–20 · band: more than 20 · bar: none · hatched: nobody looked · box: * not on sale, 停 suspended, ? unknown',
  state: (one) =>
    ({
      count: `${one.kind === 'count' ? one.count : ''} left`,
      plenty: 'more than 20',
      none: 'none',
      notOnSale: 'not on sale',
      notOffered: 'no such class',
      suspended: 'suspended',
      unknown: 'unknown',
    })[one.kind],
  hoursAfterOpening: 'hours after sale opening',
  stillOnSale: 'Share not sold out yet',
  band: 'bands: pointwise 95 % intervals',
  volumes: 'Rail passengers a day, China, 10,000',
  actual: 'actual',
  derived: 'derived',
  forecast: 'forecast on the day',
  newYear: "New Year's Day",
  gone: (hours) => `sold out within ${hours} hours of opening`,
  unobserved: 'unobserved',
  heatmapKey: 'Percent in each cell; hatched: unobserved',
};

export const CHART_WORDS: Record<ChartLang, ChartWords> = { zh: ZH, en: EN };

const PROVENANCE: Record<Provenance, Record<ChartLang, string>> = {
  live: { zh: '12306 实时查询', en: 'polled from 12306' },
  recorded: { zh: '录制的 12306 回答', en: 'recorded answers of 12306' },
  official: { zh: '官方公布', en: 'official figures' },
  synthetic: { zh: '模拟数据', en: 'synthetic data' },
};

/** Where a figure comes from, in words that are printed on every chart; null: there is nothing to come from anywhere. */
export function provenanceWord(provenance: Provenance | null, lang: ChartLang): string {
  if (provenance === null) return lang === 'zh' ? '无数据' : 'no data';
  return PROVENANCE[provenance][lang];
}
