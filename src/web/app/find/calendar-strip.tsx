import { useEffect, useRef } from 'preact/hooks';
import type { CalendarAnswer, CalendarDay } from '../../../http/calendar-schema.ts';
import { useAnswer } from '../api/use-answer.ts';
import { say } from '../language.ts';
import { linkTo } from '../navigation.ts';
import { buildAddress } from '../places.ts';
import { shortTime, weekdayWords } from '../when.ts';

const DAYS = '11';

interface StripProps {
  from: string;
  to: string;
  date: string;
  /** A line a day, one below the other. */
  upright?: boolean;
}

/** The days around, each with a glance of what is left. */
export function CalendarStrip({ from, to, date, upright = false }: StripProps) {
  const look = upright ? 'strip upright' : 'strip';
  const path = buildAddress('/v1/availability/calendar', { from, to, date, days: DAYS });
  const { value } = useAnswer<CalendarAnswer>(path, 60);
  const strip = useRef<HTMLElement>(null);
  const isThere = value !== null;
  useEffect(() => {
    if (isThere) centreDay(strip.current);
  }, [isThere, date]);
  if (value === null) return <div class={look} aria-hidden="true" />;
  return (
    <nav class={look} ref={strip} aria-label={say('前后日期', 'Days around')}>
      <ol>
        {value.days.map((day) => (
          <li key={day.date}>
            <a
              href={linkTo('/find', { from, to, date: day.date })}
              aria-current={day.date === date ? 'date' : undefined}
              class={day.stale ? 'stale' : undefined}
            >
              <span class="day">
                {day.date.slice(5)} <small>{weekdayWords(day.date)}</small>
              </span>
              <small class="lunar quiet">{lunarWords(day.lunarOffset)}</small>
              <span class={`glance ${day.glance}`}>{glanceWords(day)}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** On a narrow screen the strip scrolls: the day asked for is brought into its middle. */
function centreDay(strip: HTMLElement | null): void {
  const day = strip?.querySelector<HTMLElement>('[aria-current]');
  if (strip === null || !day) return;
  const [outer, inner] = [strip.getBoundingClientRect(), day.getBoundingClientRect()];
  strip.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
}

const ZH_DAYS = '一二三四五六七八九十'.split('');

/** `除夕`, `初一`, otherwise the distance from New Year's Day, which is what years are compared by. */
function lunarWords(offset: number | null): string {
  if (offset === null) return '';
  if (offset === -1) return say('除夕', 'eve');
  if (offset >= 0 && offset < 10)
    return say(`初${ZH_DAYS[offset]}`, offset === 0 ? 'New Year' : `day ${offset + 1}`);
  return offset < 0 ? say(`节前${-offset}天`, `NY −${-offset}`) : say(`初一后${offset}天`, `NY +${offset}`);
}

function glanceWords({ glance, saleOpensAt, trains }: CalendarDay): string {
  switch (glance) {
    case 'plenty':
      return say('有票', '20+');
    case 'few':
      return say(
        `紧张${trains === null ? '' : ` ${trains.few}趟`}`,
        `few${trains === null ? '' : ` (${trains.few})`}`,
      );
    case 'none':
      return say('无票', 'none');
    case 'notYetOnSale':
      return saleOpensAt === null
        ? say('未开售', 'not on sale')
        : say(`${shortTime(saleOpensAt)}开售`, `opens ${shortTime(saleOpensAt)}`);
    case 'suspended':
      return say('停运', 'suspended');
    case 'unknown':
      return say('未知', 'unknown');
    case 'notPolled':
      return say('尚无查询', 'no answer yet');
    case 'notWatched':
      return say('未监测', 'not watched');
    case 'past':
      return say('已过', 'past');
  }
}
