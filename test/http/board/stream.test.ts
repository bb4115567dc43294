import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Instant, parseInstant, SECOND_MS } from '../../../src/calendar/china-time.ts';
import { applyBoardChange } from '../../../src/http/board-change.ts';
import { boardAnswerSchema, boardChangeSchema } from '../../../src/http/board-schema.ts';
import type { Availability, Poll, TrainRow } from '../../../src/seats/schema.ts';
import { type OpenStream, openStream } from '../../support/event-stream.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { waitUntil } from '../../support/wait-until.ts';

const PAIR = { from: 'TNV', to: 'HGH' };
const DATE = '2021-02-09';
const PATH = `/v1/board/TNV/stream?date=${DATE}`;

let service: TestService;
const open: OpenStream[] = [];

async function stream(path = PATH, headers: Record<string, string> = {}): Promise<OpenStream> {
  const one = await openStream(service.base + path, headers);
  open.push(one);
  return one;
}

/** Another process wrote a poll: the last board of the pair with G1864's first class as given. */
async function writePoll(firstClass: Availability): Promise<void> {
  service.advance(SECOND_MS);
  const board = await service.seatLog.readBoard(PAIR, DATE);
  const rows = (board?.rows ?? []).map((row): TrainRow => {
    const seats = row.seats.map(({ changedAt: _since, ...seat }) =>
      row.trainCode === 'G1864' && seat.seatClass === 'M' ? { ...seat, availability: firstClass } : seat,
    );
    return { ...row, seats };
  });
  const at = service.now();
  const poll: Poll = {
    pair: PAIR,
    travelDate: DATE,
    plannedAt: at,
    observedAt: at,
    provenance: 'synthetic',
    outcome: 'ok',
    rows,
  };
  expect(await service.seatLog.writePoll(poll)).toBe('written');
}

const seats = (count: number): Availability => ({ kind: 'count', count });

beforeAll(async () => {
  service = await startTestService(
    { STREAMS_MOST: '6', STREAMS_PER_ADDRESS: '5' },
    parseInstant('2021-01-12T10:00:30') as Instant,
  );
  await service.pollAll();
});
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
});
afterAll(() => service.stop());

describe('the stream of a board', () => {
  it('begins with the whole board, and then tells only what changed', async () => {
    const one = await stream();
    expect(one.status).toBe(200);
    expect(one.headers['content-type']).toContain('text/event-stream');
    expect(one.headers['cache-control']).toBe('no-store, no-transform');
    const snapshot = await one.next('snapshot');
    expect(one.text()).toMatch(/^retry: \d+\n\n/);
    expect(boardAnswerSchema.safeParse(snapshot.data).error).toBeUndefined();

    await writePoll(seats(7));
    const change = await one.next('change');
    expect(boardChangeSchema.safeParse(change.data).error).toBeUndefined();
    expect(change.data.rows.map((row: { trainCode: string }) => row.trainCode)).toEqual(['G1864']);
    expect(change.data.watches.map((watch: { key: string }) => watch.key)).toEqual(['TNV-HGH']);
    expect(change.id).not.toBe(snapshot.id);

    const { now: _then, ...told } = applyBoardChange(snapshot.data, change.data);
    const { now: _now, ...asked } = await service.json(`/v1/board/TNV?date=${DATE}&exact=0`);
    expect(told).toEqual(asked);
  });

  it('tells of a look that changed nothing by its watch alone', async () => {
    await writePoll(seats(7));
    const one = await stream();
    const snapshot = await one.next('snapshot');
    await writePoll(seats(7));
    const { data } = await one.next('change');
    expect([data.rows, data.gone, data.watches.length]).toEqual([[], [], 1]);
    const after = applyBoardChange(snapshot.data, data);
    const { rows } = await service.json(`/v1/board/TNV?date=${DATE}&exact=false`);
    expect(after.rows).toEqual(rows);
  });

  it('gives who comes back just what was missed', async () => {
    const one = await stream();
    const { id, data } = await one.next('snapshot');
    one.close();
    const watcher = await stream();
    await watcher.next('snapshot');
    for (const count of [6, 5, 4]) {
      await writePoll(seats(count));
      await watcher.next('change');
    }
    const back = await stream(PATH, { 'last-event-id': id as string });
    const missed = await back.next('change');
    expect(back.events).toHaveLength(1);
    const rows = missed.data.rows.map((row: { trainCode: string }) => row.trainCode);
    expect(rows).toEqual(['G1864']);
    const { now: _then, ...told } = applyBoardChange(data, missed.data);
    const { now: _now, ...asked } = await service.json(`/v1/board/TNV?date=${DATE}&exact=false`);
    expect(told).toEqual(asked);

    const upToDate = await stream(PATH, { 'last-event-id': missed.id as string });
    await writePoll(seats(3));
    await upToDate.next('change');
    expect(upToDate.events.map(({ event }) => event)).toEqual(['change']);
  });

  it.each(['of-another-process.3', 'nonsense', '', '.', 'a.b.c'])(
    'gives who comes back with %j the whole board',
    async (id) => {
      const one = await stream(PATH, { 'last-event-id': id });
      expect((await one.next('snapshot')).data.date).toBe(DATE);
    },
  );

  it('tells a slow client in one event all that it missed', async () => {
    const slow = await stream();
    const snapshot = await slow.next('snapshot');
    slow.pause();
    const watcher = await stream();
    await watcher.next('snapshot');
    for (const count of [9, 8]) {
      await writePoll(seats(count));
      await watcher.next('change');
    }
    slow.resume();
    await waitUntil('the slow client to have the last change', () =>
      slow.events.some(({ data }) =>
        data.rows?.some(
          (row: { trainCode: string; seats: { class: string; availability: unknown }[] }) =>
            row.trainCode === 'G1864' &&
            row.seats.some(
              (seat) =>
                seat.class === 'M' && JSON.stringify(seat.availability) === '{"kind":"count","count":8}',
            ),
        ),
      ),
    );
    expect(snapshot.event).toBe('snapshot');
  });

  it('refuses more from one address with 429, more than it serves with 503, and takes new ones when others have gone', async () => {
    const first = await stream();
    for (let count = 0; count < 4; count++) await stream();
    const refused = await stream();
    expect(refused.status).toBe(429);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.headers['retry-after']).toBe('30');
    first.close();
    await waitUntil('a place to be free', async () => {
      const one = await stream();
      return one.status === 200;
    });
  });
});

describe('a stop', () => {
  it('ends all streams in an orderly way and opens no more', async () => {
    const one = await stream();
    await one.next('snapshot');
    service.closeStreams();
    await waitUntil('the stream to end', () => one.isEnded());
    const late = await stream();
    expect(late.status).toBe(503);
    await waitUntil('the problem', () => late.isEnded());
    expect(JSON.parse(late.text())).toMatchObject({ type: '/problems/too-many-streams', status: 503 });
  });
});
