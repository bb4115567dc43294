import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { type Instant, MINUTE_MS } from '../calendar/china-time.ts';
import type { Lang } from './language.ts';

export interface OpeningEvent {
  travelDate: string;
  opensAt: Instant;
  rule: string | null;
  telecode: string;
  name: string;
  channel: 'online' | 'window';
}

const ALARM_SECONDS = 10 * 60;
const SHOWN_MS = 30 * MINUTE_MS;

/**
 * The opening of a sale as an iCalendar text, in UTC. The UID hangs on station, day and channel, so a second import
 * replaces and does not double. `now` is the DTSTAMP that RFC 5545 asks for.
 */
export function buildOpeningCalendar(opening: OpeningEvent, now: Instant, lang: Lang): string {
  const { travelDate, opensAt, rule, telecode, name, channel } = opening;
  const calendar = ical({
    name: lang === 'zh' ? '起售时间' : 'Sale openings',
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'yupiao', product: 'sale-openings', language: lang.toUpperCase() },
  });
  const summary =
    lang === 'zh' ? `${name}起售:${travelDate}的车票` : `Tickets from ${name} for ${travelDate} go on sale`;
  const event = calendar.createEvent({
    id: `opening-${channel}-${telecode}-${travelDate}@sale-openings.yupiao`,
    stamp: new Date(now),
    start: new Date(opensAt),
    end: new Date(opensAt + SHOWN_MS),
    summary,
    ...(rule === null ? {} : { description: lang === 'zh' ? `依据:${rule}` : `Rule: ${rule}` }),
    transparency: ICalEventTransparency.TRANSPARENT,
  });
  event.createAlarm({ type: ICalAlarmType.display, trigger: ALARM_SECONDS, description: summary });
  return calendar.toString();
}
