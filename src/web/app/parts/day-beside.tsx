import { isCivilDate } from '../../../calendar/china-time.ts';
import { clockOf, dayWords } from '../when.ts';

/**
 * What a field of date (and time) holds, in words with the weekday: the field itself is written in the language of the
 * browser, which need not be the reader's.
 */
export function DayBeside({ at }: { at: string | undefined }) {
  const date = at?.slice(0, 10) ?? '';
  if (at === undefined || !isCivilDate(date)) return null;
  return (
    <b class="day-beside">
      {dayWords(date)} {clockOf(at)}
    </b>
  );
}
