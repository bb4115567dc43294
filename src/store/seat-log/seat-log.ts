import type { CivilDate, Instant } from '../../calendar/china-time.ts';
import type { Board, ChangePoint, OfferKey, PollRecord } from '../../seats/board.ts';
import type { OdPair, Poll } from '../../seats/schema.ts';
import type { RedisClient } from '../redis-client.ts';
import type { SeatLog } from '../seat-log-port.ts';
import { defineCommands } from './commands.ts';
import { DictionaryStore } from './dictionary-store.ts';
import { arrangeKeys, type KeysOf } from './keys.ts';
import { SEAL_SIZES, type SealSizes } from './page.ts';
import { SeatLogReader } from './reader.ts';
import { SeatLogSealer } from './sealer.ts';
import { SeatLogWriter } from './writer.ts';

/**
 * The seat log in Redis (6.2 or later), laid out as STORE.md recommends; keys.ts lists the keys.
 *
 * Instants of observation are kept to the second, rounded down; plans to the millisecond. Two ok polls of the
 * same second are one: the first that came stays. Everything about a pair and date goes 400 days after the
 * travel date. `clockOffsetMs` is what the service's clock is ahead of the machine's (CLOCK_OFFSET_DAYS);
 * logs of different `namespace` know nothing of each other.
 */
export function createSeatLog(
  redis: RedisClient,
  options: { clockOffsetMs?: number; namespace?: string; sealSizes?: SealSizes } = {},
): SeatLog {
  const clockOffsetMs = options.clockOffsetMs ?? 0;
  const keysOf: KeysOf = (pair, travelDate) => arrangeKeys(pair, travelDate, options.namespace);
  const commands = defineCommands(redis);
  const dictionaries = new DictionaryStore(commands, clockOffsetMs);
  const sealer = new SeatLogSealer(commands, dictionaries, clockOffsetMs, options.sealSizes ?? SEAL_SIZES);
  const writer = new SeatLogWriter(commands, keysOf, dictionaries, sealer, clockOffsetMs);
  const reader = new SeatLogReader(redis, keysOf, dictionaries);
  return {
    writePoll: (poll: Poll) => writer.writePoll(poll),
    hasPoll: (pair: OdPair, travelDate: CivilDate, plannedAt: Instant) =>
      reader.hasPoll(pair, travelDate, plannedAt),
    readBoard: (pair: OdPair, travelDate: CivilDate, asOf?: Instant): Promise<Board | null> =>
      reader.readBoard(pair, travelDate, asOf),
    readBoards: (watches, asOf) => reader.readBoards(watches, asOf),
    readDay: (pair, travelDate, asOf) => reader.readDay(pair, travelDate, asOf),
    readDays: (watches, asOf) => reader.readDays(watches, asOf),
    readHistory: (
      pair: OdPair,
      travelDate: CivilDate,
      offer: OfferKey,
      asOf?: Instant,
    ): Promise<ChangePoint[]> => reader.readHistory(pair, travelDate, offer, asOf),
    readPolls: (pair: OdPair, travelDate: CivilDate, asOf?: Instant): Promise<PollRecord[]> =>
      reader.readPolls(pair, travelDate, asOf),
    readLastPolls: (keys) => reader.readLastPolls(keys),
    readVersion: (pair: OdPair, travelDate: CivilDate) => reader.readVersion(pair, travelDate),
  };
}
