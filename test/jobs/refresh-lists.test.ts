import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import { SALE_TIME_SOURCE } from '../../src/stations/sale-times.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { waitUntil } from '../support/wait-until.ts';

const ONE_WATCH = join(import.meta.dirname, '..', 'support', 'one-watch.json');

let service: TestService;
beforeEach(async () => {
  service = await startTestService({ WATCHLIST: ONE_WATCH }, parseInstant('2021-01-13T09:20:00') as Instant);
});
afterEach(() => service.stop());

const lists = async () => (await service.json('/v1/status')).lists;

/** Asks for what is due and waits until both lists have been answered, well or badly, since then. */
async function refresh(): Promise<void> {
  const before = service.double.requests();
  const due = await service.clockwork.refreshLists();
  await waitUntil('the lists to be asked for', async () => {
    const { active, waiting, delayed } = (await service.json('/v1/status')).queue;
    const after = service.double.requests();
    const asked = after.stationNames - before.stationNames + (after.saleTimes - before.saleTimes);
    return asked >= due && active + waiting + delayed === 0;
  });
}

/** The day after, at the hour of the cron table. */
function nextDay(): void {
  service.advance(24 * HOUR_MS);
}

describe('the lists of 12306', () => {
  it('are read once a day, by the first of the jobs', async () => {
    await refresh();
    const { stations, saleTimes } = await lists();
    expect(stations).toMatchObject({ versionOf: '2021-01-13', lastFailure: null });
    expect(stations.entries).toBeGreaterThan(3_000);
    expect(saleTimes.entries).toBeGreaterThan(2_500);
    expect(await service.clockwork.refreshLists()).toBe(0);
    nextDay();
    expect(await service.clockwork.refreshLists()).toBe(2);
  });

  it('come with the first boards, without anybody asking', async () => {
    await service.pollAll();
    await waitUntil('the first lists', async () => (await lists()).saleTimes.lastGoodAt !== null);
    expect((await lists()).stations.lastGoodAt).toMatch(/^2021-01-13T09:/);
  });

  it('bring a station that appears, keep one that vanishes, in either form', async () => {
    await refresh();
    expect((await service.get('/v1/stations/qqq')).status).toBe(404);
    nextDay();
    service.double.setConduct({
      stationFields: 10,
      stationsAdded: [{ telecode: 'QQQ', name: '演练新站' }],
      stationsRemoved: ['QIK'],
    });
    await refresh();
    expect(await service.json('/v1/stations/QQQ')).toMatchObject({ name: '演练新站' });
    expect((await service.json('/v1/stations?q=演练')).stations).toHaveLength(1);
    expect(await service.json('/v1/stations/QIK')).toMatchObject({ name: '齐河' });
    nextDay();
    service.double.setConduct({ stationsAdded: [], stationsRemoved: [] });
    await refresh();
    expect(await service.json('/v1/stations/QQQ')).toMatchObject({ name: '演练新站' });
    expect((await lists()).stations.versionOf).toBe('2021-01-15');
  });

  it.each([
    [{ kind: 'empty-list', on: 'all' } as const, 'empty-list'],
    [{ kind: 'short-list', percent: 85, on: 'all' } as const, 'short-list'],
    [{ kind: 'truncated', on: 'all' } as const, 'list-unreadable'],
    [{ kind: 'html', on: 'all' } as const, 'html-body'],
  ])('never give way to %o, and the status says so', async (fault, sign) => {
    await refresh();
    const good = await lists();
    nextDay();
    service.double.setFault(fault);
    await service.clockwork.refreshLists();
    await waitUntil('a failure', async () => (await lists()).stations.lastFailure !== null);
    const bad = await lists();
    expect(bad.stations.lastFailure.sign).toBe(sign);
    expect(bad.stations).toMatchObject({ ...good.stations, lastFailure: {} });
    expect(await service.json('/v1/stations/TNV')).toMatchObject({ name: '太原南', saleTime: '14:00' });
  });

  it('are asked for again later in the day after a failure, and not at night', async () => {
    service.double.setFault({ kind: 'empty-list', on: 'stationNames' });
    await refresh();
    service.double.setFault(null);
    service.advance(5 * HOUR_MS);
    expect(await service.clockwork.refreshLists()).toBe(1);
    service.advance(14 * HOUR_MS);
    expect(await service.clockwork.refreshLists()).toBe(0);
  });

  it('move the sale time between two days, and the opening cites the published list that says the same', async () => {
    service.advance(13 * 24 * HOUR_MS);
    await refresh();
    // Another address each time: answers of the same one are kept for a second.
    expect((await service.json('/v1/stations?q=HGH')).stations[0].saleTime).toBe('11:30');
    nextDay();
    await refresh();
    expect((await service.json('/v1/stations/HGH')).saleTime).toBe('10:30');
    expect((await lists()).saleTimes.versionOf).toBe('2021-01-27');
    const earlier = await service.json('/v1/sale-openings?date=2021-02-10&station=HGH');
    expect(earlier).toMatchObject({ opensAt: '2021-01-12T11:30:00+08:00' });
    const later = await service.json('/v1/sale-openings?date=2021-02-12&station=HGH');
    expect(later).toMatchObject({ opensAt: '2021-01-29T10:30:00+08:00' });
    expect(later.sources).toContain(SALE_TIME_SOURCE);
  });

  it('take the sale times from the other list when the script is no more', async () => {
    service.double.setConduct({ saleTimes: 'json' });
    await refresh();
    expect((await lists()).saleTimes).toMatchObject({ lastFailure: null, versionOf: '2021-01-13' });
    expect(await service.json('/v1/stations/TYV')).toMatchObject({ saleTime: '14:30' });
  });

  it('pause nothing when they lie behind the login wall', async () => {
    service.double.setConduct({ saleTimes: 'none' });
    await service.clockwork.refreshLists();
    await waitUntil('a failure', async () => (await lists()).saleTimes.lastFailure !== null);
    expect((await service.json('/v1/status')).polls.pausedUntil).toBeNull();
  });
});
