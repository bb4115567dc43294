import { type Instant, MINUTE_MS, SECOND_MS, startOfDay } from '../calendar/china-time.ts';
import type { Doubt } from './doubt.ts';
import { feeOfOutcome } from './ladder.ts';
import type { Outcome } from './outcome.ts';
import { type Case, midnightBefore } from './question.ts';
import type { Shut } from './service-hours.ts';

/**
 * OPEN-3: the days on which 12306 began to open at 06:00 (not 07:00) and to close at 23:30 (not 23:00) were not
 * found. Each edge is in doubt between the last sight of the old hours and the first of the new.
 */
const EDGES = [
  {
    fromMinute: 6 * 60,
    toSecond: 7 * 3600 - 1,
    start: startOfDay('2013-01-07'),
    end: startOfDay('2019-01-01'),
  },
  {
    fromMinute: 23 * 60,
    toSecond: 23 * 3600 + 30 * 60,
    start: startOfDay('2015-05-06'),
    end: startOfDay('2020-01-01'),
  },
] as const;

/** The counter is open under one reading of the service hours and shut under the other. */
export function hoursDoubt(c: Case, outcome: Outcome, shut: Shut | null): Doubt | null {
  const { at, channel, fareFen } = c.question;
  if (channel !== 'online' || outcome.percent === null) return null;
  const span = EDGES.map((edge) => spanHolding(edge, at)).find((found) => found !== null);
  if (span === undefined || span === null) return null;
  const open = shut !== null;
  return {
    id: 'OPEN-3',
    ...span,
    otherAllowed: open,
    otherRate: open ? outcome.percent / 100 : null,
    otherFeeFen: open ? feeOfOutcome(outcome, fareFen) : null,
    otherReading: open
      ? { zh: '此时12306已在服务时间内。', en: '12306 was open at this hour.' }
      : { zh: '此时12306不在服务时间内。', en: '12306 was shut at this hour.' },
    why: {
      zh: '服务时间由7:00至23:00改为6:00至23:00、再改为6:00至23:30的日期未查到。',
      en: 'When the hours went from 07:00-23:00 to 06:00-23:00 and then to 06:00-23:30 was not found.',
    },
    sources: ['S43', 'G12', 'G03'],
  };
}

function spanHolding(edge: (typeof EDGES)[number], at: Instant): { from: Instant; to: Instant } | null {
  if (at < edge.start || at >= edge.end) return null;
  const midnight = midnightBefore(at);
  // At 23:00:00 sharp both readings are open still; at 06:00:00 only the newer one is.
  const afterEdge = edge.fromMinute === 6 * 60 ? 0 : SECOND_MS;
  const from = midnight + edge.fromMinute * MINUTE_MS + afterEdge;
  const to = midnight + edge.toSecond * SECOND_MS;
  return at >= from && at <= to ? { from, to } : null;
}
