import { civilDateOf, type Instant } from '../calendar/china-time.ts';
import type { CurrentStations } from '../stations/current-stations.ts';
import type { Station } from '../stations/schema.ts';
import { createStationTable } from '../stations/station-table.ts';
import type { ListStore } from './list-store.ts';

export interface FollowListsDeps {
  lists: ListStore;
  current: CurrentStations;
  /** Stations that an answer of the source named. */
  extra: readonly Pick<Station, 'telecode' | 'name'>[];
  /** In words for a source: "12306's". */
  whose: string;
  now(): Instant;
}

/**
 * Makes the newest kept lists those in use, as of the service's clock. One small read when nothing is new; else the
 * table is built anew (about 50 ms) and changed in one step. Whichever process refreshed the lists, all follow.
 */
export function createListFollower(deps: FollowListsDeps): () => Promise<void> {
  const { lists, current, extra, whose, now } = deps;
  let inUse = '';
  let underWay: Promise<void> = Promise.resolve();
  const follow = async () => {
    const today = civilDateOf(now());
    const mark = await lists.readMark();
    if (mark === null || inUse === `${today} ${mark}`) return;
    const overlay = await lists.readOverlay(today);
    current.swap(createStationTable(extra, today, { ...overlay, whose }));
    inUse = `${today} ${mark}`;
  };
  // One after the other, or a table of older lists could be swapped in after a newer one.
  return () => {
    underWay = underWay.then(follow, follow);
    return underWay;
  };
}
