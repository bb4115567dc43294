import { type Job, type Queue, UnrecoverableError } from 'bullmq';
import { civilDateOf, type Instant, minuteOfDay } from '../src/calendar/china-time.ts';
import type { SaleTimeListing } from '../src/stations/schema.ts';
import { judgeList } from '../src/stations/station-overlay.ts';
import type { StationTable } from '../src/stations/station-table.ts';
import { LIST_NAMES, type ListName, type ListStore } from '../src/store/list-store.ts';
import type { PollState } from '../src/store/poll-state.ts';
import { buildFailure } from '../src/upstream/failures.ts';
import type { FailedAnswer, ListSource } from '../src/upstream/port.ts';
import { pauseAfter } from './poll-seats.ts';
import { listsJobSchema, type QueueJob } from './queues.ts';

export interface RefreshListsDeps {
  queue: Queue<QueueJob>;
  upstream: ListSource;
  lists: ListStore;
  stations: StationTable;
  /** Makes the newest kept lists those in use; cheap when nothing is new. */
  followLists(): Promise<void>;
  pollState: PollState;
  now(): Instant;
  /** Told when a failure makes us pause until an instant. */
  onPause(until: Instant, sign: string, detail: string): void;
}

/** Within the service hours of every year there are records of (PROTOCOL.md section 4: 06:00-23:00, later 05:00-01:00). */
const ASKED_FROM_MINUTE = 6 * 60;
const ASKED_UNTIL_MINUTE = 22 * 60 + 30;

/**
 * Enqueues the lists of which no good one has come today yet; how many. Any number of processes may do so: the ids
 * are those of the day and the hour.
 */
export async function enqueueDueLists(deps: RefreshListsDeps): Promise<number> {
  const now = deps.now();
  const today = civilDateOf(now);
  const minute = minuteOfDay(now);
  if (minute < ASKED_FROM_MINUTE || minute >= ASKED_UNTIL_MINUTE) return 0;
  const due: ListName[] = [];
  for (const list of LIST_NAMES) {
    const { lastGood } = await deps.lists.readState(list);
    if (lastGood === null || civilDateOf(lastGood.at) !== today) due.push(list);
  }
  await deps.queue.addBulk(
    due.map((list) => ({
      name: 'lists',
      data: { list },
      // Seats go first, timetables second.
      opts: { jobId: listJobId(list, now), priority: 20 },
    })),
  );
  return due.length;
}

/** The queue's id of asking for a list in an hour. */
export function listJobId(list: ListName, at: Instant): string {
  return `list-${list}-${civilDateOf(at)}-${Math.floor(minuteOfDay(at) / 60)}`;
}

/**
 * Asks for one list and keeps it, or keeps that it could not be had. What is not a whole list, is empty or lacks too
 * many of the known stations never replaces a good one.
 */
export async function refreshList(job: Pick<Job<QueueJob>, 'data'>, deps: RefreshListsDeps): Promise<string> {
  const { list } = listsJobSchema.parse(job.data);
  const backOff = await deps.pollState.readBackOff();
  // Until a seat query has ended the pause: lists are not what it is probed with.
  if (backOff !== null) return `left out: pausing after ${backOff.sign}`;
  const askedAt = deps.now();
  const refreshed = list === 'stations' ? await refreshStations(deps) : await refreshSaleTimes(deps);
  if ('written' in refreshed) {
    await deps.followLists();
    return refreshed.written;
  }
  const { failed } = refreshed;
  await deps.lists.writeFailure(list, failed.failure, deps.now());
  // A list that is broken or away says nothing about the seats; a refusal is meant for us.
  if (failed.outcome === 'refused') await pauseAfter(failed, askedAt, deps);
  return endFailed(failed);
}

type Refreshed = { written: string } | { failed: FailedAnswer };

async function refreshStations(deps: RefreshListsDeps): Promise<Refreshed> {
  const result = await deps.upstream.fetchStationList();
  if (result.outcome !== 'ok') return { failed: result };
  const found = new Set(result.list.map((station) => station.telecode));
  const fault = judgeList(found, deps.stations.listed());
  if (fault !== null) return { failed: buildFailure(fault.sign, fault.seen) };
  return { written: await deps.lists.writeStations(result.list, deps.now()) };
}

async function refreshSaleTimes(deps: RefreshListsDeps): Promise<Refreshed> {
  const today = civilDateOf(deps.now());
  const result = await deps.upstream.fetchSaleTimes(today);
  if (result.outcome !== 'ok') return { failed: result };
  const times = resolveTimes(result.list, deps.stations);
  const known = deps.stations
    .listed()
    .filter((telecode) => deps.stations.saleTimeOn(telecode, today) !== null);
  const fault = judgeList(new Set(times.map((one) => one.telecode)), known);
  if (fault !== null) return { failed: buildFailure(fault.sign, fault.seen) };
  return { written: await deps.lists.writeSaleTimes(times, deps.now()) };
}

/** By telecode; a name that no station has is left out, and the first of two lines for a station counts. */
function resolveTimes(list: SaleTimeListing[], stations: StationTable): { telecode: string; time: string }[] {
  const times = new Map<string, string>();
  for (const { telecode, name, time } of list) {
    const known = telecode ?? stations.byName(name)?.telecode;
    if (known !== undefined && !times.has(known)) times.set(known, time);
  }
  return [...times].map(([telecode, time]) => ({ telecode, time }));
}

/** What may help is tried again by the queue; the rest waits for the next hour of the cron table. */
function endFailed({ failure, retry }: FailedAnswer): string {
  const message = `${failure.sign}: ${failure.detail}`;
  if (retry) throw new Error(message);
  throw new UnrecoverableError(message);
}
