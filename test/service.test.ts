import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../fixtures/double/fault-schema.ts';
import { type Instant, MINUTE_MS, parseInstant } from '../src/calendar/china-time.ts';
import type { AvailabilityAnswer, TrainAnswer } from '../src/http/availability-schema.ts';
import { startTestService, type TestService } from './support/service.ts';

const BOARD = '/v1/availability?from=TNV&to=HGH&date=2021-02-09';
/** One pair on one day keeps the polls of a test few. */
const ONE_WATCH = join(import.meta.dirname, 'support', 'one-watch.json');

let service: TestService;
const board = (): Promise<AvailabilityAnswer> =>
  service.json(`${BOARD}&asOf=${new Date(service.now()).toISOString()}`);
const trainOf = (answer: AvailabilityAnswer, code: string) =>
  answer.trains.find((train) => train.trainCode === code) as TrainAnswer;

describe('the default scenario, from poll to answer', () => {
  beforeAll(async () => {
    service = await startTestService(
      { WATCHLIST: ONE_WATCH },
      parseInstant('2021-01-12T10:00:30') as Instant,
    );
    await service.pollAll();
  });
  afterAll(() => service.stop());

  it('has G1864 with first and second class on sale, as the newspaper of that day found', async () => {
    const train = trainOf(await board(), 'G1864');
    expect(train).toMatchObject({
      trainNo: '27000G186404',
      origin: { telecode: 'TNV', name: '太原南' },
      destination: { telecode: 'HGH', name: '杭州东' },
      saleState: 'onSale',
      saleOpensAt: '2021-01-11T14:00:00+08:00',
    });
    for (const seatClass of ['M', 'O'] as const) {
      const seat = train.seats.find((one) => one.class === seatClass);
      expect(['count', 'plenty']).toContain(seat?.availability.kind);
      expect(seat?.priceFen).toBeGreaterThan(0);
    }
  });

  it('says in the answer that it is synthetic, how old it is and that nothing was missed since the first poll', async () => {
    const answer = await board();
    expect(answer.provenance).toBe('synthetic');
    expect(answer.coverage).toMatchObject({ stale: false, lastFailure: null });
    // Nobody was looking when its sale opened: that is the one gap.
    const to = answer.coverage.lastPollAt;
    const opening = { from: '2021-01-11T14:00:00+08:00', to, reason: 'not-planned' };
    expect(answer.coverage.gaps).toEqual([opening]);
    expect(answer.coverage.done).toBe(answer.coverage.planned);
  });

  it('agrees with the truth of the model at the moment of the poll', async () => {
    const answer = await board();
    const at = parseInstant(answer.coverage.lastPollAt as string) as Instant;
    for (const train of answer.trains) {
      for (const seat of train.seats) {
        const offer = {
          trainNo: train.trainNo,
          origin: train.origin.telecode,
          destination: train.destination.telecode,
          seatClass: seat.class,
          travelDate: '2021-02-09',
        };
        expect(seat.availability).toEqual(service.double.availabilityAt(offer, at));
      }
    }
    expect(answer.trains.length).toBeGreaterThan(0);
  });

  it('keeps a history that begins with the first poll', async () => {
    const history = await service.json(
      `/v1/availability/history?from=TNV&to=HGH&date=2021-02-09&train=g1864&class=O`,
    );
    expect(history.legs[0].changes[0].at).toMatch(/^2021-01-12T10:0/);
    expect(history.provenance).toBe('synthetic');
  });

  it('looks back with asOf, and knows nothing of a time before the first poll', async () => {
    const early = await service.json(`${BOARD}&asOf=2021-01-12T09:00`);
    expect(early).toMatchObject({ trains: [], coverage: { lastPollAt: null, stale: true } });
  });
});

