import { type Job, UnrecoverableError } from 'bullmq';
import {
  civilDateOf,
  formatInstant,
  type Instant,
  MINUTE_MS,
  SECOND_MS,
} from '../src/calendar/china-time.ts';
import { PLAN_LIFE_MS } from '../src/seats/coverage-ledger.ts';
import type { Poll, Provenance, TrainRow } from '../src/seats/schema.ts';
import { judgeRows, type UsualRows } from '../src/seats/usual-rows.ts';
import type { PlanLedger } from '../src/store/plan-ledger.ts';
import type { PollState } from '../src/store/poll-state.ts';
import type { SeatLog } from '../src/store/seat-log-port.ts';
import type { TimetableStore } from '../src/store/timetable-store.ts';
import type { UsualRowsStore } from '../src/store/usual-rows-store.ts';
import { type BackOff, isQuietSuccess, nextBackOff } from '../src/upstream/back-off.ts';
import { breakerRuleOf, buildFailure } from '../src/upstream/failures.ts';
import { NotAskedError } from '../src/upstream/permit.ts';
import { pollJobId } from '../src/upstream/poll-plan.ts';
import type { FailedAnswer, LeftTicketResult, Upstream } from '../src/upstream/port.ts';
import { type PollJob, pollJobSchema, type QueueJob } from './queues.ts';

export interface PollSeatsDeps {
  upstream: Pick<Upstream, 'fetchLeftTickets'>;
  seatLog: SeatLog;
  timetable: TimetableStore;
  pollState: PollState;
  ledger: PlanLedger;
  usualRows: UsualRowsStore;
  provenance: Provenance;
  now(): Instant;
  /** Told of every question asked, for the log and the metrics. */
  onPoll(poll: Poll, written: string, tookMs: number): void;
  /** Told when a failure makes us pause until an instant. */
  onPause(until: Instant, sign: string, detail: string): void;
}

/** A probe not heard of for so long is given up; longer than a question with all its requests may take. */
const PROBE_LEASE_MS = MINUTE_MS;
const PROBE_WAIT_MS = 2 * SECOND_MS;

/**
 * Carries out one planned poll: ask, keep the answer or the failure, pause the source if the sign says so.
 * Run twice, it asks once. A failure is kept before the job fails, so that the coverage knows of every try.
 *
 * A plan that meets a pause, or whose time has passed, is left out and the ledger told why. Throws NotAskedError
 * when there is no leave to ask yet: the job is to be put back, and nothing has happened.
 */
export async function pollSeats(job: Pick<Job<QueueJob>, 'data'>, deps: PollSeatsDeps): Promise<string> {
  const plan = pollJobSchema.parse(job.data);
  const [isKept, backOff] = await Promise.all([
    deps.seatLog.hasPoll(plan.pair, plan.travelDate, plan.plannedAt),
    deps.pollState.readBackOff(),
  ]);
  if (isKept) return 'already kept';
  const now = deps.now();
  if (backOff !== null && now < backOff.until) return leaveOutPaused(plan, backOff, deps);
  if (now - plan.plannedAt > PLAN_LIFE_MS) return leaveOut(plan, 'too-late', deps);
  if (backOff !== null && !(await deps.pollState.takeProbe(pollJobId(plan), now, PROBE_LEASE_MS)))
    throw new NotAskedError('probing', PROBE_WAIT_MS);
  try {
    return await askAndKeep(plan, backOff, deps);
  } catch (error) {
    if (!(error instanceof NotAskedError)) throw error;
    const pause = error.reason === 'paused' ? await deps.pollState.readBackOff() : null;
    if (pause !== null) return leaveOutPaused(plan, pause, deps);
    if (deps.now() + error.waitMs - plan.plannedAt > PLAN_LIFE_MS)
      return leaveOut(plan, `budget-${error.reason}`, deps);
    throw error;
  }
}

function leaveOutPaused(plan: PollJob, { sign, until }: BackOff, deps: PollSeatsDeps): Promise<string> {
  const reason = `paused-${sign}`;
  return leaveOut(plan, reason, deps, `pausing after ${sign} until ${formatInstant(until)}`);
}

