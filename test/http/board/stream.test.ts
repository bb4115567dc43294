import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { formatInstant, type Instant, parseInstant, SECOND_MS } from '../../../src/calendar/china-time.ts';
import { applyBoardChange } from '../../../src/http/board-change.ts';
import { type BoardAnswer, boardAnswerSchema, boardChangeSchema } from '../../../src/http/board-schema.ts';
import type { Availability, Poll, TrainRow } from '../../../src/seats/schema.ts';
import { type OpenStream, openStream, type StreamEvent } from '../../support/event-stream.ts';
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

/** The board that the events of a stream add up to, from one it begins with. */
function boardOf(events: readonly StreamEvent[], from: BoardAnswer | null = null): BoardAnswer | null {
  return events.reduce<BoardAnswer | null>((board, { event, data }) => {
    if (event === 'snapshot') return data;
    return event === 'change' && board !== null ? applyBoardChange(board, data) : board;
  }, from);
}

/** Waits until the events add up to a board that knows of the newest poll. */
async function whenUpToDate(one: OpenStream, from: BoardAnswer | null = null): Promise<BoardAnswer> {
  const isNew = () =>
    boardOf(one.events, from)?.watches.find(({ key }) => key === 'TNV-HGH')?.lastPollAt ===
    formatInstant(service.now());
  await waitUntil('the newest poll in the stream', isNew);
  return boardOf(one.events, from) as BoardAnswer;
}

let asked = 0;
/** The board as the other route has it; each time under another address, since answers are kept for a second. */
async function askBoard(): Promise<BoardAnswer> {
  const flag = ['exact=0', 'exact=false'][asked++ % 2];
  await waitUntil('an answer of now', async () => {
    const answer: BoardAnswer = await service.json(`/v1/board/TNV?date=${DATE}&${flag}`);
    return answer.now === formatInstant(service.now());
  });
  return service.json(`/v1/board/TNV?date=${DATE}&${flag}`);
}

/** Without what tells only when it was written. */
function timeless({ now: _now, ...board }: BoardAnswer) {
  return board;
}

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
    expect(timeless(await whenUpToDate(one))).toEqual(timeless(await askBoard()));
  });

  it('tells of a look that changed nothing by its watch alone', async () => {
    const one = await stream();
    await one.next('snapshot');
    await writePoll(seats(7));
    await whenUpToDate(one);
    const before = one.events.length;
    await writePoll(seats(7));
    const after = await whenUpToDate(one);
    for (const { data } of one.events.slice(before)) {
      expect([data.rows, data.gone, data.watches.length]).toEqual([[], [], 1]);
    }
    expect(timeless(after)).toEqual(timeless(await askBoard()));
  });

  it('gives who comes back just what was missed', async () => {
    const one = await stream();
    await one.next('snapshot');
    await writePoll(seats(7));
    const board = await whenUpToDate(one);
    const { id } = one.events.at(-1) as StreamEvent;
    one.close();
    const watcher = await stream();
    for (const count of [6, 5, 4]) {
      await writePoll(seats(count));
      await whenUpToDate(watcher);
    }
    const back = await stream(PATH, { 'last-event-id': id as string });
    const missed = await back.next('change');
    expect(back.events).toHaveLength(1);
    const rows = missed.data.rows.map((row: { trainCode: string }) => row.trainCode);
    expect(rows).toEqual(['G1864']);
    expect(timeless(await whenUpToDate(back, board))).toEqual(timeless(await askBoard()));

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

  it('tells a slow client all that it missed once it reads again', async () => {
    const slow = await stream();
    await slow.next('snapshot');
    slow.pause();
    const watcher = await stream();
    for (const count of [9, 8]) {
      await writePoll(seats(count));
      await whenUpToDate(watcher);
    }
    slow.resume();
    expect(timeless(await whenUpToDate(slow))).toEqual(timeless(await whenUpToDate(watcher)));
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
    const metrics = async () => (await service.get('/metrics')).text;
    expect(await metrics()).toMatch(/^yupiao_streams_open [1-9]/m);
    service.closeStreams();
    await waitUntil('the stream to end', () => one.isEnded());
    await waitUntil('it to be counted', async () => (await metrics()).includes('yupiao_streams_open 0'));
    expect(await metrics()).toMatch(
      /requests_total\{route="\/v1\/board\/:telecode\/stream",status="200"\} \d/,
    );
    const late = await stream();
    expect(late.status).toBe(503);
    await waitUntil('the problem', () => late.isEnded());
    expect(JSON.parse(late.text())).toMatchObject({ type: '/problems/too-many-streams', status: 503 });
  });
});