describe('a poll that goes wrong', () => {
  beforeAll(async () => {
    service = await startTestService(
      { WATCHLIST: ONE_WATCH },
      parseInstant('2021-01-12T10:00:30') as Instant,
    );
    await service.pollAll();
  });
  afterAll(() => service.stop());

  const FAULTS: [string, Fault, string][] = [
    ['HTML instead of JSON', { kind: 'html' }, 'refused'],
    ['an empty body', { kind: 'empty' }, 'refused'],
    ['a truncated body', { kind: 'truncated' }, 'failed'],
    ['a connection cut in the middle of the body', { kind: 'cut-connection' }, 'failed'],
    ['a 302 to the error page', { kind: 'error-page' }, 'refused'],
    ['the login wall', { kind: 'login-wall' }, 'refused'],
    ...'01234567'
      .split('')
      .map((digit): [string, Fault, string] => [
        `403 with body ${digit}`,
        { kind: 'forbidden', digit },
        'refused',
      ]),
    ['500', { kind: 'server-error' }, 'failed'],
    ['a row with too few columns', { kind: 'short-row' }, 'changed-shape'],
    ['a structural column set to something else', { kind: 'column-changed' }, 'changed-shape'],
    ['a busy message', { kind: 'busy' }, 'refused'],
    ['a date outside the window', { kind: 'out-of-window-message' }, 'refused'],
    ['endless renames', { kind: 'renamed-forever' }, 'failed'],
    ['404', { kind: 'not-found' }, 'failed'],
    ['an old answer with the headers of a cache', { kind: 'stale-copy' }, 'failed'],
    ['an old answer told by its tokens alone', { kind: 'stale-copy', value: 'tokens' }, 'failed'],
    ['rows that contradict each other', { kind: 'contradicting-rows' }, 'changed-shape'],
  ];

  it.each(FAULTS)(
    '%s leaves the last good board as it was, and the coverage shows the gap',
    async (_, fault) => {
      service.double.setFault(null);
      await service.pollAll();
      const good = await board();
      expect(good.coverage.lastFailure).toBeNull();

      service.double.setFault(fault);
      for (let n = 0; n < 3; n++) await service.pollAll();
      const after = await board();
      expect(after.trains.map((train) => train.seats)).toEqual(good.trains.map((train) => train.seats));
      expect(after.coverage.lastPollAt).toBe(good.coverage.lastPollAt);
      expect(after.coverage.stale).toBe(true);
      expect(after.coverage.gaps.at(-1)).toMatchObject({ from: good.coverage.lastPollAt, to: null });
      expect(after.coverage.gaps.at(-1)?.reason).toBe(after.coverage.lastFailure?.sign);
      expect(after.coverage.done).toBeLessThan(after.coverage.planned);

      service.double.setFault(null);
      // The next morning: longer than any pause that three failures can have brought about.
      service.advance(24 * 60 * MINUTE_MS - 24 * MINUTE_MS);
      await service.pollAll();
      const healed = await board();
      expect(healed.coverage).toMatchObject({ stale: false, lastFailure: null });
      expect(healed.coverage.gaps.at(-1)?.to).toBe(healed.coverage.lastPollAt);
    },
  );

  it('with an unlisted token shows that one class as unknown, with the token, and the rest as it is', async () => {
    service.double.setFault({ kind: 'unlisted-token', value: '充足' });
    await service.pollAll();
    service.double.setFault(null);
    const seats = (await board()).trains.flatMap((train) => train.seats);
    expect(
      seats.filter((seat) => seat.availability.kind === 'unknown').map((seat) => seat.availability),
    ).toEqual([{ kind: 'unknown', raw: '充足' }]);
  });

  it('follows a renamed path without losing a poll', async () => {
    for (const kind of ['renamed-json', 'renamed-302'] as const) {
      service.double.setFault({ kind });
      await service.pollAll();
      expect((await board()).coverage).toMatchObject({ stale: false, lastFailure: null });
    }
    service.double.setFault(null);
  });

  it('pauses after a refusal, says until when, and asks nothing meanwhile', async () => {
    service.double.setFault({ kind: 'forbidden', digit: '1' });
    await service.pollAll();
    const status = await service.json('/v1/status');
    expect(status.polls.pausedUntil > status.clock.now).toBe(true);
    expect(status.polls.lastFailure).toMatchObject({ pair: 'TNV-HGH', outcome: 'refused' });
    expect(service.reports.at(-1)).toContain('Nothing is asked before');
    const asked = service.double.requests().query;
    expect(await service.clockwork.tick()).toBe(0);
    expect(service.double.requests().query).toBe(asked);
    service.double.setFault(null);
  });
});

