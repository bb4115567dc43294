import { SERVICE_HOURS_ROWS, type ServiceHoursRow } from '../calendar/service-hours.data.ts';
import type { CutoffRule, HoursRule, Rule, Words } from './rule.ts';

/** Until when and at which hours 12306 takes refunds and rebookings (RULES.md section 3). */

const ONLINE: Words = { zh: '12306网站及手机客户端', en: '12306 web site and app' };

function cutoff(
  row: Pick<
    CutoffRule,
    'id' | 'from' | 'to' | 'minutesBefore' | 'sources' | 'confidence' | 'laterConfidence'
  > & { note?: Words },
): CutoffRule {
  const minutes = row.minutesBefore;
  return {
    kind: 'onlineCutoff',
    name: { zh: '网上退票截止时间', en: 'Online refund cut-off' },
    selectedBy: 'refundTime',
    scope: ONLINE,
    text:
      minutes === 0
        ? { zh: '票面乘车站开车前均可在网上退票。', en: 'Online until departure at the boarding station.' }
        : {
            zh: `网上退票不晚于开车前${minutes}分钟。`,
            en: `Online no later than ${minutes} minutes before departure.`,
          },
    ...row,
  };
}

/** The switch from 30 to 25 minutes was not found: some time from 2017 to 2019; read here as 2019-01-01. */
export const CUTOFF_SWITCH_DOUBT = { from: '2017-01-01', to: '2019-12-31' } as const;

export const ONLINE_CUTOFFS: readonly CutoffRule[] = [
  cutoff({
    id: 'ONLINE_120_MIN',
    from: '2011-06-01',
    to: '2015-05-05',
    minutesBefore: 120,
    sources: ['S10', 'G08'],
    confidence: 'high',
    note: {
      zh: '自2011年网上售票起,确切起始日不详。',
      en: 'Since online sales began in 2011; the very day is not recorded.',
    },
  }),
  cutoff({
    id: 'ONLINE_30_MIN',
    from: '2015-05-06',
    to: '2018-12-31',
    minutesBefore: 30,
    sources: ['S10', 'G12'],
    confidence: 'high',
    note: {
      zh: '改为25分钟的日期未查到(2017至2019年间)。',
      en: 'When it became 25 minutes was not found (2017 to 2019).',
    },
  }),
  cutoff({
    id: 'ONLINE_25_MIN',
    from: '2019-01-01',
    to: '2020-12-29',
    minutesBefore: 25,
    sources: ['G03', 'G04', 'S03'],
    confidence: 'low',
    laterConfidence: { from: '2020-01-01', confidence: 'high' },
    note: {
      zh: '起始日期可信度低,终止日期可信度高。',
      en: 'The first day is of low confidence, the last of high.',
    },
  }),
  cutoff({
    id: 'ONLINE_TO_DEPARTURE',
    from: '2020-12-30',
    to: null,
    minutesBefore: 0,
    sources: ['S03', 'G06'],
    confidence: 'high',
  }),
];

function hours(row: ServiceHoursRow, words: Pick<HoursRule, 'text' | 'note'>): HoursRule {
  return {
    kind: 'serviceHours',
    name: { zh: '12306服务时间', en: 'Service hours of 12306' },
    selectedBy: 'refundTime',
    scope: ONLINE,
    ...row,
    ...words,
  };
}

/** The hours themselves are facts of the calendar, which polling keeps to as well; here is how a rule words them. */
export const SERVICE_HOURS: readonly HoursRule[] = [
  hours(SERVICE_HOURS_ROWS.from7To23, {
    text: {
      zh: '售票、改签、退票服务时间7:00至23:00。',
      en: 'Sales, rebooking and refunds 07:00 to 23:00.',
    },
    note: { zh: '改为6:00的日期未查到。', en: 'When the day began to open at 06:00 was not found.' },
  }),
  hours(SERVICE_HOURS_ROWS.from6To23, {
    text: {
      zh: '售票、改签、退票服务时间6:00至23:00。',
      en: 'Sales, rebooking and refunds 06:00 to 23:00.',
    },
    note: { zh: '起止日期未查到。', en: 'Neither its first nor its last day was found.' },
  }),
  hours(SERVICE_HOURS_ROWS.from6To23And30, {
    text: {
      zh: '售票、改签、退票服务时间6:00至23:30。',
      en: 'Sales, rebooking and refunds 06:00 to 23:30.',
    },
    note: { zh: '起始日期未查到。', en: 'Its first day was not found.' },
  }),
  hours(SERVICE_HOURS_ROWS.refundAllDay, {
    text: {
      zh: '售票、改签5:00至23:30,退票24小时。',
      en: 'Sales and rebooking 05:00 to 23:30; refunds round the clock.',
    },
  }),
  hours(SERVICE_HOURS_ROWS.from5To1, {
    text: {
      zh: '售票、改签5:00至次日1:00(周二23:30至周三5:00停止),退票24小时。',
      en: 'Sales and rebooking 05:00 to 01:00 (closed from Tuesday 23:30 to Wednesday 05:00); refunds round the clock.',
    },
  }),
];

/** Since when a ticket paid in cash, or whose paper was printed, may be refunded online. */
export const CASH_ONLINE: Rule = {
  id: 'CASH_ONLINE',
  kind: 'payment',
  name: { zh: '现金购票或已取票的网上退票', en: 'Online refund of cash-paid or printed tickets' },
  from: '2020-02-28',
  to: null,
  selectedBy: 'refundTime',
  scope: { zh: '现金购票或已打印报销凭证', en: 'Paid in cash, or voucher printed' },
  text: {
    zh: '可先在网上办理退票,退票费按网上办理时间核收,180天内到任一车站领取票款并交回凭证。',
    en: 'Refund online first (the fee is that of the online step); money at any station within 180 days, the voucher handed back.',
  },
  sources: ['G02'],
  confidence: 'high',
};

export const CASH_WINDOW_ONLY: Rule = {
  id: 'CASH_WINDOW_ONLY',
  kind: 'payment',
  name: { zh: '现金购票或已取票须到车站退票', en: 'Cash-paid or printed tickets at windows only' },
  from: null,
  to: '2020-02-27',
  selectedBy: 'refundTime',
  scope: { zh: '现金购票或已取票', en: 'Paid in cash, or paper ticket printed' },
  text: {
    zh: '使用现金购票或已换取纸质车票的,须到车站窗口退票。',
    en: 'Tickets paid in cash or printed on paper are refunded at station windows.',
  },
  sources: ['G02'],
  confidence: 'high',
};
