import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type PollSeatsDeps, pollSeats } from '../../jobs/poll-seats.ts';
import type { QueueJob } from '../../jobs/queues.ts';
import { type Instant, MINUTE_MS, parseInstant, SECOND_MS } from '../../src/calendar/china-time.ts';
import { PLAN_LIFE_MS } from '../../src/seats/coverage-ledger.ts';
import type { Availability, Poll, TrainRow } from '../../src/seats/schema.ts';
import { createPlanLedger } from '../../src/store/plan-ledger.ts';
import { createPollState } from '../../src/store/poll-state.ts';
import { createSeatLog } from '../../src/store/seat-log/seat-log.ts';
import { createTimetableStore } from '../../src/store/timetable-store.ts';
import { createUsualRowsStore } from '../../src/store/usual-rows-store.ts';
import { NotAskedError } from '../../src/upstream/permit.ts';
import type { LeftTicketResult } from '../../src/upstream/port.ts';
import { openTestRedis } from '../support/redis.ts';

const PAIR = { from: 'TNV', to: 'HGH' };
const DATE = '2021-02-09';
const START = parseInstant('2021-01-12T10:00:00') as Instant;
const OFFER = { trainNo: '27000G186404', origin: 'TNV', destination: 'HGH', seatClass: 'O' } as const;

let redis: Redis;
let deps: PollSeatsDeps;
let answers: LeftTicketResult[];
let asked: number;
let polls: Poll[];
let at: Instant;

beforeEach(async () => {
  redis?.disconnect();
  redis = await openTestRedis();
  [answers, asked, polls, at] = [[], 0, [], START];
  deps = {
    upstream: {
      async fetchLeftTickets() {
        asked++;
        return answers.shift() ?? { outcome: 'ok', rows: [rowWith({ kind: 'plenty' })] };
      },
    },
    seatLog: createSeatLog(redis, { namespace: 'test' }),
    timetable: createTimetableStore(redis, 'test'),
    pollState: createPollState(redis, 'test'),
    ledger: createPlanLedger(redis, { namespace: 'test', clockOffsetMs: 0 }),
    usualRows: createUsualRowsStore(redis, 'test'),
    provenance: 'synthetic',
    now: () => at,
    onPoll: (poll) => polls.push(poll),
    onPause: () => {},
  };
});
afterAll(() => redis.disconnect());

function rowWith(availability: Availability): TrainRow {
  return {
    trainNo: OFFER.trainNo,
    trainCode: 'G1864',
    start: 'TNV',
    end: 'HGH',
    origin: 'TNV',
    destination: 'HGH',
    originDate: DATE,
    departureTime: '12:50',
    arrivalTime: '21:30',
    durationMinutes: 520,
    saleState: availability.kind === 'none' ? 'soldOut' : 'onSale',
    saleOpensAt: null,
    waitlist: false,
    note: '预订',
    seats: [{ seatClass: 'O', availability, waitlist: false, priceFen: 55_650 }],
  };
}

const jobAt = (plannedAt: Instant) =>
  ({ data: { pair: PAIR, travelDate: DATE, plannedAt } }) as unknown as Job<QueueJob>;
const refusal: LeftTicketResult = {
  outcome: 'refused',
  failure: { sign: 'too-fast', detail: '403 with body 1' },
  retry: false,
  backOffMs: 60_000,
};
const board = () => deps.seatLog.readBoard(PAIR, DATE);

