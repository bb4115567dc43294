import { addDays, type CivilDate, type Instant, startOfDay } from '../../calendar/china-time.ts';
import type { OdPair } from '../../seats/schema.ts';

/**
 * The Redis keys of one pair and date. They share one hash tag, so that a script may touch them all in a
 * Cluster, and carry the schema version in front: a new layout takes a new number and never misreads the old
 * (migration.ts brings version 1 over). Within version 2 the beginning of a log, pages and batches each tell in which
 * form they are: what was written before a form came is read as it is, and code older than a form refuses it.
 *
 * - `log`: a board, one token a poll since, and where it stands now (log-value.ts); the hot read and write.
 * - `sealed`: older polls, a list of compressed pages (page.ts).
 * - `late`: ok polls that came out of order and are not folded in yet, a sorted set by second observed.
 * - `cells`: the dictionary, an append-only list of batches (dictionary.ts).
 * - `failures`: polls that failed, one packed string (failures.ts).
 */
export interface SeatLogKeys {
  log: string;
  sealed: string;
  late: string;
  cells: string;
  failures: string;
}

export type KeysOf = (pair: OdPair, travelDate: CivilDate) => SeatLogKeys;

/** A namespace keeps apart what must never mix, such as two sources; without one there is only one log. */
export function arrangeKeys(pair: OdPair, travelDate: CivilDate, namespace?: string): SeatLogKeys {
  const tag = `seat:v2:${spaceOf(namespace)}{${pair.from}-${pair.to}:${travelDate}}`;
  return {
    log: `${tag}:log`,
    sealed: `${tag}:sealed`,
    late: `${tag}:late`,
    cells: `${tag}:cells`,
    failures: `${tag}:failures`,
  };
}

/** The keys of layout 1, in the same slot: only migration.ts looks there. */
export function arrangeOldKeys(
  pair: OdPair,
  travelDate: CivilDate,
  namespace?: string,
): Omit<SeatLogKeys, 'failures'> & { state: string; failed: string } {
  const tag = `seat:v1:${spaceOf(namespace)}{${pair.from}-${pair.to}:${travelDate}}`;
  return {
    state: `${tag}:state`,
    log: `${tag}:log`,
    sealed: `${tag}:sealed`,
    late: `${tag}:late`,
    cells: `${tag}:cells`,
    failed: `${tag}:failed`,
  };
}

/** What the keys `state` of layout 1 look like, as SCAN wants it: around the pair and date. */
export function arrangeOldStates(namespace?: string): { before: string; after: string } {
  return { before: `seat:v1:${spaceOf(namespace)}{`, after: '}:state' };
}

/** The index of a namespace: the pairs and dates anything was kept of (watch-index.ts). In a slot of its own. */
export function arrangeIndexKey(namespace?: string): string {
  return `seat:v2:${spaceOf(namespace)}watches`;
}

/** There when the index has all that layout 1 left, which had none (old-watches.ts). */
export function arrangeTakenOverKey(namespace?: string): string {
  return `seat:v2:${spaceOf(namespace)}watches-taken-over`;
}

function spaceOf(namespace: string | undefined): string {
  return namespace === undefined ? '' : `${namespace}:`;
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
