import { HOUR_MS } from '../calendar/china-time.ts';
import type { LadderRule, Tier, Words } from './rule.ts';

/** Trains to and from Hong Kong West Kowloon (RULES.md section 3). */

/** 12306's code of 香港西九龙 (Hong Kong West Kowloon). */
export const WEST_KOWLOON = 'XJA';

export interface HongKongRule extends LadderRule {
  kind: 'hongKongLadder';
  /** Latest refund or rebooking before departure, in minutes, at mainland stations and from West Kowloon. */
  cutoffMinutes: { mainland: number; westKowloon: number };
  /** Days from which 5 % is charged; read as hours, disputed like OPEN-1. */
  cheapDays: number;
}

const SCOPE: Words = { zh: '广深港高铁跨境车票', en: 'Cross-border trains of Hong Kong West Kowloon' };

function tiers(cheapDays: number): readonly [Tier, ...Tier[]] {
  return [
    {
      leastLeftMs: cheapDays * 24 * HOUR_MS,
      included: true,
      percent: 5,
      label: {
        zh: `开车前${cheapDays}天(含)以上:退票费5%`,
        en: `${cheapDays} days or more before departure: refund fee 5%`,
      },
    },
    {
      leastLeftMs: 48 * HOUR_MS,
      included: true,
      percent: 30,
      label: {
        zh: `开车前48小时以上、不足${cheapDays}天:退票费30%`,
        en: `48 hours or more but less than ${cheapDays} days before departure: refund fee 30%`,
      },
    },
    {
      leastLeftMs: 0,
      included: true,
      percent: 50,
      label: {
        zh: '开车前不足48小时:退票费50%',
        en: 'Less than 48 hours before departure: refund fee 50%',
      },
    },
  ];
}

export const HONG_KONG_LADDERS: readonly HongKongRule[] = [
  {
    id: 'HK_2018',
    kind: 'hongKongLadder',
    name: { zh: '广深港跨境车票退票(2018年)', en: 'Hong Kong cross-border refunds (2018)' },
    from: '2018-09-23',
    to: '2024-06-04',
    // The line opened that day; its tickets were on sale, and refundable, before.
    selectedBy: 'travelDate',
    scope: SCOPE,
    text: {
      zh: '开车前48小时以内50%,48小时至14天30%,15天以上5%,不足1元的尾数舍去;开车前30分钟(香港西九龙站60分钟)停止办理;改签后不得退票。',
      en: '50% within 48 hours, 30% up to the 14th day, 5% from 15 days, fractions of a yuan dropped; until 30 minutes (from West Kowloon 60) before departure; rebooked tickets are not refundable.',
    },
    tariff: { rounding: 'wholeYuanDown', minimumFen: 0 },
    tiers: tiers(15),
    online: true,
    cutoffMinutes: { mainland: 30, westKowloon: 60 },
    cheapDays: 15,
    sources: ['S08', 'G06'],
    confidence: 'high',
    note: {
      zh: '终止日期不详:2021年1月仍见,2024-06-05前已被取代。天数按小时计,整48小时按30%计。',
      en: 'Its last day is not known: seen in January 2021, replaced by 2024-06-05. Days are read as hours; exactly 48 hours as 30%.',
    },
  },
  {
    id: 'HK_2024',
    kind: 'hongKongLadder',
    name: { zh: '广深港跨境车票退票(8天)', en: 'Hong Kong cross-border refunds (8 days)' },
    from: '2024-06-05',
    to: null,
    selectedBy: 'refundTime',
    scope: SCOPE,
    text: {
      zh: '开车前48小时以内50%,48小时至7天30%,8天以上5%,不足1元的尾数舍去;开车前30分钟(香港西九龙站45分钟)停止办理;改签后不得退票。',
      en: '50% within 48 hours, 30% up to the 7th day, 5% from 8 days, fractions of a yuan dropped; until 30 minutes (from West Kowloon 45) before departure; rebooked tickets are not refundable.',
    },
    tariff: { rounding: 'wholeYuanDown', minimumFen: 0 },
    tiers: tiers(8),
    online: true,
    cutoffMinutes: { mainland: 30, westKowloon: 45 },
    cheapDays: 8,
    sources: ['S09', 'G10'],
    confidence: 'medium',
    note: {
      zh: '起始日期不详,2024-06-05已实行。',
      en: 'When it began is not known; in force by 2024-06-05.',
    },
  },
];
