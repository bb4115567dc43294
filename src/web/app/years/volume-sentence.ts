import type { VolumesAnswer } from '../../../demand/volumes-schema.ts';
import type { Both } from '../both.ts';
import { signed } from './signed.ts';

type Total = NonNullable<VolumesAnswer['totals']['season']>;

/**
 * The official totals as a sentence ready to print, with what kind of figures they are; or that no total is known.
 * It says how many travelled, never how many wanted to. Pure.
 */
export function writeVolumeSentence({ season, baseline, totals }: VolumesAnswer): Both {
  const level = levelOf(totals.season);
  const before = levelOf(totals.baseline);
  const change = totals.changes[0];
  if (level === null || before === null || change === undefined) {
    return {
      zh: `${season}年与${baseline}年春运的全国铁路旅客总量没有可比的官方数字。`,
      en: `No official totals of rail passengers are known that compare the ${season} and ${baseline} seasons.`,
    };
  }
  const basis = {
    published: { zh: '增幅为官方公布', en: 'change as published' },
    actual: { zh: '增幅据官方总量计算', en: 'change worked out from official totals' },
    derived: { zh: '增幅据推算总量计算', en: 'change worked out from derived totals' },
  }[change.basis];
  const percent = Math.abs(change.percent).toFixed(1);
  const other = change.basis === 'published' ? ofLevels(change.percent, level, before) : NOTHING;
  return {
    zh: `${season}年春运全国铁路发送旅客${hundredMillions(level)}亿人次,比${baseline}年春运(${hundredMillions(before)}亿人次)${change.percent < 0 ? '减少' : '增长'}${percent}%(${basis.zh}${other.zh};40天,按农历对齐)。`,
    en: `Rail passengers of China's ${season} Spring Festival season: ${millions(level)} million, ${percent} % ${change.percent < 0 ? 'fewer' : 'more'} than in ${baseline} (${millions(before)} million; ${basis.en}${other.en}; 40 days, aligned by lunar day).`,
  };
}

/** Points from which a published change is no longer that of the levels beside it: their rounding gives less. */
const LEAST_APART = 0.2;
const NOTHING: Both = { zh: '', en: '' };

/** A published change can rest on later levels than those that are shown: where it does, what these would give. */
function ofLevels(published: number, level: number, before: number): Both {
  const percent = (level / before - 1) * 100;
  if (Math.abs(percent - published) <= LEAST_APART) return NOTHING;
  const text = `${signed(percent)}%`;
  return { zh: `,按此处两个总量计算为${text}`, en: `, ${text.replace('%', ' %')} by the levels given here` };
}

/** Ten thousands of passengers of a total, published before derived; null: unknown. */
export function levelOf(total: Total | null): number | null {
  return total?.actual?.passengers10k ?? total?.derived?.passengers10k ?? null;
}

function hundredMillions(passengers10k: number): string {
  return (passengers10k / 10_000).toFixed(2);
}

function millions(passengers10k: number): string {
  return (passengers10k / 100).toFixed(0);
}
