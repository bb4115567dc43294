import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Instant, parseInstant } from '../../../src/calendar/china-time.ts';
import { boardAnswerSchema } from '../../../src/http/board-schema.ts';
import { compareRunOut } from '../../../src/seats/low-stock.ts';
import { startTestService, type TestService } from '../../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService({}, parseInstant('2021-01-12T10:00:30') as Instant);
  await service.pollAll();
});
afterAll(() => service.stop());

describe('the board of a station', () => {
  it('is in its schema, says its sources, and lists each train once', async () => {
    const answer = await service.json('/v1/board/TNV?date=2021-02-09');
    expect(boardAnswerSchema.safeParse(answer).error).toBeUndefined();
    expect(answer).toMatchObject({
      provenance: 'synthetic',
      date: '2021-02-09',
      station: { telecode: 'TNV', name: '太原南' },
    });
    expect(answer.rows.length).toBeGreaterThan(20);
    expect(new Set(answer.rows.map((row: { id: string }) => row.id)).size).toBe(answer.rows.length);
    expect(answer.watches.map((watch: { key: string }) => watch.key)).toContain('TNV-HGH');
    for (const watch of answer.watches)
      expect(watch).toMatchObject({ stale: false, gap: null, lastFailure: null });
  });

  it('says of a class what availability says', async () => {
    const board = await service.json('/v1/board/TNV?date=2021-02-09');
    const { trains } = await service.json('/v1/availability?from=TNV&to=HGH&date=2021-02-09');
    for (const train of trains) {
      const row = board.rows.find(
        (one: { id: string }) =>
          one.id === `${train.trainNo}:${train.origin.telecode}:${train.destination.telecode}`,
      );
      expect(row).toMatchObject({
        trainCode: train.trainCode,
        nextFeeBoundary: train.nextFeeBoundary,
        watch: 'TNV-HGH',
      });
      for (const [place, seat] of train.seats.entries()) {
        const { observedAt, ...rest } = seat;
        expect(row.seats[place]).toMatchObject(rest);
        expect(row.observedAt).toBe(observedAt);
        expect(row.seats[place].spark.at(-1)?.[0]).toBeLessThanOrEqual(
          (Date.parse(row.observedAt) - Date.parse(row.sparkFrom)) / 3_600_000,
        );
      }
    }
  });

  it('is sorted by how soon trains run out', async () => {
    const { rows } = await service.json('/v1/board/TNV?date=2021-02-09');
    expect([...rows].sort(compareRunOut)).toEqual(rows);
  });

  it('covers the city as 12306 does, and with exact the station alone', async () => {
    const originsOf = async (path: string) =>
      new Set(
        (await service.json(path)).rows.map((row: { origin: { telecode: string } }) => row.origin.telecode),
      );
    expect(await originsOf('/v1/board/TNV?date=2021-02-09')).toEqual(new Set(['TNV', 'TYV']));
    expect(await originsOf('/v1/board/TNV?date=2021-02-09&exact=true')).toEqual(new Set(['TNV']));
    expect(await originsOf('/v1/board/tyv?date=2021-02-09&exact=true')).toEqual(new Set(['TYV']));
  });

  it('shows without a date the first day of which anything is known', async () => {
    const answer = await service.json('/v1/board/TNV');
    expect(answer.date).toBe('2021-01-13');
    expect(answer.dates).toContain('2021-02-09');
  });

  it('has an ETag that a client can come back with', async () => {
    const { headers } = await service.get('/v1/board/TNV?date=2021-02-10');
    const again = await service.get('/v1/board/TNV?date=2021-02-10', {
      'if-none-match': headers.get('etag') ?? '',
    });
    expect(again.status).toBe(304);
  });

  it.each([
    ['a telecode of two letters', '/v1/board/TN', 400, 'telecode'],
    ['a telecode with a digit', '/v1/board/TN1', 400, 'telecode'],
    ['a telecode nobody knows', '/v1/board/ZZZ', 404, 'telecode'],
    ['a station whose departures nobody watches', '/v1/board/CAN', 404, 'telecode'],
    ['a day nobody watches', '/v1/board/TNV?date=2021-06-01', 404, 'date'],
    ['a misspelt parameter', '/v1/board/TNV?dat=2021-06-01', 400, 'dat'],
    ['a stream of a day nobody watches', '/v1/board/TNV/stream?date=2021-06-01', 404, 'date'],
  ])('refuses %s and names the field', async (_what, path, expected, field) => {
    const { status, text } = await service.get(path);
    expect(status).toBe(expected);
    expect(JSON.parse(text).errors[0].parameter).toBe(field);
  });
});

describe('time alone', () => {
  it('makes a board stale, and a train that has left unknown', async () => {
    const before = await service.json('/v1/board/TNV?date=2021-01-13');
    const first = before.rows.map((row: { departure: string }) => row.departure).sort()[0];
    expect(before.watches.every((watch: { stale: boolean }) => !watch.stale)).toBe(true);
    service.advance((parseInstant(first) as Instant) - service.now());
    const after = await service.json('/v1/board/TNV?date=2021-01-13&exact=false');
    for (const watch of after.watches)
      expect(watch).toMatchObject({ stale: true, gap: { reason: 'service-down' } });
    const left = after.rows.filter((row: { departed: boolean }) => row.departed);
    expect(left.length).toBeGreaterThan(0);
    for (const row of left) {
      expect(row.saleState).toBe('unknown');
      for (const seat of row.seats) expect(seat.trend).toEqual({ kind: 'none', reason: 'departed' });
    }
    expect(after.rows.at(-1).departed).toBe(true);
  });
});
