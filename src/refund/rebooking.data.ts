import { HOUR_MS } from '../calendar/china-time.ts';
import type { Rule, Words } from './rule.ts';

/** Rebooking and change of destination (RULES.md section 4), keyed on the time of rebooking, oldest first. */

export interface RebookingRule extends Rule {
  kind: 'rebooking';
  /** Least time left for a free choice of any train on sale; `included`: exactly that much is enough. */
  anyTrain: { leastLeftMs: number; included: boolean };
  /** What less time left costs or allows. */
  late: 'sameDayOnly' | 'laterDateCharged';
  afterDeparture: 'specialCases' | 'sameDay' | 'laterDateCharged';
}

const SCOPE: Words = { zh: '境内列车车票', en: 'Domestic trains' };

/** Charges since 2024-01-15 for a later date, in percent of the lower of the two fares. */
export const LATER_DATE_PERCENT = { from24Hours: 5, under24Hours: 15, afterDeparture: 40 } as const;

/** What a refund of the price difference pays after departure. */
export const DIFFERENCE_AFTER_DEPARTURE_PERCENT = 20;

export const REBOOKING_RULES: readonly RebookingRule[] = [
  {
    id: 'REBOOK_OLD',
    kind: 'rebooking',
    name: { zh: '改签(2013年9月前)', en: 'Rebooking before September 2013' },
    from: null,
    to: '2013-08-31',
    selectedBy: 'rebookTime',
    scope: SCOPE,
    text: {
      zh: '开车前可改签一次;特殊情况开车后2小时内可办理。',
      en: 'Once, before departure; special cases up to 2 hours after.',
    },
    anyTrain: { leastLeftMs: 0, included: false },
    late: 'sameDayOnly',
    afterDeparture: 'specialCases',
    sources: ['G11'],
    confidence: 'medium',
  },
  {
    id: 'REBOOK_2013',
    kind: 'rebooking',
    name: { zh: '改签(2013年)', en: 'Rebooking of 2013' },
    from: '2013-09-01',
    to: '2014-12-02',
    selectedBy: 'rebookTime',
    scope: SCOPE,
    text: {
      zh: '任一车站均可改签一次;开车后可在当日24时前改签当日其他列车。',
      en: 'Once, at any station; after departure until 24:00 of the travel day.',
    },
    anyTrain: { leastLeftMs: 0, included: false },
    late: 'sameDayOnly',
    afterDeparture: 'sameDay',
    sources: ['S26', 'S50'],
    confidence: 'low',
  },
  {
    id: 'REBOOK_2014',
    kind: 'rebooking',
    name: { zh: '改签(2014年)', en: 'Rebooking of 2014' },
    from: '2014-12-03',
    to: '2024-01-14',
    selectedBy: 'rebookTime',
    scope: SCOPE,
    text: {
      zh: '开车前48小时(不含)以上,可改签预售期内的其他列车;开车前48小时以内,可改签票面日期24时前的列车;开车后,可改签当日24时前的列车;不收手续费,改签一次。',
      en: 'More than 48 hours before departure (48 not included) onto any train on sale; within 48 hours onto trains up to 24:00 of the ticket date; after departure onto trains of the same day; no fee, once.',
    },
    anyTrain: { leastLeftMs: 48 * HOUR_MS, included: false },
    late: 'sameDayOnly',
    afterDeparture: 'sameDay',
    sources: ['S05', 'S07', 'S06', 'G08'],
    confidence: 'high',
  },
  {
    id: 'REBOOK_2024',
    kind: 'rebooking',
    name: { zh: '改签(2024年)', en: 'Rebooking of 2024' },
    from: '2024-01-15',
    to: null,
    selectedBy: 'rebookTime',
    scope: SCOPE,
    text: {
      zh: '开车前48小时(含)以上免费;不足48小时改签至票面日期及以前免费,改签至以后日期的,24小时以上、不足48小时5%,不足24小时15%;开车后当日24时前改签当日列车免费,改签以后日期40%;按改签前后票价较低者核收;改签一次。',
      en: 'Free 48 hours or more before departure; below, free to the ticket date or earlier, to a later date 5% (24 to 48 hours) or 15% (less than 24); after departure, by 24:00, same day free, later date 40%; of the lower of the two fares; once.',
    },
    anyTrain: { leastLeftMs: 48 * HOUR_MS, included: true },
    late: 'laterDateCharged',
    afterDeparture: 'laterDateCharged',
    sources: ['S24', 'S24b', 'S44', 'S49', 'G10'],
    confidence: 'high',
  },
];

