import { civilDateOf, type Instant } from '../../../calendar/china-time.ts';

/** From November on, tickets of the coming season are what everybody speaks of. */
const FIRST_MONTH_OF_NEXT = 11;

/** The season that a reader at an instant means without naming one: by the year of its New Year's Day. Pure. */
export function seasonAt(at: Instant): number {
  const [year = 0, month = 0] = civilDateOf(at).split('-').map(Number);
  return month >= FIRST_MONTH_OF_NEXT ? year + 1 : year;
}

/** A year of an address as `2021`; null where there is none, or what is no year: it is then as if not given. Pure. */
export function parseYear(text: string | undefined): number | null {
  return text !== undefined && /^20\d\d$/.test(text) ? Number(text) : null;
}
