import type { Redis } from 'ioredis';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import type { StationListing } from '../../src/stations/schema.ts';
import { createAnswerMemory } from '../../src/store/answer-memory.ts';
import { createListStore, type ListStore } from '../../src/store/list-store.ts';
import { openTestRedis } from '../support/redis.ts';

let redis: Redis;
let store: ListStore;
beforeEach(async () => {
  redis?.disconnect();
  redis = await openTestRedis();
  store = createListStore(redis, 'test');
});
afterAll(() => redis.disconnect());

const on = (day: string): Instant => parseInstant(`${day}T09:30:00`) as Instant;
const station = (telecode: string, name: string): StationListing => ({
  telecode,
  name,
  pinyin: '',
  initials: '',
  city: null,
});
const A = station('AAA', '甲');
const B = station('BBB', '乙');

describe('the lists as they are kept', () => {
  it('have a version for each day on which they changed', async () => {
    expect(await store.writeStations([A], on('2021-01-13'))).toBe('new');
    expect(await store.writeStations([A], on('2021-01-14'))).toBe('same');
    expect(await store.writeStations([A, B], on('2021-01-15'))).toBe('new');
    expect((await store.readState('stations')).versions).toEqual(['2021-01-13', '2021-01-15']);
  });

  it('are those of the day asked for, and forget no station', async () => {
    await store.writeStations([A], on('2021-01-13'));
    await store.writeStations([B], on('2021-01-15'));
    const newest = async (day: string) => (await store.readOverlay(day)).stations.at(-1)?.list;
    expect(await newest('2021-01-12')).toBeUndefined();
    expect(await newest('2021-01-14')).toEqual([A]);
    expect(await newest('2021-01-15')).toEqual([B]);
    const named = (await store.readOverlay('2021-01-15')).stations[0]?.list;
    expect(named).toEqual(expect.arrayContaining([A, B]));
  });

  it('remember until when sale times were found unchanged', async () => {
    const times = [{ telecode: 'AAA', time: '14:00' }];
    for (const day of ['2021-01-13', '2021-01-14', '2021-01-16']) await store.writeSaleTimes(times, on(day));
    await store.writeSaleTimes([{ telecode: 'AAA', time: '15:00' }], on('2021-01-17'));
    expect((await store.readOverlay('2021-01-20')).saleTimes).toEqual([
      { day: '2021-01-13', until: '2021-01-16', times },
      { day: '2021-01-17', until: '2021-01-17', times: [{ telecode: 'AAA', time: '15:00' }] },
    ]);
  });

  it('stay as they are when one could not be had, until a good one comes', async () => {
    await store.writeStations([A], on('2021-01-13'));
    const mark = await store.readMark();
    await store.writeFailure('stations', { sign: 'empty-list', detail: 'none' }, on('2021-01-14'));
    expect(await store.readState('stations')).toMatchObject({
      lastGood: { entries: 1 },
      lastFailure: { failure: { sign: 'empty-list' } },
    });
    expect(await store.readMark()).toBe(mark);
    await store.writeStations([A], on('2021-01-15'));
    expect((await store.readState('stations')).lastFailure).toBeNull();
    expect(await store.readMark()).not.toBe(mark);
  });

  it('are kept apart for each source, and begin with nothing', async () => {
    await store.writeStations([A], on('2021-01-13'));
    const other = createListStore(redis, 'other');
    expect(await other.readMark()).toBeNull();
    expect(await other.readOverlay('2021-01-20')).toEqual({ stations: [], saleTimes: [] });
    expect(await other.readState('saleTimes')).toEqual({ lastGood: null, lastFailure: null, versions: [] });
  });
});

describe('the memory of answers', () => {
  it('knows an answer again, for every worker, and only for its own question', async () => {
    const [one, other] = [createAnswerMemory(redis, 'test'), createAnswerMemory(redis, 'test')];
    expect(await one.rememberAnswer('q', 'tokens')).toBe(false);
    expect(await other.rememberAnswer('q', 'tokens')).toBe(true);
    expect(await other.rememberAnswer('another', 'tokens')).toBe(false);
    expect(await createAnswerMemory(redis, 'else').rememberAnswer('q', 'tokens')).toBe(false);
  });

  it('holds the last eight answers, and does not forget one that keeps coming', async () => {
    const memory = createAnswerMemory(redis, 'test');
    for (let n = 0; n < 20; n++) {
      expect(await memory.rememberAnswer('q', `answer ${n}`)).toBe(false);
      expect(await memory.rememberAnswer('q', 'answer 0')).toBe(true);
    }
    expect(await memory.rememberAnswer('q', 'answer 12')).toBe(false);
  });

  it('is told the truth when two workers get the same copy at once: one of them was first', async () => {
    const memory = createAnswerMemory(redis, 'test');
    const told = await Promise.all(Array.from({ length: 8 }, () => memory.rememberAnswer('q', 'tokens')));
    expect(told.filter((known) => !known)).toHaveLength(1);
  });
});
