import type { CivilDate } from './china-time.ts';

/** Minutes of the day; both ends belong to the open hours. `closes` beyond 1440 runs past midnight. */
export interface OpenHours {
  opens: number;
  closes: number;
}

/**
 * When 12306 was, or is, open, by day: `from` and `to` are the first and last day, both included; null is open.
 * Outside the sale hours it is under maintenance (系统维护). Facts: RULES.md and PROTOCOL.md section 4; the sources
 * are the codes of refund/sources.data.ts, which words the same rows as rules.
 */
export interface ServiceHoursRow {
  id: string;
  from: CivilDate;
  to: CivilDate | null;
  sale: OpenHours;
  refund: OpenHours | 'allDay';
  /** Tuesday 23:30 to Wednesday's opening closed, refunds excepted (since 2021-07-31). */
  tuesdayNightClosed: boolean;
  sources: readonly ('G03' | 'G12' | 'S03' | 'S35' | 'S36' | 'S43')[];
  confidence: 'high' | 'medium';
}

const AT_5 = 5 * 60;
const AT_6 = 6 * 60;
const AT_7 = 7 * 60;
const AT_23 = 23 * 60;
const AT_23_30 = 23 * 60 + 30;
const AT_1_NEXT_DAY = 25 * 60;

export const SERVICE_HOURS_ROWS = {
  // When the day began to open at 06:00 was not found.
  from7To23: {
    id: 'HOURS_7_TO_23',
    from: '2013-01-07',
    to: '2015-05-05',
    sale: { opens: AT_7, closes: AT_23 },
    refund: { opens: AT_7, closes: AT_23 },
    tuesdayNightClosed: false,
    sources: ['S43'],
    confidence: 'high',
  },
  // Neither its first nor its last day was found.
  from6To23: {
    id: 'HOURS_6_TO_23',
    from: '2015-05-06',
    to: '2018-12-31',
    sale: { opens: AT_6, closes: AT_23 },
    refund: { opens: AT_6, closes: AT_23 },
    tuesdayNightClosed: false,
    sources: ['G12'],
    confidence: 'medium',
  },
  // Its first day was not found.
  from6To23And30: {
    id: 'HOURS_6_TO_23_30',
    from: '2019-01-01',
    to: '2020-12-29',
    sale: { opens: AT_6, closes: AT_23_30 },
    refund: { opens: AT_6, closes: AT_23_30 },
    tuesdayNightClosed: false,
    sources: ['G03', 'S03'],
    confidence: 'high',
  },
  refundAllDay: {
    id: 'HOURS_REFUND_24H',
    from: '2020-12-30',
    to: '2021-07-30',
    sale: { opens: AT_5, closes: AT_23_30 },
    refund: 'allDay',
    tuesdayNightClosed: false,
    sources: ['S03'],
    confidence: 'high',
  },
  from5To1: {
    id: 'HOURS_5_TO_1',
    from: '2021-07-31',
    to: null,
    sale: { opens: AT_5, closes: AT_1_NEXT_DAY },
    refund: 'allDay',
    tuesdayNightClosed: true,
    sources: ['S35', 'S36'],
    confidence: 'high',
  },
} as const satisfies Record<string, ServiceHoursRow>;
