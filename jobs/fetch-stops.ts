import type { Job, Queue } from 'bullmq';
import type { Instant } from '../src/calendar/china-time.ts';
import type { StationTable } from '../src/stations/station-table.ts';
import type { PollState } from '../src/store/poll-state.ts';
import type { SeatLog } from '../src/store/seat-log-port.ts';
import type { TimetableStore } from '../src/store/timetable-store.ts';
import type { Upstream } from '../src/upstream/port.ts';
import type { Watchlist } from '../src/upstream/watchlist.ts';
import { type QueueJob, type StopsJob, stopsJobSchema } from './queues.ts';

export interface FetchStopsDeps {
  queue: Queue<QueueJob>;
  watchlist: Watchlist;
  seatLog: SeatLog;
  stations: StationTable;
  timetable: TimetableStore;
  pollState: PollState;
  upstream: Pick<Upstream, 'fetchTrainStops'>;
  /** Timetables one tick may ask for. */
  budget: number;
  now(): Instant;
}

/** Looks over the boards for trains whose stops are not stored, and enqueues one question for each. */
export async function enqueueMissingStops(deps: FetchStopsDeps): Promise<number> {
  const wanted = new Map<string, StopsJob>();
  for (const { pair, travelDate } of deps.watchlist.entries(deps.now())) {
    const board = await deps.seatLog.readBoard(pair, travelDate);
    for (const { trainNo, originDate, origin, destination } of board?.rows ?? []) {
      if (originDate === null || wanted.has(trainNo)) continue;
      wanted.set(trainNo, { trainNo, pair: { from: origin, to: destination }, originDate });
    }
  }
  const missing = await deps.timetable.readMissing([...wanted.keys()]);
  const jobs = missing.slice(0, deps.budget).flatMap((trainNo) => wanted.get(trainNo) ?? []);
  await deps.queue.addBulk(
    // The queue remembers a job for an hour, so what could not be had is asked for again then, not every tick.
    // Seats go first: a timetable can wait.
    jobs.map((data) => ({ name: 'stops', data, opts: { jobId: `stops-${data.trainNo}`, priority: 10 } })),
  );
  return jobs.length;
}

/** Asks for the stops of one train and stores them with the telecodes of their names. */
export async function fetchStops(job: Job<QueueJob>, deps: FetchStopsDeps): Promise<string> {
  const { trainNo, pair, originDate } = stopsJobSchema.parse(job.data);
  const backOff = await deps.pollState.readBackOff();
  // Until a seat query has ended the pause: timetables are not what it is probed with.
  if (backOff !== null) return `left out: pausing after ${backOff.sign}`;
  // Another process may have asked while this one waited in the queue.
  if ((await deps.timetable.readMissing([trainNo])).length === 0) return 'already stored';
  const stops = await deps.upstream.fetchTrainStops(trainNo, pair, originDate);
  if (stops === null || stops.length === 0) return 'not to be had';
  await deps.timetable.writeStops(
    trainNo,
    stops.map(({ stationName, ...times }) => ({
      telecode: deps.stations.byName(stationName)?.telecode ?? null,
      name: stationName,
      ...times,
    })),
    deps.now(),
  );
  return `${stops.length} stops`;
}
