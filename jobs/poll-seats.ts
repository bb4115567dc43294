import { type Job, UnrecoverableError } from 'bullmq';
import type { Instant } from '../src/calendar/china-time.ts';
import type { Poll, Provenance } from '../src/seats/schema.ts';
import type { PollState } from '../src/store/poll-state.ts';
import type { SeatLog } from '../src/store/seat-log-port.ts';
import type { TimetableStore } from '../src/store/timetable-store.ts';
import { nextBackOff } from '../src/upstream/back-off.ts';
import type { LeftTicketResult, Upstream } from '../src/upstream/port.ts';
import { pollJobSchema, type QueueJob } from './queues.ts';

export interface PollSeatsDeps {
  upstream: Upstream;
  seatLog: SeatLog;
  timetable: TimetableStore;
  pollState: PollState;
  provenance: Provenance;
  now(): Instant;
  /** Told of every question asked, for the log and the metrics. */
  onPoll(poll: Poll, written: string, tookMs: number): void;
  /** Told when a failure makes us pause until an instant. */
  onPause(until: Instant, sign: string, detail: string): void;
}

/**
 * Carries out one planned poll: ask, keep the answer or the failure, pause the source if the sign says so.
 * Run twice, it asks once. A failure is kept before the job fails, so that the coverage knows of every try.
 */
export async function pollSeats(job: Job<QueueJob>, deps: PollSeatsDeps): Promise<string> {
  const { pair, travelDate, plannedAt } = pollJobSchema.parse(job.data);
  if (await deps.seatLog.hasPoll(pair, travelDate, plannedAt)) return 'already kept';
  const backOff = await deps.pollState.readBackOff();
  if (backOff !== null && deps.now() < backOff.until) return `left out: pausing after ${backOff.sign}`;

  const startedAt = Date.now();
  const result = await deps.upstream.fetchLeftTickets(pair, travelDate);
  const asked = { pair, travelDate, plannedAt, observedAt: deps.now(), provenance: deps.provenance };
  const poll: Poll =
    result.outcome === 'ok'
      ? { ...asked, outcome: 'ok', rows: result.rows }
      : { ...asked, outcome: result.outcome, failure: result.failure };
  const written = await deps.seatLog.writePoll(poll);
  deps.onPoll(poll, written, Date.now() - startedAt);
  if (result.outcome === 'ok') {
    await deps.timetable.writeRuns(result.rows);
    if (backOff !== null) await deps.pollState.clearBackOff();
    return written;
  }
  await pauseAfter(result, deps);
  await deps.pollState.writeLastFailure({
    at: poll.observedAt,
    pair: `${pair.from}-${pair.to}`,
    date: travelDate,
    outcome: result.outcome,
    ...result.failure,
  });
  return failJob(result);
}

type Failure = Exclude<LeftTicketResult, { outcome: 'ok' }>;

async function pauseAfter(result: Failure, deps: PollSeatsDeps): Promise<void> {
  if (result.backOffMs <= 0) return;
  const previous = await deps.pollState.readBackOff();
  const { sign, detail } = result.failure;
  const next = nextBackOff(previous, { sign, detail, backOffMs: result.backOffMs, at: deps.now() });
  if (next === previous) return;
  await deps.pollState.writeBackOff(next);
  deps.onPause(next.until, sign, detail);
}

/** An answer without trains is an answer; the rest fails the job, for another try only where that may help. */
function failJob({ outcome, failure, retry }: Failure): string {
  if (outcome === 'empty') return 'empty';
  const message = `${failure.sign}: ${failure.detail}`;
  throw retry ? new Error(message) : new UnrecoverableError(message);
}
