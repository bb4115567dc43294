import type { Rule, Words } from './rule.ts';

/** Rules that stand beside the ladder: who gets more, who gets less, who nothing (RULES.md sections 3, 5 and 7). */

const ALL: Words = { zh: '各种车票', en: 'All tickets' };

export const CHUNYUN_20: Rule = {
  id: 'CHUNYUN_20',
  kind: 'special',
  name: { zh: '改签至春运期间的车票退票', en: 'Refund of a ticket rebooked into the Spring Festival rush' },
  from: '2014-12-03',
  to: null,
  selectedBy: 'refundTime',
  scope: {
    zh: '改签(2016年春运起含变更到站)后乘车日期在春运期间的车票',
    en: 'Tickets rebooked (from the rush of 2016 also to another destination) to a date in the rush',
  },
  text: {
    zh: '改签后的车票乘车日期在春运期间的,退票时一律按票价20%核收退票费。',
    en: 'A rebooked ticket for a day of the Spring Festival rush is refunded at 20%, whatever the time left.',
  },
  sources: ['S05', 'S02', 'G01', 'G05', 'G09', 'G10', 'S28'],
  confidence: 'high',
  laterConfidence: { from: '2026-01-01', confidence: 'medium' },
  note: {
    zh: '2026年未见新通知;免费退票通知及列车停运优先于本条(推断)。',
    en: 'No notice of 2026 was found. Waivers and suspensions come before it (inferred).',
  },
};

/** Season from which the change of destination counts too. */
export const CHUNYUN_20_DESTINATION_SEASON = 2016;

/** Rebook-then-refund: 5 % instead of free. `days` is the free tier of the ladder it belongs to. */
export interface RebookedRefundRule extends Rule {
  days: number;
  /** The free tier itself includes its boundary (8 days) or not (15 days). */
  included: boolean;
  /** Hours that had to be left to the first train when it was rebooked; 0 where the texts dropped it. */
  leastHoursAtRebooking: number;
}

const REBOOK_5_NAME: Words = { zh: '改签后再退票', en: 'Rebooked, then refunded' };
const REBOOK_5_SCOPE: Words = {
  zh: '改签或变更到站后的车票',
  en: 'Rebooked tickets, destination changes too',
};

export const REBOOK_5: readonly RebookedRefundRule[] = [
  {
    id: 'REBOOK_5',
    kind: 'special',
    name: REBOOK_5_NAME,
    from: '2015-06-10',
    to: '2021-01-13',
    selectedBy: 'refundTime',
    scope: REBOOK_5_SCOPE,
    text: {
      zh: '开车前48小时至15天期间改签至距开车15天以上的其他列车,又在距开车15天前退票的,核收5%退票费。',
      en: 'Rebooked 48 hours to 15 days before departure onto a train more than 15 days away and then refunded more than 15 days ahead: 5%.',
    },
    days: 15,
    included: false,
    leastHoursAtRebooking: 48,
    sources: ['S11', 'G01', 'G04'],
    confidence: 'high',
  },
  {
    id: 'REBOOK_5',
    kind: 'special',
    name: REBOOK_5_NAME,
    from: '2021-01-14',
    to: '2024-01-14',
    selectedBy: 'refundTime',
    scope: REBOOK_5_SCOPE,
    text: {
      zh: '开车前48小时以上、不足8天期间改签至距开车8天以上的其他列车,又在距开车8天前退票的,核收5%退票费。',
      en: 'Rebooked 48 hours to 8 days before departure onto a train 8 days or more away and then refunded 8 days or more ahead: 5%.',
    },
    days: 8,
    included: true,
    leastHoursAtRebooking: 48,
    sources: ['S02', 'G10'],
    confidence: 'high',
  },
  {
    id: 'REBOOK_5',
    kind: 'special',
    name: REBOOK_5_NAME,
    from: '2024-01-15',
    to: null,
    selectedBy: 'refundTime',
    scope: REBOOK_5_SCOPE,
    text: {
      zh: '距开车不足8天时改签至距开车8天以上的其他列车,又在距开车8天前退票的,核收5%退票费。',
      en: 'Rebooked less than 8 days before departure onto a train 8 days or more away and then refunded 8 days or more ahead: 5%.',
    },
    days: 8,
    included: true,
    leastHoursAtRebooking: 0,
    sources: ['S02', 'G10'],
    confidence: 'high',
  },
];

export const REBOOKED_AFTER_DEPARTURE: Rule = {
  id: 'AFTER_DEPARTURE_REBOOKED',
  kind: 'special',
  name: { zh: '开车后改签的车票', en: 'Ticket rebooked after departure' },
  from: null,
  to: null,
  selectedBy: 'refundTime',
  scope: ALL,
  text: {
    zh: '开车后改签的车票不办理退票。',
    en: 'A ticket rebooked after its departure is not refundable.',
  },
  sources: ['G04', 'S24b', 'S49'],
  confidence: 'high',
  note: { zh: '文字最早见于2019年。', en: 'The wording is seen from 2019 on.' },
};

