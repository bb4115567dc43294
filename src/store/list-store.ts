import { z } from 'zod';
import { type CivilDate, civilDateOf, type Instant } from '../calendar/china-time.ts';
import type { SaleTimesVersion, StationListVersion, StationOverlay } from '../stations/station-overlay.ts';
import type { RedisClient } from './redis-client.ts';

/** The lists of 12306 that are kept. */
export const LIST_NAMES = ['stations', 'saleTimes'] as const;
export type ListName = (typeof LIST_NAMES)[number];

const stationSchema = z.object({
  telecode: z.string(),
  name: z.string(),
  pinyin: z.string(),
  initials: z.string(),
  city: z.string().nullable(),
});
const stationsSchema = z.array(stationSchema);
const saleTimesSchema = z.array(z.object({ telecode: z.string(), time: z.string() }));

const checkSchema = z.object({
  at: z.int(),
  /** The sign and detail of a failure; null for a good list. */
  failure: z.object({ sign: z.string(), detail: z.string() }).nullable(),
  /** Entries of a good list; null for a failure. */
  entries: z.int().nullable(),
});
/** What came of asking for a list. */
export type ListCheck = z.infer<typeof checkSchema>;

export interface ListState {
  lastGood: ListCheck | null;
  /** Null once a good list has come since. */
  lastFailure: ListCheck | null;
  /** Days on which the list was found changed. */
  versions: CivilDate[];
}

export interface ListStore {
  /** Keeps a good list: as a new version of the day of `at` when it differs from the one before. */
  writeStations(list: StationListVersion['list'], at: Instant): Promise<'new' | 'same'>;
  writeSaleTimes(times: SaleTimesVersion['times'], at: Instant): Promise<'new' | 'same'>;
  /** Remembers that a list could not be had, or was not believed. Versions stay as they are. */
  writeFailure(name: ListName, failure: { sign: string; detail: string }, at: Instant): Promise<void>;
  /** Changes whenever a good list was kept, null before the first: cheap to compare before `readOverlay`. */
  readMark(): Promise<string | null>;
  /**
   * What to lay over the bundled lists on a day: every station and name there ever was and then the newest list up
   * to that day; all versions of the sale times up to it, oldest first.
   */
  readOverlay(day: CivilDate): Promise<Pick<StationOverlay, 'stations' | 'saleTimes'>>;
  readState(name: ListName): Promise<ListState>;
}

/**
 * The lists by the day they were read, apart for each source (`namespace`). One hash a list,
 * `lists:v1:NAMESPACE:NAME`: day to the list as JSON, added only when it changed, never overwritten by another day's.
 * `lists:v1:NAMESPACE:held` NAME and day to the last day it was found unchanged; `…:checks` the last good and the last
 * bad answer of each; `…:named` every station by telecode and name, so that none is lost when it vanishes.
 */
export function createListStore(redis: RedisClient, namespace: string): ListStore {
  const versionsKey = (name: ListName) => `lists:v1:${namespace}:${name}`;
  const heldKey = `lists:v1:${namespace}:held`;
  const namedKey = `lists:v1:${namespace}:named`;
  const checksKey = `lists:v1:${namespace}:checks`;

  const readDays = async (name: ListName) => (await redis.hkeys(versionsKey(name))).sort();

  /**
   * The keys of a list may lie on several nodes of a Cluster, so there is no transaction: the mark by which others tell
   * that something is new comes last, and whoever is interrupted leaves nothing that the next time does not complete.
   */
  async function writeVersion(
    name: ListName,
    list: readonly unknown[],
    at: Instant,
  ): Promise<'new' | 'same'> {
    const day = civilDateOf(at);
    const text = JSON.stringify(list);
    const latest = (await readDays(name)).findLast((one) => one <= day);
    const isSame = latest !== undefined && (await redis.hget(versionsKey(name), latest)) === text;
    const check: ListCheck = { at, failure: null, entries: list.length };
    if (!isSame) await redis.hset(versionsKey(name), day, text);
    await redis.hset(heldKey, `${name} ${isSame ? latest : day}`, day);
    await redis.hset(checksKey, `${name} good`, JSON.stringify(check));
    await redis.hdel(checksKey, `${name} bad`);
    return isSame ? 'same' : 'new';
  }

  async function readList<T>(name: ListName, day: CivilDate, schema: z.ZodType<T>): Promise<T> {
    return schema.parse(JSON.parse((await redis.hget(versionsKey(name), day)) ?? '[]'));
  }

  async function readStations(day: CivilDate): Promise<StationListVersion[]> {
    const newest = (await readDays('stations')).findLast((one) => one <= day);
    if (newest === undefined) return [];
    const named = (await redis.hvals(namedKey)).map((text) => stationSchema.parse(JSON.parse(text)));
    return [
      { day: newest, list: named },
      { day: newest, list: await readList('stations', newest, stationsSchema) },
    ];
  }

  async function readSaleTimes(day: CivilDate): Promise<SaleTimesVersion[]> {
    const days = (await readDays('saleTimes')).filter((one) => one <= day);
    const held = await redis.hgetall(heldKey);
    return Promise.all(
      days.map(async (one) => ({
        day: one,
        until: held[`saleTimes ${one}`] ?? one,
        times: await readList('saleTimes', one, saleTimesSchema),
      })),
    );
  }

  const readCheck = async (field: string) => {
    const text = await redis.hget(checksKey, field);
    return text === null ? null : checkSchema.parse(JSON.parse(text));
  };

  return {
    async writeStations(list, at) {
      const named = list.map((station) => [`${station.telecode} ${station.name}`, JSON.stringify(station)]);
      // Before the version that names them: no station of a version is ever unknown.
      if (named.length > 0) await redis.hset(namedKey, ...named.flat());
      return writeVersion('stations', list, at);
    },
    writeSaleTimes: (times, at) => writeVersion('saleTimes', times, at),

    async writeFailure(name, failure, at) {
      const check: ListCheck = { at, failure, entries: null };
      await redis.hset(checksKey, `${name} bad`, JSON.stringify(check));
    },

    async readMark() {
      const checks = await redis.hmget(checksKey, ...LIST_NAMES.map((name) => `${name} good`));
      return checks.every((check) => check === null) ? null : JSON.stringify(checks);
    },

    async readOverlay(day) {
      return { stations: await readStations(day), saleTimes: await readSaleTimes(day) };
    },

    async readState(name) {
      const [lastGood, lastFailure, versions] = await Promise.all([
        readCheck(`${name} good`),
        readCheck(`${name} bad`),
        readDays(name),
      ]);
      return { lastGood, lastFailure, versions };
    },
  };
}
