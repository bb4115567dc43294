import type { Instant } from '../calendar/china-time.ts';
import { readServerFacts, type ServerFacts } from './redis/server-facts.ts';
import type { RedisClient } from './redis-client.ts';
import { judgeRoom, parseRefusal, type Refusal, type Room } from './room.ts';

export interface WatchedRoom extends Room {
  /** Since when this process has seen the state it is in, on the service's clock. */
  since: Instant;
}

/** Watches whether Redis has room for more. Kept in the process: a full Redis takes no notes. */
export interface RoomKeeper {
  /** Asks every master; null when one does not answer in time. */
  readRoom(): Promise<WatchedRoom | null>;
  /** Takes note of an error that says Redis has no room, and tells whether it was one. */
  noteRefusal(error: unknown): boolean;
  /** Told each time the state becomes another. */
  onChange(listener: (room: WatchedRoom, before: Room['state']) => void): void;
}

const ANSWER_WITHIN_MS = 2_000;
/** Where the facts say nothing about its cause, a refusal is forgotten after this time, and the next poll tells. */
const REFUSAL_COUNTS_MS = 60_000;

export function createRoomKeeper(
  redis: RedisClient,
  { budgetBytes, now }: { budgetBytes: number | null; now(): Instant },
): RoomKeeper {
  const listeners: Parameters<RoomKeeper['onChange']>[0][] = [];
  let last: WatchedRoom = {
    state: 'ok',
    usedBytes: null,
    budgetBytes: null,
    problem: null,
    since: now(),
  };
  let refusal: (Refusal & { at: number }) | null = null;
  let underWay: Promise<WatchedRoom | null> | null = null;

  async function ask(): Promise<WatchedRoom | null> {
    if (redis.status !== 'ready') return null;
    // A master that is away is waited for by the client, but not here.
    const facts = await within(ANSWER_WITHIN_MS, readFactsOfWhole(redis));
    if (facts === null) return null;
    if (refusal !== null && Date.now() - refusal.at > REFUSAL_COUNTS_MS) refusal = null;
    const room = judgeRoom(facts, { budgetBytes, wasFull: last.state === 'full', refusal });
    if (room.state !== 'full') refusal = null;
    const before = last.state;
    last = { ...room, since: room.state === before ? last.since : now() };
    if (room.state !== before) for (const listener of listeners) listener(last, before);
    return last;
  }

  return {
    readRoom() {
      underWay ??= ask().finally(() => {
        underWay = null;
      });
      return underWay;
    },
    noteRefusal(error) {
      const found = parseRefusal(error);
      if (found !== null) refusal = { ...found, at: Date.now() };
      return found !== null;
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}

/** Null for a Cluster that has lost some of its slots: it refuses all questions until they have a master again. */
async function readFactsOfWhole(redis: RedisClient): Promise<ServerFacts[] | null> {
  if ('nodes' in redis) {
    const infos = await Promise.all(redis.nodes('master').map((node) => node.cluster('INFO')));
    if (infos.length === 0 || !infos.every((info) => /^cluster_state:ok/m.test(String(info)))) return null;
  }
  return readServerFacts(redis);
}

/** Null when it fails or takes longer: either way there is no answer. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
