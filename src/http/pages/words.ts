import type { Availability, Provenance, SaleState } from '../../seats/schema.ts';

export type Lang = 'zh' | 'en';
type Both = Record<Lang, string>;

export const SALE_STATE_WORDS: Record<SaleState, Both> = {
  onSale: { zh: '在售', en: 'on sale' },
  soldOut: { zh: '售完', en: 'sold out' },
  notYetOnSale: { zh: '未开售', en: 'not yet on sale' },
  suspended: { zh: '停运', en: 'suspended' },
  unknown: { zh: '不明', en: 'unknown' },
};

export const PROVENANCE_WORDS: Record<Provenance, Both> = {
  synthetic: {
    zh: '模拟数据 (synthetic):余票由模型生成,票价多为估算,部分时刻取自2021年9月的时刻表;不是12306的真实数据。',
    en: 'Synthetic data: seat stock comes from our model, most fares are estimates and some times are of September 2021; none of it is from 12306.',
  },
  recorded: {
    zh: '录制数据 (recorded):回放12306过去的真实应答;时间为回放时钟,实际录制时刻不详。',
    en: 'Recorded data: real past answers of 12306, played back; times are the playback clock’s, when they were recorded is not known.',
  },
  live: { zh: '实时数据 (live):由12306查询所得。', en: 'Live data: polled from 12306.' },
  official: { zh: '官方公布数据 (official)。', en: 'Officially published data.' },
};

/** A cell's short text, its mark for the style sheet and its long text: no two kinds look alike without colour. */
export function availabilityWords(
  availability: Availability,
  waitlist: boolean | null,
): { mark: string; short: Both; long: Both } {
  switch (availability.kind) {
    case 'count':
      return both(
        'count',
        String(availability.count),
        `余${availability.count}张`,
        `${availability.count} left`,
      );
    case 'plenty':
      return both('plenty', '有', '有票(多于20张)', 'more than 20 left');
    case 'none':
      return waitlist === true
        ? both('waitlist', '候补', '无票,可候补', 'none left, waitlist open')
        : both('none', '无', '无票', 'none left');
    case 'notOnSale':
      return both('not-on-sale', '*', '尚未开售', 'not on sale yet');
    case 'suspended':
      return both('suspended', '停', '列车停运', 'train suspended');
    case 'notOffered':
      return both('not-offered', '—', '本次列车无此席别', 'not on this train');
    case 'unknown':
      return both(
        'unknown',
        '?',
        `不明${availability.raw === null ? '' : `(${availability.raw})`}`,
        'unknown',
      );
  }
}

function both(
  mark: string,
  short: string,
  zh: string,
  en: string,
): { mark: string; short: Both; long: Both } {
  return { mark, short: { zh: short, en: SHORT_EN[short] ?? short }, long: { zh, en } };
}

const SHORT_EN: Record<string, string> = { 有: '20+', 无: '0', 候补: 'wait', 停: 'off' };

/** The age of a figure in words. */
export function ageWords(seconds: number | null, lang: Lang): string {
  if (seconds === null) return lang === 'zh' ? '尚未查询到' : 'never polled yet';
  if (seconds < 90) return lang === 'zh' ? `${seconds}秒前` : `${seconds} s ago`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return lang === 'zh' ? `${minutes}分钟前` : `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  return lang === 'zh' ? `${hours}小时前` : `${hours} h ago`;
}
