import { HOUR_MS } from '../calendar/china-time.ts';
import type { LadderRule, Tariff, Tier, Words } from './rule.ts';

/**
 * The fee ladders of domestic tickets (RULES.md section 1), oldest first. `leastLeftMs` counts to the departure
 * at the boarding station on the ticket. Exactly one is in force on every day since 2011-09-25.
 */

const DAY_HOURS = 24;
const FREE_8_DAYS = 8 * DAY_HOURS * HOUR_MS;
const FREE_15_DAYS = 15 * DAY_HOURS * HOUR_MS;

/** Half yuan steps; the minimum holds when a fee is due at all. Rounding before 2013-09 is not documented. */
const HALF_YUAN: Tariff = { rounding: 'halfYuan', minimumFen: 200 };

const ALL_CHANNELS: Words = {
  zh: '境内列车车票,网上及车站窗口',
  en: 'Domestic trains, online and at station windows',
};

const FROM_24_HOURS: Tier = {
  leastLeftMs: 24 * HOUR_MS,
  included: true,
  percent: 10,
  label: {
    zh: '开车前24小时(含)以上、不足48小时:退票费10%',
    en: '24 hours or more but less than 48 hours before departure: refund fee 10%',
  },
};

const UNDER_24_HOURS: Tier = {
  leastLeftMs: 0,
  included: true,
  percent: 20,
  label: { zh: '开车前不足24小时:退票费20%', en: 'Less than 24 hours before departure: refund fee 20%' },
};

const FROM_48_HOURS: Tier = {
  leastLeftMs: 48 * HOUR_MS,
  included: true,
  percent: 5,
  label: { zh: '开车前48小时(含)以上:退票费5%', en: '48 hours or more before departure: refund fee 5%' },
};

function flat(percent: number): Tier {
  return {
    leastLeftMs: 0,
    included: true,
    percent,
    label: { zh: `开车前:退票费${percent}%`, en: `Before departure: refund fee ${percent}%` },
  };
}

