import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { addDays, type Instant } from '../../../src/calendar/china-time.ts';
import type { OdPair, Poll } from '../../../src/seats/schema.ts';
import type { SeatLog } from '../../../src/store/seat-log-port.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { offersOf, SeatLogModel } from '../seat-log/model.ts';
import { planDeliveries, seededRandom } from '../seat-log/world.ts';

export interface LoadAccount {
  /** Polls whose write was acknowledged, whatever the word. */
  acknowledged: number;
  /** Writes that failed and were tried again. */
  failed: number;
  /** The longest time in which no lane had an acknowledgement, milliseconds. */
  longestSilenceMs: number;
}

export interface Load {
  account: LoadAccount;
  /** Until every lane has had some acknowledgements more. */
  whenGoingOn(withinMs: number): Promise<void>;
  /** Lets the polls under way end, then reads everything back and compares it with what was acknowledged. */
  stopAndCompare(): Promise<void>;
}

interface Lane {
  model: SeatLogModel;
  acknowledged: number;
  polls: Poll[];
  random: () => number;
}

/** A lane has more polls than any run needs, at a pace that leaves the machine to the servers. */
const POLLS = Number(process.env.LOAD_POLLS ?? '800');
const PACE_MS = 15;
const ENOUGH = 20;

const PAIRS: OdPair[] = [
  { from: 'TNV', to: 'HGH' },
  { from: 'TYV', to: 'SHH' },
  { from: 'BJP', to: 'CDW' },
];

/**
 * Writers on as many pairs and dates as `lanes`, each with one poll under way, of a random season with late, repeated
 * and failed polls. What fails is tried again, as the queue does, and what is acknowledged is remembered: in the end
 * every read must equal the plain model of exactly that.
 */
export function startLoad(
  seatLog: SeatLog,
  reader: SeatLog,
  { lanes: laneCount, seed }: { lanes: number; seed: number },
): Load {
  const account: LoadAccount = { acknowledged: 0, failed: 0, longestSilenceMs: 0 };
  const lanes = Array.from({ length: laneCount }, (_, index) => planLane(index, seed));
  let isOver = false;
  let heardAt = Date.now();
  const hear = (lane: Lane) => {
    account.longestSilenceMs = Math.max(account.longestSilenceMs, Date.now() - heardAt);
    heardAt = Date.now();
    lane.acknowledged++;
    account.acknowledged++;
  };
  const running = lanes.map((lane) => writeLane(lane, seatLog, account, hear, () => isOver));
  return {
    account,
    whenGoingOn(withinMs) {
      const before = lanes.map((lane) => lane.acknowledged);
      return waitUntil(
        'every writer to go on',
        () =>
          lanes.every(
            (lane, index) =>
              lane.acknowledged === lane.polls.length || lane.acknowledged > (before[index] ?? 0) + ENOUGH,
          ),
        withinMs,
      );
    },
    async stopAndCompare() {
      isOver = true;
      await Promise.all(running);
      for (const lane of lanes) await compareLane(lane, reader);
    },
  };
}

function planLane(index: number, seed: number): Lane {
  const random = seededRandom(seed * 1_000 + index);
  const model = new SeatLogModel(PAIRS[index % PAIRS.length] as OdPair, addDays('2021-02-09', index));
  return {
    model,
    acknowledged: 0,
    polls: planDeliveries(model.pair, model.travelDate, POLLS, random),
    random,
  };
}

async function writeLane(
  lane: Lane,
  seatLog: SeatLog,
  account: LoadAccount,
  hear: (lane: Lane) => void,
  isOver: () => boolean,
): Promise<void> {
  const { model, polls } = lane;
  for (const poll of polls) {
    await delay(PACE_MS);
    for (let tries = 1; !isOver() || tries > 1; tries++) {
      try {
        const word = await seatLog.writePoll(poll);
        const wanted = model.writePoll(poll);
        // Its first write may have been kept without an answer that reached us.
        if (word !== 'repeated') expect(word).toBe(wanted);
        hear(lane);
        break;
      } catch (error) {
        if (!isStoreFailure(error)) throw error;
        account.failed++;
      }
    }
    if (isOver()) return;
  }
}

/** What a Redis that is away or full says; anything else is a fault of ours. */
function isStoreFailure(error: unknown): boolean {
  return /Connection is closed|redirections|ECONN|EPIPE|OOM|MISCONF|CLUSTERDOWN|LOADING|READONLY/.test(
    String(error),
  );
}

async function compareLane({ model, random }: Lane, log: SeatLog): Promise<void> {
  const { pair, travelDate } = model;
  expect(await log.readPolls(pair, travelDate)).toEqual(model.readPolls());
  expect(await log.readBoard(pair, travelDate)).toEqual(model.readBoard());
  for (let n = 0; n < 3; n++) {
    const asOf = model.ok[Math.floor(random() * model.ok.length)]?.observedAt as Instant;
    expect(await log.readBoard(pair, travelDate, asOf)).toEqual(model.readBoard(asOf));
  }
  for (const offer of offersOf(model.ok))
    expect(await log.readHistory(pair, travelDate, offer)).toEqual(model.readHistory(offer));
}
