import type { Instant } from '../calendar/china-time.ts';
import { arrangeLadder } from './ladder.ts';
import { nextDearerStep, stepHolding } from './next-step.ts';
import { buildCase, ordinaryTicket } from './question.ts';

/** The rates do not hang on the fare, so any fare does. */
const ANY_FARE_FEN = 10_000;

/**
 * The next instant at which giving back an ordinary domestic ticket costs more, for a train that leaves at
 * `departure`: the first second of the dearer step with its rate (null when it is no longer refundable), and the
 * rate now. Null once the train has left.
 */
export function nextFeeBoundary(
  departure: Instant,
  at: Instant,
): { at: Instant; rate: number | null; currentRate: number | null } | null {
  if (at >= departure) return null;
  const c = buildCase(ordinaryTicket({ fareFen: ANY_FARE_FEN, departure, at, channel: 'window' }));
  const ladder = arrangeLadder(c);
  const next = nextDearerStep(c, ladder, at);
  if (next === null) return null;
  const now = stepHolding(ladder, at)?.outcome.percent ?? null;
  const then = next.step?.outcome.percent ?? null;
  return {
    at: next.at,
    rate: then === null ? null : then / 100,
    currentRate: now === null ? null : now / 100,
  };
}
