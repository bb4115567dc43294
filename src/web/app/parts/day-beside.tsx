import { isCivilDate } from '../../../calendar/china-time.ts';
import { dayWords } from '../when.ts';

/** The day of a date field in words with its weekday: the field itself is written as the browser's language has it. */
export function DayBeside({ at }: { at: string | undefined }) {
  const date = at?.slice(0, 10) ?? '';
  return isCivilDate(date) ? <b class="day-beside">{dayWords(date)}</b> : null;
}
