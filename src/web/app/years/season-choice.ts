import { civilDateOf, type Instant } from '../../../calendar/china-time.ts';

/** From November on, tickets of the coming season are what everybody speaks of. */
const FIRST_MONTH_OF_NEXT = 11;

/** The season that a reader at an instant means without naming one: by the year of its New Year's Day. Pure. */
export function seasonAt(at: Instant): number {
  const [year = 0, month = 0] = civilDateOf(at).split('-').map(Number);
  return month >= FIRST_MONTH_OF_NEXT ? year + 1 : year;
}