async function leaveOut(plan: PollJob, reason: string, deps: PollSeatsDeps, words = reason): Promise<string> {
  await deps.ledger.writeLeftOut(plan.pair, plan.travelDate, plan.plannedAt, reason);
  return `left out: ${words}`;
}

async function askAndKeep(plan: PollJob, backOff: BackOff | null, deps: PollSeatsDeps): Promise<string> {
  const { pair, travelDate, plannedAt } = plan;
  const startedAt = Date.now();
  const askedAt = deps.now();
  const fetched = await deps.upstream.fetchLeftTickets(pair, travelDate);
  const observedAt = deps.now();
  const { result, usual } =
    fetched.outcome === 'ok'
      ? await quarantine(plan, fetched.rows, observedAt, deps)
      : { result: fetched, usual: null };
  const asked = { pair, travelDate, plannedAt, observedAt, provenance: deps.provenance };
  const poll: Poll =
    result.outcome === 'ok'
      ? { ...asked, outcome: 'ok', rows: result.rows }
      : { ...asked, outcome: result.outcome, failure: result.failure };
  const written = await deps.seatLog.writePoll(poll);
  // After the poll itself: killed in between, one answer less is remembered, never one twice.
  if (usual !== null && written !== 'repeated') await deps.usualRows.writeUsualRows(pair, travelDate, usual);
  deps.onPoll(poll, written, Date.now() - startedAt);
  const isAnswer = result.outcome === 'ok' || result.outcome === 'empty';
  if (isAnswer && backOff !== null && isQuietSuccess(backOff, askedAt))
    await deps.pollState.clearBackOff(backOff);
  if (result.outcome === 'ok') {
    await deps.timetable.writeRuns(result.rows);
    return written;
  }
  await pauseAfter(result, askedAt, deps);
  await deps.pollState.writeLastFailure({
    at: poll.observedAt,
    pair: `${pair.from}-${pair.to}`,
    date: travelDate,
    outcome: result.outcome,
    ...result.failure,
  });
  return failJob(result);
}

/** An answer with far fewer rows than usual becomes a failure: it is kept as such and the board stays as it was. */
async function quarantine(
  { pair, travelDate }: PollJob,
  rows: TrainRow[],
  at: Instant,
  deps: PollSeatsDeps,
): Promise<{ result: LeftTicketResult; usual: UsualRows }> {
  const [usual, board] = await Promise.all([
    deps.usualRows.readUsualRows(pair, travelDate),
    // Only on the day of travel do trains leave the list as they depart.
    civilDateOf(at) < travelDate ? null : deps.seatLog.readBoard(pair, travelDate),
  ]);
  const { believed, expected, next } = judgeRows(usual, { rows, at, travelDate }, board);
  const result: LeftTicketResult = believed
    ? { outcome: 'ok', rows }
    : buildFailure('few-rows', `${rows.length} rows where ${expected ?? 'more'} are usual`);
  return { result, usual: next };
}

/** Pauses the source, for all workers, as long as the failure asks for. */
export async function pauseAfter(
  result: FailedAnswer,
  askedAt: Instant,
  deps: Pick<PollSeatsDeps, 'pollState' | 'now' | 'onPause'>,
): Promise<void> {
  if (result.backOffMs <= 0) return;
  const previous = await deps.pollState.readBackOff();
  const { sign, detail } = result.failure;
  const { backOffMs } = result;
  const breaker = breakerRuleOf(sign);
  const next = nextBackOff(previous, { sign, detail, backOffMs, breaker, askedAt, at: deps.now() });
  if (next === previous) return;
  await deps.pollState.writeBackOff(next);
  deps.onPause(next.until, sign, detail);
}

/** No trains is an answer, and few rows are not asked for again at once; the rest fails the job. */
function failJob({ outcome, failure, retry }: FailedAnswer): string {
  if (outcome === 'empty') return 'empty';
  if (failure.sign === 'few-rows') return 'quarantined';
  const message = `${failure.sign}: ${failure.detail}`;
  throw retry ? new Error(message) : new UnrecoverableError(message);
}
