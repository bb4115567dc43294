import { describe, expect, it } from 'vitest';
import { instantAt } from '../../../src/calendar/china-time.ts';
import { InputError } from '../../../src/errors.ts';
import type { HttpDeps } from '../../../src/http/http-deps.ts';
import type { Route } from '../../../src/http/route.ts';
import { saleOpeningsRoute } from '../../../src/http/routes/sale-openings.ts';
import { stationRoute, stationsRoute } from '../../../src/http/routes/stations.ts';
import { createStationTable } from '../../../src/stations/station-table.ts';

/** Only what these routes use: a table and a clock. */
const deps = {
  stations: createStationTable([], '2021-01-12'),
  now: () => instantAt('2021-01-12', '10:00'),
} as unknown as HttpDeps;

/** Asks a route as the app does: schemas first, then the handler; checks the answer's schema too. */
async function ask(route: Route, input: Record<string, string>): Promise<unknown> {
  const checked = (route.params ?? route.query)?.parse(input) ?? {};
  const given = { params: checked, query: checked } as unknown as Parameters<Route['handle']>[0];
  const reply = await route.handle(given, deps);
  if (!('json' in reply)) throw new Error('expected a JSON answer');
  expect(route.answer?.parse(reply.json)).toEqual(reply.json);
  return reply.json;
}

async function faultOf(promise: Promise<unknown>): Promise<InputError> {
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  if (error instanceof InputError) return error;
  throw new Error(`expected an InputError, got ${String(error)}`);
}

describe('GET /v1/stations', () => {
  it('lists the best match first, with its city and today’s sale time', async () => {
    const { stations } = (await ask(stationsRoute, { q: 'tyn' })) as { stations: Record<string, unknown>[] };
    expect(stations[0]).toMatchObject({ telecode: 'TNV', name: '太原南', city: '太原', saleTime: '14:00' });
    expect(stations[0]?.sameCity).toEqual(expect.arrayContaining(['TYV', 'TNV', 'TDV']));
  });

  it('gives ten stations unless asked for another number', async () => {
    const listed = async (input: Record<string, string>) =>
      ((await ask(stationsRoute, input)) as { stations: unknown[] }).stations.length;
    expect(await listed({ q: '南' })).toBe(10);
    expect(await listed({ q: '南', limit: '50' })).toBe(50);
    expect(await listed({ q: 'zzzz' })).toBe(0);
  });

  it('gives the stations of a list of telecodes in its order, without those that nobody knows', async () => {
    const { stations } = (await ask(stationsRoute, { telecodes: 'HGH,QQQ,TNV' })) as {
      stations: { name: string; pinyin: string }[];
    };
    expect(stations.map(({ name, pinyin }) => [name, pinyin])).toEqual([
      ['杭州东', 'hangzhoudong'],
      ['太原南', 'taiyuannan'],
    ]);
  });

  it.each([
    {},
    { telecodes: '' },
    { telecodes: 'tnv' },
    { telecodes: 'TNV,' },
    { telecodes: Array(51).fill('TNV').join() },
    { q: '太原', telecodes: 'TNV' },
    { q: '' },
    { q: '  ' },
    { q: '太'.repeat(41) },
    { q: '太原', limit: '0' },
    { q: '太原', limit: '51' },
    { q: '太原', limit: '1.5' },
    { q: '太原', limit: '-1' },
    { q: '太原', page: '2' },
  ])('refuses %j', (input) => {
    expect(stationsRoute.query?.safeParse(input).success).toBe(false);
  });
});

describe('GET /v1/stations/{telecode}', () => {
  it.each(['TNV', 'tnv'])('answers for %s', async (telecode) => {
    expect(await ask(stationRoute, { telecode })).toMatchObject({ telecode: 'TNV', pinyin: 'taiyuannan' });
  });

  it('does not find a telecode nobody has, and says what comes near', async () => {
    expect(await faultOf(ask(stationRoute, { telecode: 'QQQ' }))).toMatchObject({ type: 'not-found' });
    const { faults } = await faultOf(ask(stationRoute, { telecode: '太原' }));
    expect(faults[0]).toMatchObject({
      field: 'telecode',
      got: '太原',
      hint: expect.stringContaining('太原 (TYV)'),
    });
  });
});

describe('GET /v1/sale-openings', () => {
  it('gives Taiyuan South’s opening of New Year’s Eve 2021 to the hour', async () => {
    expect(await ask(saleOpeningsRoute, { date: '2021-02-11', station: '太原南' })).toMatchObject({
      travelDate: '2021-02-11',
      station: { telecode: 'TNV', name: '太原南' },
      firstSaleDay: '2021-01-13',
      opensAt: '2021-01-13T14:00:00+08:00',
      presaleDays: 30,
      decidedBy: 'station-sale-time',
      certainty: 'high',
    });
  });

  it('gives the day without an hour when no station is named', async () => {
    expect(await ask(saleOpeningsRoute, { date: '2021-02-12' })).toMatchObject({
      station: null,
      channel: 'online',
      firstSaleDay: '2021-01-29',
      opensAt: null,
      decidedBy: 'presale-rule',
    });
  });

  it('answers for the station windows when asked', async () => {
    expect(
      await ask(saleOpeningsRoute, { date: '2021-02-11', station: 'TNV', channel: 'window' }),
    ).toMatchObject({
      channel: 'window',
      firstSaleDay: '2021-01-15',
      opensAt: null,
    });
  });

  it.each(['2011-05-01', '2013-01-15', '2035-02-08'])(
    'knows no rule for %s and makes no guess',
    async (date) => {
      const error = await faultOf(ask(saleOpeningsRoute, { date, station: 'TNV' }));
      expect(error).toMatchObject({ type: 'no-rule-known', faults: [{ field: 'date', got: date }] });
    },
  );

  it('refuses an unknown station with near matches', async () => {
    const error = await faultOf(ask(saleOpeningsRoute, { date: '2021-02-11', station: '太原男' }));
    expect(error).toMatchObject({ type: 'unknown-station', faults: [{ field: 'station' }] });
  });

  it.each([{}, { date: '2021-02-29' }, { date: '2021-2-9' }, { date: '2021-02-11', channel: 'phone' }])(
    'refuses %j',
    (input) => {
      expect(saleOpeningsRoute.query?.safeParse(input).success).toBe(false);
    },
  );
});
