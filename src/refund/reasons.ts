import { formatInstant, type Instant } from '../calendar/china-time.ts';
import { formatYuan } from './money.ts';
import type { Outcome } from './outcome.ts';
import type { Rule, Words } from './rule.ts';

/** Reasons as a station's notice words them. Each begins with the rule's own sentence. */

/** "2021-02-03 10:00:00", China time. */
export function clockText(at: Instant): string {
  return formatInstant(at).slice(0, 19).replace('T', ' ');
}

export function allowedReason(outcome: Outcome, feeFen: number, refundFen: number): Words {
  const { zh, en } = outcome.label;
  const fee = formatYuan(feeFen);
  const refund = formatYuan(refundFen);
  return feeFen === 0
    ? { zh: `${stripEnd(zh)}。应退票款${refund}元。`, en: `${stripEnd(en)}. ${refund} yuan is returned.` }
    : {
        zh: `${stripEnd(zh)}。核收退票费${fee}元,应退票款${refund}元。`,
        en: `${stripEnd(en)}. The fee is ${fee} yuan; ${refund} yuan is returned.`,
      };
}

export function refusedReason(outcome: Outcome): Words {
  return {
    zh: `不能办理退票:${outcome.label.zh}`,
    en: `Not refundable: ${outcome.label.en}`,
  };
}

export function elsewhereReason(outcome: Outcome): Words {
  return {
    zh: `不能在网上办理:${stripEnd(outcome.label.zh)}。请到车站窗口办理。`,
    en: `Not online: ${stripEnd(outcome.label.en)}. Please go to a station window.`,
  };
}

/** `opensAt` null: it stays shut until it is too late. */
export function shutReason(rule: Rule, opensAt: Instant | null): Words {
  const opens = opensWords(opensAt);
  return {
    zh: `当前不在服务时间:${stripEnd(rule.text.zh)}。${opens.zh}`,
    en: `Outside service hours: ${stripEnd(rule.text.en)}. ${opens.en}`,
  };
}

/** When 12306, shut now, opens again, or that it does not in time. */
export function opensWords(opensAt: Instant | null): Words {
  if (opensAt === null) {
    return {
      zh: '网上截止前不再开放,请到车站窗口办理。',
      en: 'It will not reopen online before departure or the online cut-off; please go to a station window.',
    };
  }
  const opens = clockText(opensAt);
  return { zh: `${opens}起可办理。`, en: `Opens again at ${opens}.` };
}

function stripEnd(text: string): string {
  return text.replace(/[。.]$/, '');
}
