import { addDays, type CivilDate, type Instant, startOfDay } from '../../calendar/china-time.ts';
import type { OdPair } from '../../seats/schema.ts';

/**
 * The Redis keys of one pair and date. They share one hash tag, so that a script may touch them all in a
 * Cluster, and carry the schema version in front: a new layout takes a new number and never misreads the old.
 *
 * - `state`: header, board and change times as of the newest ok poll (state.ts); the hot read.
 * - `log`: one token a poll since the last sealed page (tokens.ts).
 * - `sealed`: older polls, a list of compressed pages (page.ts).
 * - `late`: ok polls that came out of order and are not folded in yet, a sorted set by second observed.
 * - `cells`: the dictionary, an append-only list of batches (dictionary.ts).
 * - `failed`: polls that failed, a sorted set by second observed.
 */
export interface SeatLogKeys {
  state: string;
  log: string;
  sealed: string;
  late: string;
  cells: string;
  failed: string;
}

export type KeysOf = (pair: OdPair, travelDate: CivilDate) => SeatLogKeys;

/** A namespace keeps apart what must never mix, such as two sources; without one there is only one log. */
export function arrangeKeys(pair: OdPair, travelDate: CivilDate, namespace?: string): SeatLogKeys {
  const space = namespace === undefined ? '' : `${namespace}:`;
  const tag = `seat:v1:${space}{${pair.from}-${pair.to}:${travelDate}}`;
  return {
    state: `${tag}:state`,
    log: `${tag}:log`,
    sealed: `${tag}:sealed`,
    late: `${tag}:late`,
    cells: `${tag}:cells`,
    failed: `${tag}:failed`,
  };
}

/**
 * A lunar leap year has 384 days: 400 keep last season's days readable until this season has passed the same
 * lunar day. Redis never drops a log sooner than this after it was begun either (scripts/common.ts), so that
 * old recordings played back on a wrong clock do not vanish as they are written.
 */
export const KEEP_DAYS = 400;

/** Until when, on the service's clock, the log of a travel date is kept. */
export function keepUntil(travelDate: CivilDate): Instant {
  return startOfDay(addDays(travelDate, KEEP_DAYS));
}