export const LADDERS: readonly LadderRule[] = [
  {
    id: 'FLAT_20',
    kind: 'ladder',
    name: { zh: '统一20%退票费', en: 'Flat 20% refund fee' },
    // S25 reports in September 2011 the rate that held until then; how far back is not recorded.
    from: '2011-01-01',
    to: '2011-09-24',
    selectedBy: 'refundTime',
    scope: { zh: '车站窗口', en: 'Station windows' },
    text: { zh: '开车前退票,核收票价20%的退票费。', en: 'Refunds before departure cost 20% of the fare.' },
    tariff: { rounding: 'halfYuan', minimumFen: 0 },
    tiers: [flat(20)],
    online: false,
    sources: ['S25'],
    confidence: 'medium',
    note: {
      zh: '起始日期及尾数、最低收费规定未见记载;不用于2011年以前。',
      en: 'When it began, how it was rounded and whether it had a minimum is not recorded; not applied before 2011.',
    },
  },
  {
    id: 'FLAT_2011',
    kind: 'ladder',
    name: { zh: '统一5%退票费', en: 'Flat 5% refund fee' },
    from: '2011-09-25',
    to: '2013-08-31',
    selectedBy: 'refundTime',
    scope: ALL_CHANNELS,
    text: {
      zh: '开车前退票,核收票价5%的退票费,最低2元。',
      en: 'Refunds before departure cost 5% of the fare, at least 2 yuan.',
    },
    tariff: HALF_YUAN,
    tiers: [flat(5)],
    online: true,
    sources: ['S25', 'S26'],
    confidence: 'high',
    note: { zh: '2013年9月前的尾数规定未见记载。', en: 'Rounding before September 2013 is not recorded.' },
  },
  {
    id: 'LADDER_2013',
    kind: 'ladder',
    name: { zh: '2013年梯次退票', en: 'The ladder of 2013' },
    from: '2013-09-01',
    to: '2014-12-02',
    selectedBy: 'travelDate',
    scope: ALL_CHANNELS,
    text: {
      zh: '开车前48小时以上5%,24小时以上、不足48小时10%,不足24小时20%;全国任一车站办理。',
      en: '5% from 48 hours before departure, 10% from 24 hours, 20% below; at any station nationwide.',
    },
    tariff: HALF_YUAN,
    tiers: [FROM_48_HOURS, FROM_24_HOURS, UNDER_24_HOURS],
    online: true,
    sources: ['S26', 'G11'],
    confidence: 'high',
    note: {
      zh: '起始按乘车日期还是退票时间计,只有一处代售点页面说明(可信度低);终止按退票时间。',
      en: 'Whether it began by travel date or by time of refund rests on one agent’s page (low); it ended by time of refund.',
    },
  },
  {
    id: 'LADDER_2014',
    kind: 'ladder',
    name: { zh: '2014年梯次退票(15天)', en: 'The ladder of 2014 (15 days)' },
    from: '2014-12-03',
    to: '2021-01-13',
    selectedBy: 'refundTime',
    scope: ALL_CHANNELS,
    text: {
      zh: '开车前15天(不含)以上免费,48小时以上至15天5%,24小时以上、不足48小时10%,不足24小时20%。',
      en: 'Free more than 15 days (360 hours, not included) before departure, 5% from 48 hours, 10% from 24 hours, 20% below.',
    },
    tariff: HALF_YUAN,
    tiers: [
      {
        leastLeftMs: FREE_15_DAYS,
        included: false,
        percent: 0,
        label: {
          zh: '开车前15天(不含)以上:不收退票费',
          en: 'More than 15 days before departure: no refund fee',
        },
      },
      {
        ...FROM_48_HOURS,
        label: {
          zh: '开车前48小时(含)以上、15天(含)以内:退票费5%',
          en: '48 hours or more and up to 15 days before departure: refund fee 5%',
        },
      },
      FROM_24_HOURS,
      UNDER_24_HOURS,
    ],
    online: true,
    sources: ['S05', 'S15', 'S16', 'G01', 'G04'],
    confidence: 'high',
  },
  {
    id: 'LADDER_2021',
    kind: 'ladder',
    name: { zh: '2021年梯次退票(8天)', en: 'The ladder of 2021 (8 days)' },
    from: '2021-01-14',
    to: null,
    selectedBy: 'refundTime',
    scope: ALL_CHANNELS,
    text: {
      zh: '开车前8天(含)以上免费,48小时以上、不足8天5%,24小时以上、不足48小时10%,不足24小时20%;最低2元,票价不足2元的按票价核收。',
      en: 'Free 8 days or more before departure, 5% from 48 hours, 10% from 24 hours, 20% below; at least 2 yuan, or the whole fare of a ticket below 2 yuan.',
    },
    tariff: HALF_YUAN,
    tiers: [
      {
        leastLeftMs: FREE_8_DAYS,
        included: true,
        percent: 0,
        label: {
          zh: '开车前8天(含)以上:不收退票费',
          en: '8 days or more before departure: no refund fee',
        },
      },
      {
        ...FROM_48_HOURS,
        label: {
          zh: '开车前48小时(含)以上、不足8天:退票费5%',
          en: '48 hours or more but less than 8 days before departure: refund fee 5%',
        },
      },
      FROM_24_HOURS,
      UNDER_24_HOURS,
    ],
    online: true,
    sources: ['S01', 'S02', 'S19', 'G10', 'G13'],
    confidence: 'high',
    note: {
      zh: '8天按192小时计还是按日历日计,来源不一(OPEN-1);本系统按192小时计。2026-01-19仍见报道。',
      en: 'Whether 8 days are 192 hours or calendar days is disputed (OPEN-1); read here as 192 hours. Still stated on 2026-01-19.',
    },
  },
];
