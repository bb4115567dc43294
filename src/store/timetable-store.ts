import { z } from 'zod';
import { addDays, type CivilDate, type Instant, instantAt } from '../calendar/china-time.ts';
import type { TrainRow } from '../seats/schema.ts';
import type { Timetable } from '../stations/timetable.ts';
import type { RedisClient } from './redis-client.ts';

const RUNS_KEPT_SECONDS = 120 * 86_400;
/** No train in China is longer under way. */
const LONGEST_RUN_DAYS = 4;

const stopSchema = z.object({
  /** Null for a station whose name the station table does not know. */
  telecode: z.string().nullable(),
  name: z.string(),
  arrivalTime: z.string().nullable(),
  departureTime: z.string().nullable(),
  day: z.int(),
});
const storedTrainSchema = z.object({ stops: z.array(stopSchema), fetchedAt: z.int() });
export type StoredStop = z.infer<typeof stopSchema>;

export interface TimetableStore extends Timetable {
  /** Remembers which trains ran on their origin dates. Cheap to repeat. */
  writeRuns(rows: TrainRow[]): Promise<void>;
  writeStops(trainNo: string, stops: StoredStop[], fetchedAt: Instant): Promise<void>;
  readStops(trainNo: string): Promise<StoredStop[] | null>;
  /** Train numbers among these whose stops are not stored. */
  readMissing(trainNos: string[]): Promise<string[]>;
}

/**
 * Timetables in Redis, append-only, apart for each source (`namespace`):
 * `timetable:v1:NAMESPACE:stops` train number to its stops (a train number holds its timetable version, so stops
 * never change); `timetable:v1:NAMESPACE:runs:DATE` public code and train number of each train seen, by origin date.
 */
export function createTimetableStore(redis: RedisClient, namespace: string): TimetableStore {
  const stopsKey = `timetable:v1:${namespace}:stops`;
  const runsKey = (originDate: CivilDate) => `timetable:v1:${namespace}:runs:${originDate}`;
  const written = new Set<string>();

  async function readStops(trainNo: string): Promise<StoredStop[] | null> {
    const text = await redis.hget(stopsKey, trainNo);
    return text === null ? null : storedTrainSchema.parse(JSON.parse(text)).stops;
  }

  return {
    readStops,

    async writeRuns(rows) {
      const runs = rows.filter(
        ({ trainNo, originDate }) => originDate !== null && !written.has(`${originDate} ${trainNo}`),
      );
      if (runs.length === 0) return;
      const fieldsOf = new Map<string, string[]>();
      for (const { originDate, trainCode, trainNo } of runs) {
        const key = runsKey(originDate as CivilDate);
        // One code can stand for two trains of a day (D3361 in February 2021), so the number is in the field.
        fieldsOf.set(key, [...(fieldsOf.get(key) ?? []), `${trainCode} ${trainNo}`, '1']);
      }
      for (const [key, fields] of fieldsOf) {
        await redis.hset(key, ...fields);
        await redis.expire(key, RUNS_KEPT_SECONDS);
      }
      if (written.size > 100_000) written.clear();
      for (const { originDate, trainNo } of runs) written.add(`${originDate} ${trainNo}`);
    },

    async writeStops(trainNo, stops, fetchedAt) {
      await redis.hset(stopsKey, trainNo, JSON.stringify({ stops, fetchedAt }));
    },

    async readMissing(trainNos) {
      if (trainNos.length === 0) return [];
      const found = await redis.hmget(stopsKey, ...trainNos);
      return trainNos.filter((_, index) => found[index] === null);
    },

    async departureOf(trainCode, telecode, boardingDate) {
      for (let day = 0; day <= LONGEST_RUN_DAYS; day++) {
        const fields = await redis.hkeys(runsKey(addDays(boardingDate, -day)));
        for (const field of fields.filter((one) => one.startsWith(`${trainCode} `))) {
          const trainNo = field.slice(trainCode.length + 1);
          const stop = (await readStops(trainNo))?.find(
            (one) => one.telecode === telecode && one.day === day,
          );
          if (stop?.departureTime == null) continue;
          return {
            departure: instantAt(boardingDate, stop.departureTime),
            trainNo,
            source: `stored timetable of ${trainNo}`,
          };
        }
      }
      return null;
    },

    async stationsOf(trainNo) {
      const stops = await readStops(trainNo);
      return stops?.map((stop) => stop.telecode) ?? null;
    },

    async callsOf(trainNo, origin, destination, boardingDate) {
      const stops = await readStops(trainNo);
      const from = stops?.find((stop) => stop.telecode === origin);
      const to = stops?.findLast((stop) => stop.telecode === destination);
      if (from?.departureTime == null || to?.arrivalTime == null) return null;
      const departure = instantAt(boardingDate, from.departureTime);
      const arrival = instantAt(addDays(boardingDate, arrivalDay(to) - from.day), to.arrivalTime);
      return arrival > departure ? { departure, arrival } : null;
    },
  };
}

/** `day` is of the departure; a train that stands over midnight arrived the day before. */
function arrivalDay(stop: StoredStop): number {
  const overMidnight =
    stop.arrivalTime !== null && stop.departureTime !== null && stop.arrivalTime > stop.departureTime;
  return overMidnight ? stop.day - 1 : stop.day;
}
