import type { PollRecord } from '../../seats/board.ts';
import type { Poll, PollOutcome } from '../../seats/schema.ts';
import { toInstant } from './log-value.ts';

type FailedPoll = Exclude<Poll, { outcome: 'ok' }>;
type FailureMember = [observed: number, planned: number, outcome: PollOutcome, sign: string, detail: string];

/** A poll that failed as the `failed` key holds it: equal texts are the very same failure. */
export function planFailure(
  poll: Pick<FailedPoll, 'plannedAt' | 'outcome' | 'failure'>,
  observed: number,
): string {
  const { sign, detail } = poll.failure;
  return JSON.stringify([observed, poll.plannedAt, poll.outcome, sign, detail] satisfies FailureMember);
}

export function parseFailure(member: string): PollRecord {
  const [observed, plannedAt, outcome, sign, detail] = JSON.parse(member) as FailureMember;
  return { plannedAt, observedAt: toInstant(observed), outcome, sign, detail };
}
