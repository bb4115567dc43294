import { DAY_MS, type Instant, parseInstant } from '../../../calendar/china-time.ts';
import type { QuoteAnswer, StepAnswer } from '../../../refund/schema.ts';

export interface Stretch {
  rate: number | null;
  state: StepAnswer['state'];
  /** `02-01 12:50`, when the stretch ends. */
  until: string;
}

/** A step whose beginning is not known is drawn as if it had begun so long before its end. */
const UNKNOWN_BEGINNING_MS = 30 * DAY_MS;

/**
 * The ladder as stretches of equal width and the place of an instant among them, in percent of the whole; null before
 * the first or after the last. Steps with the same rate that follow each other are one stretch. Pure.
 */
export function arrangeFeeLine(
  { ladder }: Pick<QuoteAnswer, 'ladder'>,
  at: Instant,
): { stretches: Stretch[]; nowPercent: number | null } {
  const merged: { first: StepAnswer; last: StepAnswer }[] = [];
  for (const step of ladder) {
    const before = merged.at(-1);
    if (before !== undefined && before.last.rate === step.rate) before.last = step;
    else merged.push({ first: step, last: step });
  }
  const stretches = merged.map(({ first, last }) => ({
    rate: first.refundable ? first.rate : null,
    state: stateOf(first, last, at),
    until: `${last.to.slice(5, 10)} ${last.to.slice(11, 16)}`,
  }));
  const index = merged.findIndex(({ first, last }) => stateOf(first, last, at) === 'current');
  const here = merged[index];
  if (here === undefined) return { stretches, nowPercent: null };
  const to = instantOf(here.last.to);
  const from =
    here.first.from === null ? Math.min(at, to - UNKNOWN_BEGINNING_MS) : instantOf(here.first.from);
  const within = Math.min(1, Math.max(0, (at - from) / Math.max(1, to - from)));
  return { stretches, nowPercent: ((index + within) / merged.length) * 100 };
}

function stateOf(first: StepAnswer, last: StepAnswer, at: Instant): StepAnswer['state'] {
  if (instantOf(last.to) + 1_000 <= at) return 'past';
  return first.from === null || instantOf(first.from) <= at ? 'current' : 'ahead';
}

function instantOf(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new Error(`expected an instant of the ladder, got "${text}"`);
  return at;
}
