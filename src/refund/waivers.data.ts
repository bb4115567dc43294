import { instantAt } from '../calendar/china-time.ts';
import type { WaiverRule, Words } from './rule.ts';

/**
 * The epidemic waivers of 2020 to 2022 (RULES.md section 6). None of the notices names an end: a waiver runs
 * until its covered tickets depart, so `to` is the last travel date on sale at the cut-off (presale of 30 days,
 * 15 in March 2022), or the last day for cash tickets. The one "bought before 27 January 2021" is civil
 * aviation's (S40) and is not here.
 */

const NAME: Words = { zh: '免费退票通知', en: 'Free refund notice' };

function waiver(row: Omit<WaiverRule, 'kind' | 'name' | 'selectedBy'>): WaiverRule {
  return { kind: 'waiver', name: NAME, selectedBy: 'purchaseTime', ...row };
}

const ALL: Words = { zh: '全国铁路车票', en: 'All railway tickets' };

export const WAIVERS: readonly WaiverRule[] = [
  waiver({
    id: 'W1',
    from: '2020-01-21',
    to: '2020-01-24',
    scope: {
      zh: '始发或到达武汉地区(16个车站)的车票',
      en: 'Tickets from or to one of 16 stations of the Wuhan area',
    },
    text: { zh: '武汉地区车票免收退票费。', en: 'Tickets of the Wuhan area are refunded free.' },
    boughtBefore: null,
    lastTravelDate: '2020-02-19',
    covers: 'unlisted',
    sources: ['S12'],
    confidence: 'high',
    note: { zh: '16个车站名单未收录。', en: 'The list of the 16 stations is not at hand.' },
  }),
  waiver({
    id: 'W2',
    from: '2020-01-24',
    to: '2020-02-21',
    scope: ALL,
    text: {
      zh: '2020年1月24日0时前购买的车票免收退票费。',
      en: 'Tickets bought before 24 January 2020 00:00 are refunded free.',
    },
    boughtBefore: instantAt('2020-01-24', '00:00'),
    lastTravelDate: '2020-02-21',
    covers: 'all',
    sources: ['S51', 'S14'],
    confidence: 'high',
    note: { zh: '购票截止时刻可信度中。', en: 'The cut-off to the second is of medium confidence.' },
  }),
  waiver({
    id: 'W3',
    from: '2020-01-28',
    to: '2020-03-25',
    scope: ALL,
    text: {
      zh: '2020年1月27日24时前购买的车票免收退票费。',
      en: 'Tickets bought by 24:00 on 27 January 2020 are refunded free.',
    },
    boughtBefore: instantAt('2020-01-28', '00:00'),
    lastTravelDate: '2020-02-25',
    covers: 'all',
    cash: { until: instantAt('2020-03-26', '00:00'), travelFrom: '2020-01-28', travelTo: '2020-02-26' },
    sources: ['S13', 'G02'],
    confidence: 'high',
    note: {
      zh: '学生票自1月27日起不论何时购买均免费;停办车站恢复后30日内可退。',
      en: 'Student tickets are free from 27 January whenever bought; at closed stations within 30 days of reopening.',
    },
  }),
  waiver({
    id: 'W4',
    from: '2020-02-06',
    to: '2020-03-31',
    scope: ALL,
    text: {
      zh: '2020年2月5日24时前购买的车票,开车前免收退票费。',
      en: 'Tickets bought by 24:00 on 5 February 2020 are refunded free before departure.',
    },
    boughtBefore: instantAt('2020-02-06', '00:00'),
    lastTravelDate: '2020-03-05',
    covers: 'all',
    cash: { until: instantAt('2020-04-01', '00:00'), travelFrom: '2020-02-06', travelTo: '2020-03-05' },
    sources: ['G02', 'S52'],
    confidence: 'high',
    note: { zh: '停办车站恢复后30日内可退。', en: 'At closed stations within 30 days of reopening.' },
  }),
  waiver({
    id: 'W5',
    from: '2021-01-07',
    to: '2021-02-04',
    scope: ALL,
    text: {
      zh: '2021年1月6日24时前购买的车票免收退票费,保险一并退还。',
      en: 'Tickets bought by 24:00 on 6 January 2021 are refunded free, insurance too.',
    },
    boughtBefore: instantAt('2021-01-07', '00:00'),
    lastTravelDate: '2021-02-04',
    covers: 'all',
    sources: ['S04'],
    confidence: 'high',
  }),
  waiver({
    id: 'W6',
    from: '2021-01-09',
    to: '2021-02-06',
    scope: { zh: '河北各站至北京的车票', en: 'Tickets from Hebei to Beijing' },
    text: {
      zh: '2021年1月8日24时前购买的河北至北京车票免收退票费。',
      en: 'Tickets from Hebei to Beijing bought by 24:00 on 8 January 2021 are refunded free.',
    },
    boughtBefore: instantAt('2021-01-09', '00:00'),
    lastTravelDate: '2021-02-06',
    covers: 'hebeiToBeijing',
    sources: ['S37'],
    confidence: 'medium',
  }),
  waiver({
    id: 'W7',
    from: '2021-08-01',
    to: '2021-08-31',
    scope: {
      zh: '2021年8月,范围及截止时间未查到',
      en: 'August 2021; whom it covered and its cut-off were not found',
    },
    text: { zh: '报道称免费退票。', en: 'Free refunds were reported.' },
    boughtBefore: null,
    lastTravelDate: '2021-09-14',
    covers: 'unlisted',
    sources: ['S38'],
    confidence: 'low',
  }),
  waiver({
    id: 'W8',
    from: '2021-11-03',
    to: '2021-11-17',
    scope: { zh: '23个地区123个车站至北京的车票', en: 'Tickets to Beijing from 123 stations in 23 areas' },
    text: { zh: '已购车票免收退票费。', en: 'Tickets already bought are refunded free.' },
    boughtBefore: instantAt('2021-11-04', '00:00'),
    lastTravelDate: '2021-11-17',
    covers: 'unlistedToBeijing',
    sources: ['S39'],
    confidence: 'medium',
    note: { zh: '123个车站名单未收录。', en: 'The list of the 123 stations is not at hand.' },
  }),
  waiver({
    id: 'W9',
    from: '2022-03-14',
    to: '2022-03-28',
    scope: ALL,
    text: {
      zh: '2022年3月15日0时前购买的车票免收退票费,保险、餐食一并退还。',
      en: 'Tickets bought before 15 March 2022 00:00 are refunded free, insurance and meals too.',
    },
    boughtBefore: instantAt('2022-03-15', '00:00'),
    lastTravelDate: '2022-03-28',
    covers: 'all',
    sources: ['S20', 'S21'],
    confidence: 'high',
  }),
];

/**
 * Prefectures of Hebei as 12306's station table names the city of a station; for W6.
 * Administrative geography, not a fact of the notice.
 */
export const HEBEI_CITIES: ReadonlySet<string> = new Set([
  '石家庄',
  '唐山',
  '秦皇岛',
  '邯郸',
  '邢台',
  '保定',
  '张家口',
  '承德',
  '沧州',
  '廊坊',
  '衡水',
]);