const RECORDING = join(
  import.meta.dirname,
  '..',
  '..',
  'shared',
  'recorded',
  'left-ticket',
  '2021-02-05_TYV-CZF.json',
);

if (existsSync(RECORDING)) describeRecording();
else it(`recorded answers are not at hand: ${RECORDING}`, () => expect(existsSync(RECORDING)).toBe(false));

function describeRecording() {
  describe('a recorded answer: Taiyuan to Changzhi, 5 February 2021', () => {
    let answer: AvailabilityAnswer;
    beforeAll(async () => {
      service = await startTestService(
        { RECORDED: RECORDING },
        parseInstant('2021-02-04T10:00:30') as Instant,
      );
      await service.pollAll();
      answer = await service.json('/v1/availability?from=太原&to=长治&date=2021-02-05');
    });
    afterAll(() => service.stop());

    it('gives all 22 rows, each under its own stations, labelled recorded', () => {
      expect(answer.provenance).toBe('recorded');
      expect(answer.trains).toHaveLength(22);
      expect(
        new Set(
          answer.trains.map(
            (train) => `${train.trainNo} ${train.origin.telecode} ${train.destination.telecode}`,
          ),
        ).size,
      ).toBe(22);
      expect([...new Set(answer.trains.map((train) => train.destination.telecode))].sort()).toEqual([
        'CAF',
        'CBF',
        'CUF',
        'CZF',
      ]);
    });

    it('has 14 suspended trains and invents no time for them', () => {
      const suspended = answer.trains.filter((train) => train.saleState === 'suspended');
      expect(suspended).toHaveLength(14);
      for (const train of suspended)
        expect(train).toMatchObject({ departure: null, arrival: null, durationMinutes: null });
    });

    it('has G683 sold out with the waitlist on, but not for second class', () => {
      const train = trainOf(answer, 'G683');
      expect(train).toMatchObject({ saleState: 'soldOut', waitlist: true });
      expect(
        Object.fromEntries(train.seats.map((seat) => [seat.class, [seat.availability.kind, seat.waitlist]])),
      ).toEqual({
        9: ['none', true],
        M: ['none', true],
        O: ['none', false],
      });
    });

    it('has K903 with soft sleeper 2, hard sleeper 14, hard seat plenty, standing none, and the prices of field 39', () => {
      for (const train of answer.trains.filter((one) => one.trainCode === 'K903')) {
        expect(
          Object.fromEntries(train.seats.map((seat) => [seat.class, [seat.availability, seat.priceFen]])),
        ).toEqual({
          4: [{ kind: 'count', count: 2 }, 13_250],
          3: [{ kind: 'count', count: 14 }, 8_750],
          1: [{ kind: 'plenty' }, 4_150],
          W: [{ kind: 'none' }, 4_150],
        });
      }
    });

    it('keeps to the stations asked with exact=true', async () => {
      const exact: AvailabilityAnswer = await service.json(
        '/v1/availability?from=太原&to=长治&date=2021-02-05&exact=true',
      );
      expect(exact.trains.map((train) => train.trainCode).sort()).toEqual(['1551', 'K1365', 'K903']);
    });

    it('answers for another station of the same city', async () => {
      const other: AvailabilityAnswer = await service.json(
        '/v1/availability?from=太原南&to=长治东&date=2021-02-05',
      );
      expect(other).toMatchObject({ polledAs: { from: 'TYV', to: 'CZF' }, origin: { telecode: 'TNV' } });
      expect(other.trains).toHaveLength(22);
    });
  });
}

describe('a new start against another source', () => {
  it('asks about everything at once, and pauses of the last source do not bind it', async () => {
    service = await startTestService(
      { WATCHLIST: ONE_WATCH },
      parseInstant('2021-01-12T10:00:30') as Instant,
    );
    await service.pollAll();
    service.double.setFault({ kind: 'forbidden', digit: '1' });
    await service.pollAll();
    expect((await service.json('/v1/status')).polls.pausedUntil).not.toBeNull();
    service.double.setFault(null);
    await service.startAfresh();
    expect((await board()).coverage).toMatchObject({ ageSeconds: 0, stale: false, lastFailure: null });
    await service.stop();
  });
});
