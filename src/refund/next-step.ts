import { type Instant, SECOND_MS } from '../calendar/china-time.ts';
import type { Step } from './ladder.ts';
import { refundEnd } from './outcome.ts';
import type { Case } from './question.ts';

/** The step an instant lies in; null before the ticket was bought and after its end. */
export function stepHolding(ladder: readonly Step[], at: Instant): Step | null {
  return ladder.find((step) => (step.from === null || at >= step.from) && at < step.to + SECOND_MS) ?? null;
}

/**
 * The first second after `at` at which the ticket costs more to give back than now, cheaper stretches in
 * between passed over: a dearer step, or (`step` null) the end of all refunds. Null when nothing worse can come.
 */
export function nextDearerStep(
  c: Case,
  ladder: readonly Step[],
  at: Instant,
): { at: Instant; step: Step | null } | null {
  const now = stepHolding(ladder, at);
  if (now === null || now.outcome.percent === null) return null;
  for (const step of ladder) {
    if (step.from === null || step.from <= at) continue;
    const { percent } = step.outcome;
    if (percent === null || percent > now.outcome.percent) return { at: step.from, step };
  }
  return { at: refundEnd(c), step: null };
}
