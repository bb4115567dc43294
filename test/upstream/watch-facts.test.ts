import { describe, expect, it } from 'vitest';
import { addDays, formatInstant, type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import type { Board, BoardRow } from '../../src/seats/board.ts';
import { createStationTable } from '../../src/stations/station-table.ts';
import { planPolls } from '../../src/upstream/poll-plan.ts';
import { arrangeWatchFacts, rememberFeeBoundaries } from '../../src/upstream/watch-facts.ts';
import type { WatchEntry } from '../../src/upstream/watchlist.ts';

const at = (text: string) => parseInstant(text) as Instant;
const stations = createStationTable([], '2021-01-12');
const SEEN = at('2021-01-12T10:00');

function rowOf(more: Partial<BoardRow>): BoardRow {
  return {
    trainNo: '27000G186404',
    trainCode: 'G1864',
    start: 'TNV',
    end: 'HGH',
    origin: 'TNV',
    destination: 'HGH',
    originDate: '2021-02-09',
    departureTime: '12:50',
    arrivalTime: '21:30',
    durationMinutes: 520,
    saleState: 'onSale',
    saleOpensAt: null,
    waitlist: false,
    note: '预订',
    observedAt: SEEN,
    listed: true,
    seats: (['O', 'M'] as const).map((seatClass, index) => ({
      seatClass,
      availability: { kind: 'plenty' },
      waitlist: false,
      priceFen: null,
      changedAt: SEEN - index,
    })),
    ...more,
  };
}

function factsOf(watch: WatchEntry, rows: BoardRow[] | null) {
  const board: Board | null = rows && { ...watch, observedAt: SEEN, provenance: 'synthetic', rows };
  return arrangeWatchFacts(watch, board, stations, rememberFeeBoundaries());
}

const watchOn = (travelDate: string, from = 'TNV', to = 'HGH'): WatchEntry => ({
  pair: { from, to },
  travelDate,
});
const openings = (watch: WatchEntry, rows: BoardRow[] | null = null) =>
  factsOf(watch, rows).saleOpenings.map(formatInstant);

describe('the sale openings of a watched pair and day', () => {
  it.each([
    ['2021-02-09', '2021-01-11T14:00:00+08:00'],
    ['2021-02-11', '2021-01-13T14:00:00+08:00'],
    ['2021-02-12', '2021-01-29T14:00:00+08:00'],
  ])('for %s from Taiyuan South, before anything was seen: %s', (date, expected) => {
    expect(openings(watchOn(date))).toEqual([expected]);
  });

  it('nothing after 2021-02-11 opens before 2021-01-29', () => {
    for (let days = 1; days <= 30; days++) {
      const [first] = factsOf(watchOn(addDays('2021-02-11', days)), null).saleOpenings;
      expect(first).toBeGreaterThanOrEqual(at('2021-01-29T00:00'));
    }
  });

  it('take the station’s sale time of the sale day: Hangzhou East 11:30, and 10:30 from 2021-01-27', () => {
    expect(openings(watchOn('2021-02-11', 'HGH', 'TNV'))).toEqual(['2021-01-13T11:30:00+08:00']);
    expect(openings(watchOn('2021-02-12', 'HGH', 'TNV'))).toEqual(['2021-01-29T10:30:00+08:00']);
  });

  it('are those of all boarding stations on the board, each with its own time', () => {
    const rows = [rowOf({}), rowOf({ trainNo: '270000Z19807', origin: 'TYV', departureTime: '19:58' })];
    expect(openings(watchOn('2021-02-11'), rows)).toEqual([
      '2021-01-13T14:00:00+08:00',
      '2021-01-13T14:30:00+08:00',
    ]);
  });

  it('are the row’s own instant where it states one, whatever the lists say', () => {
    const stated = rowOf({ saleState: 'notYetOnSale', saleOpensAt: at('2021-01-13T16:00') });
    expect(openings(watchOn('2021-02-11'), [stated])).toEqual(['2021-01-13T16:00:00+08:00']);
  });

  it('in the plan: one look before, then from the very instant on', () => {
    const watch = watchOn('2021-02-11');
    const planAt = (text: string, last: Instant | null) =>
      planPolls({
        watchlist: [watch],
        schedule: 'adaptive',
        facts: [factsOf(watch, null)],
        serviceHours: [],
        lastPolledAt: [last],
        budget: 5,
        lastTravelDate: '2021-02-11',
        notBefore: null,
        now: at(text),
      }).length;
    expect(planAt('2021-01-13T00:00:00', null)).toBe(1);
    expect(planAt('2021-01-13T13:59:59', at('2021-01-13T00:00'))).toBe(0);
    expect(planAt('2021-01-13T14:00:00', at('2021-01-13T00:00'))).toBe(1);
    expect(planAt('2021-01-13T14:00:30', at('2021-01-13T14:00:03'))).toBe(1);
  });
});

describe('the trains of a watched pair and day', () => {
  const train = (more: Partial<BoardRow>, date: string, classes?: WatchEntry['seatClasses']) =>
    factsOf({ ...watchOn(date), ...(classes === undefined ? {} : { seatClasses: classes }) }, [rowOf(more)])
      .trains[0];

  it('have the fee boundaries of their day: 15 days, 48 and 24 hours in 2019; 8 days in 2021', () => {
    expect(train({}, '2019-02-03')?.feeBoundaries.map(formatInstant)).toEqual([
      '2019-01-19T12:50:00+08:00',
      '2019-02-01T12:50:01+08:00',
      '2019-02-02T12:50:01+08:00',
    ]);
    expect(train({}, '2021-02-09')?.feeBoundaries.map(formatInstant)).toEqual([
      '2021-02-01T12:50:01+08:00',
      '2021-02-07T12:50:01+08:00',
      '2021-02-08T12:50:01+08:00',
    ]);
  });

  it('count only the classes that matter', () => {
    expect(train({}, '2021-02-09')?.changedAt).toEqual([SEEN, SEEN - 1]);
    expect(train({}, '2021-02-09', ['M'])?.changedAt).toEqual([SEEN - 1]);
  });

  it('have no departure where 12306 withholds it, and are left out once no answer lists them', () => {
    expect(train({ departureTime: null }, '2021-02-09')).toMatchObject({
      departure: null,
      feeBoundaries: [],
    });
    expect(train({ listed: false }, '2021-02-09')).toBeUndefined();
  });
});
