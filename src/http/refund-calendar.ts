import { createHash } from 'node:crypto';
import ical, {
  ICalAlarmRelatesTo,
  ICalAlarmType,
  ICalCalendarMethod,
  ICalEventTransparency,
} from 'ical-generator';
import { DAY_MS, HOUR_MS, type Instant, SECOND_MS } from '../calendar/china-time.ts';
import { labelOf } from '../refund/arrange-quote.ts';
import type { Step } from '../refund/ladder.ts';
import { formatYuan } from '../refund/money.ts';
import type { RefundQuote } from '../refund/quote.ts';
import { clockText } from '../refund/reasons.ts';
import type { Lang } from './language.ts';

/**
 * The ladder of a ticket as an iCalendar text: one event a step, from its first second to the end of its last,
 * in UTC. UIDs hang on the ticket and the step alone, so a second import replaces and does not double. A step
 * whose beginning is not known is shown for its last day.
 */
export function buildDeadlineCalendar(quote: RefundQuote, lang: Lang): string {
  const calendar = ical({
    name: lang === 'zh' ? '退票费期限' : 'Refund deadlines',
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'yupiao', product: 'refund-deadlines', language: lang.toUpperCase() },
  });
  for (const step of quote.ladder) {
    const end = step.to + SECOND_MS;
    const start = step.from ?? end - DAY_MS;
    const summary = summaryOf(step, lang);
    const event = calendar.createEvent({
      id: uidOf(quote, step),
      stamp: new Date(quote.question.at),
      start: new Date(start),
      end: new Date(end),
      summary,
      description: descriptionOf(quote, step, lang),
      transparency: ICalEventTransparency.TRANSPARENT,
    });
    // ical-generator 10.2.0 passes over `relatesTo` among the options of an alarm: it has to be set afterwards.
    event
      .createAlarm({ type: ICalAlarmType.display, trigger: leadSeconds(start, end), description: summary })
      .relatesTo(ICalAlarmRelatesTo.end);
  }
  return calendar.toString();
}

/**
 * A day before the end of a long step, two hours before that of a short one, half way at the least. Whole seconds:
 * RFC 5545 (3.3.6) knows no fraction of one.
 */
function leadSeconds(start: Instant, end: Instant): number {
  const lead = end - start >= 2 * DAY_MS ? DAY_MS : 2 * HOUR_MS;
  return Math.min(lead / SECOND_MS, Math.ceil((end - start) / 2 / SECOND_MS));
}

function uidOf({ question }: RefundQuote, step: Step): string {
  const ticket = [
    question.fareFen,
    question.departure,
    question.product,
    question.channel,
    question.rebooked?.at ?? '',
    question.suspended,
  ];
  const key = [...ticket, step.outcome.rule?.id ?? '', step.outcome.percent ?? '', step.to].join('|');
  return `${createHash('sha256').update(key).digest('hex').slice(0, 32)}@refund.yupiao`;
}

function summaryOf({ outcome, feeFen, to }: Step, lang: Lang): string {
  const until = clockText(to);
  if (outcome.percent === null) return lang === 'zh' ? `不能退票,至${until}` : `No refund, until ${until}`;
  const fee = formatYuan(feeFen ?? 0);
  return lang === 'zh'
    ? `退票费${outcome.percent}%(${fee}元),至${until}`
    : `Refund fee ${outcome.percent}% (${fee} yuan) until ${until}`;
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
