import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../calendar/china-time.ts';
import { weekdayOf } from '../../calendar/weekday.ts';
import { say } from './language.ts';

/** Times of answers (ISO 8601 with +08:00) as a reader wants them. All in China time, as they come. */

/** `12:50` */
export function clockOf(text: string): string {
  return text.slice(11, 16);
}

/** `02-09 12:50` */
export function shortTime(text: string): string {
  return `${text.slice(5, 10)} ${text.slice(11, 16)}`;
}

/** `2月9日 周二`, `Tue 9 Feb` */
export function dayWords(date: string): string {
  const [, month, day] = date.split('-').map(Number);
  return say(
    `${month}月${day}日 ${weekdayWords(date)}`,
    `${weekdayWords(date)} ${day} ${MONTHS[(month ?? 1) - 1] ?? ''}`,
  );
}
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `周二`, `Tue` */
export function weekdayWords(date: string): string {
  const { zh, en } = weekdayOf(date);
  return say(zh, en.slice(0, 3));
}

/** How long ago, in words; null: never. */
export function ageWords(seconds: number | null): string {
  if (seconds === null) return say('尚未查询到', 'never polled yet');
  if (seconds < 90) return say(`${Math.max(0, seconds)}秒前`, `${Math.max(0, seconds)} s ago`);
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return say(`${minutes}分钟前`, `${minutes} min ago`);
  const hours = Math.round(minutes / 60);
  if (hours < 48) return say(`${hours}小时前`, `${hours} h ago`);
  return say(`${Math.round(hours / 24)}天前`, `${Math.round(hours / 24)} days ago`);
}

/** A stretch of time to come, to the second when it is near: `2天 03:12:09`. */
export function countdownWords(ms: number): string {
  const left = Math.max(0, ms);
  const days = Math.floor(left / DAY_MS);
  const parts = [
    Math.floor((left % DAY_MS) / HOUR_MS),
    Math.floor((left % HOUR_MS) / MINUTE_MS),
    Math.floor((left % MINUTE_MS) / SECOND_MS),
  ];
  const clock = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return days === 0 ? clock : say(`${days}天 ${clock}`, `${days} d ${clock}`);
}

/** `8小时40分`, `8 h 40` */
export function durationWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return say(`${hours}小时${String(rest).padStart(2, '0')}分`, `${hours} h ${String(rest).padStart(2, '0')}`);
}

/** Hours as a reader says them: minutes below two hours, days beyond two. */
export function hoursWords(hours: number): string {
  if (hours < 2) return say(`${Math.round(hours * 60)}分钟`, `${Math.round(hours * 60)} min`);
  if (hours < 48) return say(`${Math.round(hours)}小时`, `${Math.round(hours)} h`);
  return say(`${(hours / 24).toFixed(1)}天`, `${(hours / 24).toFixed(1)} days`);
}
