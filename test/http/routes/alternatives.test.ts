import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Instant, parseInstant } from '../../../src/calendar/china-time.ts';
import { alternativesAnswerSchema } from '../../../src/http/alternatives-schema.ts';
import { calendarAnswerSchema } from '../../../src/http/calendar-schema.ts';
import { startTestService, type TestService } from '../../support/service.ts';
import { waitUntil } from '../../support/wait-until.ts';

const ASKED = '/v1/alternatives?from=TNV&to=NKH&date=2021-02-09&train=G1864&class=M';

let service: TestService;
let requests: () => number;
beforeAll(async () => {
  service = await startTestService({}, parseInstant('2021-01-12T10:00:30') as Instant);
  await service.pollAll();
  await service.clockwork.refreshTimetables();
  await waitUntil('the stops of G1864', async () => {
    const { notKnown } = await service.json(ASKED);
    return notKnown.every((one: { reason: string }) => one.reason !== 'noTimetable');
  });
  requests = () => service.double.requestLog().length;
});
afterAll(() => service.stop());

describe('alternatives', () => {
  it('are in their schema, left, priced and dated, and asked of nobody', async () => {
    const before = requests();
    const answer = await service.json(ASKED);
    expect(requests()).toBe(before);
    expect(alternativesAnswerSchema.safeParse(answer).error).toBeUndefined();
    expect(answer).toMatchObject({
      provenance: 'synthetic',
      asked: { trainCode: 'G1864', date: '2021-02-09' },
    });
    expect(answer.alternatives.length).toBeGreaterThan(0);
    for (const one of answer.alternatives) {
      expect(['count', 'plenty']).toContain(one.seat.availability.kind);
      expect(one.seat.class).toBe('M');
      expect(one.ageSeconds).toBeGreaterThanOrEqual(0);
      if (one.seat.priceFen !== null && answer.asked.seat.priceFen !== null)
        expect(one.extraFen).toBe(one.seat.priceFen - answer.asked.seat.priceFen);
    }
  });

  it('name a longer stretch of the same run as availability has it', async () => {
    const { alternatives, asked, looked } = await service.json(ASKED);
    expect(looked.longer).toBeGreaterThan(0);
    const { trains } = await service.json('/v1/availability?from=TNV&to=HGH&date=2021-02-09');
    const train = trains.find((one: { trainCode: string }) => one.trainCode === 'G1864');
    const seat = train.seats.find((one: { class: string }) => one.class === 'M');
    const longer = alternatives.filter((one: { kind: string }) => one.kind === 'longer');
    for (const one of longer) {
      expect(one.trainNo).toBe(asked.trainNo);
      expect(one.boardsEarlierMinutes + one.alightsLaterMinutes).toBeGreaterThan(0);
    }
    const isLeft = ['count', 'plenty'].includes(seat.availability.kind);
    const found = longer.find(
      (one: { destination: { telecode: string } }) => one.destination.telecode === train.destination.telecode,
    );
    expect(found?.seat).toEqual(isLeft ? seat : undefined);
  });

  it('say of days that nobody watches that nobody watches them', async () => {
    const answer = await service.json('/v1/alternatives?from=TNV&to=HGH&date=2021-02-05&train=G1864&class=O');
    const unwatched = answer.notKnown.filter((one: { kind: string }) => one.kind === 'otherDate');
    expect(unwatched.map((one: { date: string; reason: string }) => [one.date, one.reason])).toEqual([
      ['2021-02-02', 'notWatched'],
      ['2021-02-03', 'notWatched'],
    ]);
    const dates = answer.alternatives.map((one: { date: string }) => one.date);
    expect(dates).not.toContain('2021-02-03');
  });

  it.each([
    ['a train that was not seen', ASKED.replace('G1864', 'G9'), 404, 'train'],
    ['a class that it has not', ASKED.replace('class=M', 'class=4'), 404, 'class'],
    ['a class that is none', ASKED.replace('class=M', 'class=Z'), 400, 'class'],
    ['a pair nobody watches', ASKED.replace('to=NKH', 'to=GZQ'), 404, 'from, to'],
    ['no train', '/v1/alternatives?from=TNV&to=NKH&date=2021-02-09&class=M', 400, 'train'],
  ])('refuse %s and name the field', async (_what, path, expected, field) => {
    const { status, text } = await service.get(path);
    expect([status, JSON.parse(text).errors[0].parameter]).toEqual([expected, field]);
  });
});

describe('the calendar strip', () => {
  it('has the days around, each with what is known of it', async () => {
    const before = requests();
    const answer = await service.json('/v1/availability/calendar?from=TNV&to=HGH&date=2021-02-12&days=15');
    expect(requests()).toBe(before);
    expect(calendarAnswerSchema.safeParse(answer).error).toBeUndefined();
    const days = Object.fromEntries(answer.days.map((day: { date: string }) => [day.date, day]));
    expect(Object.keys(days)).toHaveLength(15);
    expect(days['2021-02-09']).toMatchObject({ weekday: 2, lunarOffset: -3, watched: true, stale: false });
    expect(['plenty', 'few', 'none']).toContain(days['2021-02-09'].glance);
    expect(days['2021-02-11']).toMatchObject({
      glance: 'notYetOnSale',
      saleOpensAt: '2021-01-13T14:00:00+08:00',
    });
    expect(days['2021-02-18']).toMatchObject({
      glance: 'notYetOnSale',
      watched: false,
      trains: null,
      observedAt: null,
    });
  });

  it('agrees with availability on each day on sale', async () => {
    const { days } = await service.json('/v1/availability/calendar?from=TNV&to=HGH&date=2021-02-07&days=5');
    for (const day of days) {
      const { trains } = await service.json(`/v1/availability?from=TNV&to=HGH&date=${day.date}`);
      const { plenty, few, none, other } = day.trains;
      expect(plenty + few + none + other).toBe(trains.length);
    }
  });

  it('knows nothing of the past and of what nobody watches, and says so', async () => {
    const past = await service.json('/v1/availability/calendar?from=TNV&to=HGH&date=2021-01-11&days=5');
    expect(past.days.map((day: { glance: string }) => day.glance)).toEqual([
      'past',
      'past',
      'past',
      'notWatched',
      expect.stringMatching(/^(plenty|few|none)$/),
    ]);
    const unwatched = await service.json('/v1/availability/calendar?from=TNV&to=GZQ&date=2021-01-20&days=3');
    const later = await service.json('/v1/availability/calendar?from=SHH&to=GZQ&date=2021-03-20&days=1');
    for (const day of [...unwatched.days, ...later.days])
      expect(day).toMatchObject({ glance: 'notWatched', watched: false, stale: false });
  });

  it('refuses more days than a month', async () => {
    const { status } = await service.get('/v1/availability/calendar?from=TNV&to=HGH&date=2021-02-12&days=32');
    expect(status).toBe(400);
  });
});
