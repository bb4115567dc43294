import { createHash } from 'node:crypto';
import ical, {
  ICalAlarmRelatesTo,
  ICalAlarmType,
  type ICalCalendar,
  ICalCalendarMethod,
  ICalEventTransparency,
} from 'ical-generator';
import { DAY_MS, HOUR_MS, type Instant, SECOND_MS } from '../calendar/china-time.ts';
import { labelOf } from '../refund/arrange-quote.ts';
import { arrangeDeadlines, type Deadline } from '../refund/deadlines.ts';
import type { Step } from '../refund/ladder.ts';
import { formatYuan } from '../refund/money.ts';
import type { RefundQuote } from '../refund/quote.ts';
import { clockText } from '../refund/reasons.ts';
import type { Boarding } from './find-boarding.ts';
import type { Lang } from './language.ts';

/**
 * The ladder of a ticket as an iCalendar text: one event a deadline, from its first second to the end of its last,
 * in UTC, with an alarm before what is lost at its end, and where the departure was looked up. UIDs hang on the ticket and the step alone, so a second
 * import replaces and does not double. A stretch whose beginning is not known is shown for its last day.
 */
export function buildDeadlineCalendar(
  quote: RefundQuote,
  lang: Lang,
  boarding: Boarding | null = null,
): string {
  const calendar = ical({
    name: lang === 'zh' ? '退票费期限' : 'Refund deadlines',
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'yupiao', product: 'refund-deadlines', language: lang.toUpperCase() },
  });
  const deadlines = arrangeDeadlines(quote.ladder, quote.question);
  for (const deadline of deadlines) addDeadline(calendar, quote, deadline, lang);
  if (deadlines.length === 0) addDeparture(calendar, quote, lang);
  for (const event of calendar.events()) {
    const words = event.description()?.plain ?? '';
    event.description([words, ...lookedUp(boarding, lang)].join('\n'));
  }
  return calendar.toString();
}

function lookedUp(boarding: Boarding | null, lang: Lang): string[] {
  if (boarding === null) return [];
  const { train, notes } = boarding;
  const source = lang === 'zh' ? `开车时间取自:${train.source}` : `Departure taken from: ${train.source}`;
  return [source, ...notes.map(({ text }) => text[lang])];
}

function addDeadline(calendar: ICalCalendar, quote: RefundQuote, deadline: Deadline, lang: Lang): void {
  const { last, until } = deadline;
  const end = last.to + SECOND_MS;
  const start = deadline.from ?? end - DAY_MS;
  const summary = summaryOf(deadline, lang);
  const event = calendar.createEvent({
    id: uidOf(quote, last),
    stamp: new Date(quote.question.at),
    start: new Date(start),
    end: new Date(end),
    summary,
    description: descriptionOf(quote, last, lang),
    transparency: ICalEventTransparency.TRANSPARENT,
  });
  if (until === null) return;
  const trigger = (last.to - until) / SECOND_MS + leadSeconds(start, until + SECOND_MS);
  // ical-generator 10.2.0 passes over `relatesTo` among the options of an alarm: it has to be set afterwards.
  event
    .createAlarm({ type: ICalAlarmType.display, trigger, description: summary })
    .relatesTo(ICalAlarmRelatesTo.end);
}

/** A calendar without any event is no iCalendar (RFC 5545, 3.4): a ticket that gives nothing back has its departure. */
function addDeparture(calendar: ICalCalendar, quote: RefundQuote, lang: Lang): void {
  const { departure, at } = quote.question;
  calendar.createEvent({
    id: uidOf(quote, null),
    stamp: new Date(at),
    start: new Date(departure),
    summary: lang === 'zh' ? '开车(本票不能退款)' : 'Departure (this ticket gives nothing back)',
    description: quote.reason[lang],
    transparency: ICalEventTransparency.TRANSPARENT,
  });
}

/**
 * A day before the end of a long stretch, two hours before that of a short one, half way at the least. Whole
 * seconds: RFC 5545 (3.3.6) knows no fraction of one.
 */
function leadSeconds(start: Instant, end: Instant): number {
  const lead = end - start >= 2 * DAY_MS ? DAY_MS : 2 * HOUR_MS;
  return Math.min(lead / SECOND_MS, Math.ceil((end - start) / 2 / SECOND_MS));
}

function uidOf({ question }: RefundQuote, step: Step | null): string {
  const ticket = [
    question.fareFen,
    question.departure,
    question.product,
    question.channel,
    question.rebooked?.at ?? '',
    question.suspended,
  ];
  const end = [step?.outcome.rule?.id ?? '', step?.outcome.percent ?? '', step?.to ?? ''];
  const key = [...ticket, ...end].join('|');
  return `${createHash('sha256').update(key).digest('hex').slice(0, 32)}@refund.yupiao`;
}

function summaryOf({ last, feeFen, percent: { lowest, highest } }: Deadline, lang: Lang): string {
  const until = clockText(last.to);
  const percent = lowest === highest ? `${highest}%` : `${lowest}-${highest}%`;
  const fee = formatYuan(feeFen);
  return lang === 'zh'
    ? `退票费${percent}(${fee}元),至${until}`
    : `Refund fee ${percent} (${fee} yuan) until ${until}`;
}

function descriptionOf({ question }: RefundQuote, step: Step, lang: Lang): string {
  const departure = clockText(question.departure);
  const fare = formatYuan(question.fareFen);
  const ticket =
    lang === 'zh' ? `票价${fare}元,开车${departure}` : `Fare ${fare} yuan, departure ${departure}`;
  const until =
    lang === 'zh'
      ? `最后时刻:${clockText(step.to)}(北京时间)`
      : `Last second: ${clockText(step.to)} China time`;
  return `${labelOf(step, question, lang)}\n${ticket}\n${until}`;
}