describe('a poll job', () => {
  it('keeps the answer with the instant at which it had come', async () => {
    at = START + 7 * SECOND_MS;
    expect(await pollSeats(jobAt(START), deps)).toBe('written');
    expect(await board()).toMatchObject({ observedAt: START + 7 * SECOND_MS, provenance: 'synthetic' });
  });

  it('run twice asks once and leaves the same data', async () => {
    await pollSeats(jobAt(START), deps);
    const before = [await board(), await deps.seatLog.readPolls(PAIR, DATE)];
    at += 20 * SECOND_MS;
    expect(await pollSeats(jobAt(START), deps)).toBe('already kept');
    expect(asked).toBe(1);
    expect([await board(), await deps.seatLog.readPolls(PAIR, DATE)]).toEqual(before);
  });

  it('run twice at the very same time leaves one poll', async () => {
    await Promise.all([pollSeats(jobAt(START), deps), pollSeats(jobAt(START), deps)]);
    expect(await deps.seatLog.readPolls(PAIR, DATE)).toHaveLength(1);
  });

  it('that comes late tells the history, not the board', async () => {
    at = START + 10 * MINUTE_MS;
    await pollSeats(jobAt(START + 10 * MINUTE_MS), deps);
    answers = [{ outcome: 'ok', rows: [rowWith({ kind: 'count', count: 3 })] }];
    at = START + 5 * MINUTE_MS;
    expect(await pollSeats(jobAt(START + 5 * MINUTE_MS), deps)).toBe('late');
    expect((await board())?.rows[0]?.seats[0]?.availability).toEqual({ kind: 'plenty' });
    const history = await deps.seatLog.readHistory(PAIR, DATE, OFFER);
    expect(history.map((point) => point.availability)).toEqual([
      { kind: 'count', count: 3 },
      { kind: 'plenty' },
    ]);
  });

  it('that fails is kept with its outcome before the job fails, and tried again it is kept as well', async () => {
    answers = [
      { outcome: 'failed', failure: { sign: 'timeout', detail: 'no answer' }, retry: true, backOffMs: 0 },
    ];
    await expect(pollSeats(jobAt(START), deps)).rejects.toThrow('timeout: no answer');
    at += 15 * SECOND_MS;
    expect(await pollSeats(jobAt(START), deps)).toBe('written');
    const kept = await deps.seatLog.readPolls(PAIR, DATE);
    expect(kept.map((poll) => [poll.outcome, poll.plannedAt])).toEqual([
      ['failed', START],
      ['ok', START],
    ]);
  });

  it('that is refused leaves the board, pauses the source, and what is still queued asks nothing', async () => {
    await pollSeats(jobAt(START), deps);
    const before = await board();
    answers = [refusal];
    at = START + 5 * MINUTE_MS;
    await expect(pollSeats(jobAt(at), deps)).rejects.toThrow('too-fast');
    expect(await board()).toEqual(before);
    expect(await deps.pollState.readBackOff()).toMatchObject({ failures: 1, sign: 'too-fast' });
    expect(await pollSeats(jobAt(at + 1), deps)).toContain('pausing after too-fast');
    expect(asked).toBe(2);
  });

  it('that succeeds after the pause ends it', async () => {
    answers = [refusal];
    await expect(pollSeats(jobAt(START), deps)).rejects.toThrow();
    at = START + 2 * MINUTE_MS;
    await pollSeats(jobAt(at), deps);
    expect(await deps.pollState.readBackOff()).toBeNull();
  });

  it('that finds no trains is an answer of its own, not an empty board', async () => {
    await pollSeats(jobAt(START), deps);
    answers = [{ outcome: 'empty', failure: { sign: 'no-trains', detail: '' }, retry: false, backOffMs: 0 }];
    at = START + 5 * MINUTE_MS;
    expect(await pollSeats(jobAt(at), deps)).toBe('empty');
    expect((await board())?.rows).toHaveLength(1);
    expect((await deps.seatLog.readPolls(PAIR, DATE)).at(-1)?.outcome).toBe('empty');
  });

  it('planned before a pause is left out, and the ledger says why', async () => {
    answers = [refusal];
    await expect(pollSeats(jobAt(START), deps)).rejects.toThrow();
    await pollSeats(jobAt(START + 30 * SECOND_MS), deps);
    expect((await deps.ledger.readPlans(PAIR, DATE)).leftOut).toEqual([
      { plannedAt: START + 30 * SECOND_MS, reason: 'paused-too-fast' },
    ]);
  });

  it('after a pause is asked as the only probe; what meets it is put back, not failed', async () => {
    answers = [refusal];
    await expect(pollSeats(jobAt(START), deps)).rejects.toThrow();
    at = START + 2 * MINUTE_MS;
    await deps.pollState.takeProbe('another worker', at, MINUTE_MS);
    await expect(pollSeats(jobAt(at), deps)).rejects.toThrow(NotAskedError);
    expect(asked).toBe(1);
    at += MINUTE_MS;
    expect(await pollSeats(jobAt(at), deps)).toBe('written');
  });

  it('asked before a pause and answered well does not end it', async () => {
    let release: (result: LeftTicketResult) => void = () => {};
    deps.upstream = { fetchLeftTickets: () => new Promise((resolve) => (release = resolve)) };
    const slow = pollSeats(jobAt(START), deps);
    const pause = { failures: 1, until: START + MINUTE_MS, sign: 'busy', detail: '', trips: 0 };
    await expect.poll(() => release.length).toBe(1);
    await deps.pollState.writeBackOff(pause);
    at = START + 2 * MINUTE_MS;
    release({ outcome: 'ok', rows: [rowWith({ kind: 'plenty' })] });
    await slow;
    expect(await deps.pollState.readBackOff()).toEqual(pause);
  });

  it('that has no leave to ask is put back, and left out once its time has passed', async () => {
    deps.upstream = {
      fetchLeftTickets: async () => {
        throw new NotAskedError('window', 30_000);
      },
    };
    await expect(pollSeats(jobAt(START), deps)).rejects.toThrow(NotAskedError);
    at = START + PLAN_LIFE_MS - 20_000;
    expect(await pollSeats(jobAt(START), deps)).toBe('left out: budget-window');
    at = START + PLAN_LIFE_MS + 1;
    expect(await pollSeats(jobAt(START + 1), deps)).toBe('left out: budget-window');
    expect(polls).toEqual([]);
  });

  it('with far fewer rows than usual is kept as a failure, and the board stays as it was', async () => {
    const rows = Array.from({ length: 10 }, (_, n) => ({
      ...rowWith({ kind: 'plenty' }),
      trainNo: `train${n}`,
    }));
    for (let n = 0; n < 3; n++, at += 5 * MINUTE_MS) {
      answers = [{ outcome: 'ok', rows }];
      await pollSeats(jobAt(at), deps);
    }
    const before = await board();
    answers = [{ outcome: 'ok', rows: rows.slice(0, 6) }];
    expect(await pollSeats(jobAt(at), deps)).toBe('quarantined');
    expect(await board()).toEqual(before);
    expect((await deps.seatLog.readPolls(PAIR, DATE)).at(-1)).toMatchObject({
      outcome: 'changed-shape',
      sign: 'few-rows',
    });
    for (let n = 0; n < 2; n++) {
      at += 5 * MINUTE_MS;
      answers = [{ outcome: 'ok', rows: rows.slice(0, 6) }];
      await pollSeats(jobAt(at), deps);
    }
    expect((await board())?.rows.filter((row) => row.listed)).toHaveLength(6);
  });

  it('with a payload of another shape is refused, and nothing is asked', async () => {
    const job = {
      data: { pair: PAIR, travelDate: '9 February', plannedAt: START },
    } as unknown as Job<QueueJob>;
    await expect(pollSeats(job, deps)).rejects.toThrow('travelDate');
    expect(asked).toBe(0);
  });
});