/** From this day a ticket is rebooked after departure online (not if cash-paid or printed) or at any station. */
export const AFTER_DEPARTURE_ONLINE: Rule = {
  id: 'REBOOK_AFTER_DEPARTURE_ONLINE',
  kind: 'rebooking',
  name: { zh: '开车后网上改签', en: 'Rebooking online after departure' },
  from: '2021-01-28',
  to: null,
  selectedBy: 'rebookTime',
  scope: { zh: '非现金购票且未打印凭证的车票', en: 'Not cash-paid, no voucher printed' },
  text: {
    zh: '开车后当日24时前可在网上或任一车站改签;现金购票或已打印凭证的须到车站办理。',
    en: 'After departure, until 24:00, online or at any station; cash-paid or printed tickets at a station.',
  },
  sources: ['S06'],
  confidence: 'high',
};

/** Until the day before, only at the boarding station. */
export const AFTER_DEPARTURE_AT_STATION: Rule = {
  id: 'REBOOK_AFTER_DEPARTURE_AT_STATION',
  kind: 'rebooking',
  name: { zh: '开车后到站改签', en: 'Rebooking at the station after departure' },
  from: null,
  to: '2021-01-27',
  selectedBy: 'rebookTime',
  scope: SCOPE,
  text: {
    zh: '开车后改签只在票面乘车站窗口办理。',
    en: 'After departure only at the boarding station’s window.',
  },
  sources: ['S05', 'S06'],
  confidence: 'high',
};

export const REBOOK_ONCE: Rule = {
  id: 'REBOOK_ONCE',
  kind: 'rebooking',
  name: { zh: '改签一次', en: 'Once only' },
  from: null,
  to: null,
  selectedBy: 'rebookTime',
  scope: SCOPE,
  text: {
    zh: '一张车票只能办理一次改签或变更到站。',
    en: 'A ticket can be rebooked, or its destination changed, once only.',
  },
  sources: ['S05', 'S24', 'G10'],
  confidence: 'high',
};

export const CHANGE_DESTINATION: Rule = {
  id: 'CHANGE_DESTINATION',
  kind: 'rebooking',
  name: { zh: '变更到站', en: 'Change of destination' },
  from: '2015-06-10',
  to: null,
  selectedBy: 'rebookTime',
  scope: { zh: '未改签过的非团体票', en: 'Tickets not rebooked before, no group tickets' },
  text: {
    zh: '开车前48小时(含)以上可变更到站一次,不收手续费;已改签的车票、团体票除外;变更后不再改签,可退票。',
    en: '48 hours or more before departure, once, free; not for rebooked or group tickets; no rebooking afterwards, a refund is possible.',
  },
  sources: ['S11', 'G01', 'G13', 'S24b'],
  confidence: 'high',
};

export const PRICE_DIFFERENCE: Rule = {
  id: 'PRICE_DIFFERENCE',
  kind: 'priceDifference',
  name: { zh: '票价差额', en: 'Price difference' },
  from: null,
  to: null,
  selectedBy: 'rebookTime',
  scope: SCOPE,
  text: {
    zh: '改签后票价高的,补收差额;票价低的,退还差额,并按当时的退票费率核收差额退票费(开车后20%)。',
    en: 'A dearer train: the difference is paid. A cheaper one: it comes back less the refund rate of that moment (20% after departure).',
  },
  sources: ['S02', 'G01', 'G04', 'G10'],
  confidence: 'high',
  note: {
    zh: '差额退票费是否适用最低2元不详。',
    en: 'Whether the 2 yuan minimum applies to a difference is not known.',
  },
};