export const AFTER_DEPARTURE: Rule = {
  id: 'AFTER_DEPARTURE',
  kind: 'special',
  name: { zh: '开车后', en: 'After departure' },
  from: null,
  to: null,
  selectedBy: 'refundTime',
  scope: ALL,
  text: {
    zh: '票面乘车站开车后不办理退票,可在当日24:00前改签。',
    en: 'No refund from departure at the boarding station on; rebooking is open until 24:00 of the day.',
  },
  sources: ['S03', 'S06', 'G04', 'S24b'],
  confidence: 'high',
  note: {
    zh: '约2020年以前,特殊情况经站长同意可在开车后2小时内办理(G04,可信度中)。',
    en: 'Until about 2020 special cases within 2 hours with the station master’s consent (G04, medium).',
  },
};

export const GROUP_48_HOURS: Rule = {
  id: 'GROUP_48_HOURS',
  kind: 'product',
  name: { zh: '团体票退票', en: 'Group tickets' },
  from: null,
  to: null,
  selectedBy: 'refundTime',
  scope: { zh: '团体票', en: 'Group tickets' },
  text: {
    zh: '团体票退票不晚于开车前48小时。',
    en: 'Group tickets are refunded no later than 48 hours before departure.',
  },
  sources: ['G04', 'G11'],
  confidence: 'high',
};

export const WAITLIST_CANCEL: Rule = {
  id: 'WAITLIST_CANCEL',
  kind: 'product',
  name: { zh: '候补订单', en: 'Waitlist orders' },
  from: '2018-12-27',
  to: null,
  selectedBy: 'refundTime',
  scope: { zh: '候补购票订单', en: 'Waitlist orders' },
  text: {
    zh: '候补兑现前可随时取消,全额退款;兑现后按一般规定退票。',
    en: 'Cancelled free at any time before it is fulfilled; afterwards the ordinary rules hold.',
  },
  sources: ['S41', 'S36'],
  confidence: 'medium',
};

export const SUSPENSION: Rule = {
  id: 'SUSPENSION',
  kind: 'special',
  name: { zh: '列车停运', en: 'Suspended train' },
  from: '2018-07-01',
  to: null,
  selectedBy: 'refundTime',
  scope: ALL,
  text: {
    zh: '列车停运的,自公告之日起至票面乘车日期后30日内(含当日)办理全额退票,不收退票费。',
    en: 'A suspended train is refunded in full from the announcement to 30 days after the travel date, that day included.',
  },
  sources: ['S22', 'S23', 'S53', 'S54'],
  confidence: 'high',
  note: {
    zh: '2018年7月起可见;此前未见记载。部分停运或折返的,退还未乘区段票款。',
    en: 'Seen from July 2018; nothing found before. Partly suspended or turned back: the unused distance, no fee.',
  },
};

export const LATE_TRAIN: Rule = {
  id: 'LATE_TRAIN',
  kind: 'special',
  name: { zh: '列车晚点', en: 'Late train' },
  from: '2018-07-01',
  to: null,
  selectedBy: 'refundTime',
  scope: ALL,
  text: {
    zh: '列车晚点的,可在实际开车前办理退票,不收退票费。',
    en: 'A late train may be refunded until it really departs, free of charge.',
  },
  sources: ['S54'],
  confidence: 'medium',
  note: {
    zh: '免费为推断,来源未明说;因晚点接续不足30分钟的联程票亦可退。',
    en: 'That it is free is implied, not stated; a connection left with less than 30 minutes may be refunded too.',
  },
};

export const MIS_PURCHASE: Rule = {
  id: 'MIS_PURCHASE',
  kind: 'special',
  name: { zh: '误购车票限时免费退票', en: 'Mistaken purchase' },
  from: '2026-01-19',
  to: null,
  selectedBy: 'purchaseTime',
  scope: {
    zh: '12306电子支付或积分购买、乘车日期2026-02-02及以后的境内及香港西九龙车票;改签、预约、候补车票除外',
    en: 'Bought on 12306 (electronic or points) for travel from 2026-02-02, domestic or West Kowloon; not rebooked, pre-ordered or waitlist tickets',
  },
  text: {
    zh: '支付成功后30分钟内、开车前4小时以上,本人网上退票免收退票费,每人每日限一单。',
    en: 'Refunded free online within 30 minutes of payment and 4 hours or more before departure, one order per buyer per day.',
  },
  sources: ['S19', 'S19b'],
  confidence: 'high',
  note: {
    zh: '整30分钟按“内”计入;一般规定已免费的不占用名额;窗口误购须当场提出。',
    en: 'Exactly 30 minutes counts as within. A refund that is free anyway does not use the allowance. At a window, say so on the spot.',
  },
};

/** First travel date the mistaken-purchase rule covers. */
export const MIS_PURCHASE_TRAVEL_FROM = '2026-02-02';
