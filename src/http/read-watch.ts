import type { CivilDate } from '../calendar/china-time.ts';
import type { Watch } from '../seats/schema.ts';
import type { Station } from '../stations/schema.ts';
import { chooseWatch, findPair, findWatch } from './find-watch.ts';
import type { HttpDeps } from './http-deps.ts';

/**
 * The pair and date that answers for two stations: one that is watched, or one that was and is still kept. A chart in
 * an article is looked at long after its train has left. Throws InputError `unwatched-pair` where neither is.
 */
export async function readWatch(
  { watchlist, stations, seatLog, now }: Pick<HttpDeps, 'watchlist' | 'stations' | 'seatLog' | 'now'>,
  asked: { from: Station; to: Station; date: CivilDate },
): Promise<Watch> {
  const watched = watchlist.entries(now());
  const found = chooseWatch(findPair(watched, stations, asked), asked);
  if (found !== undefined) return found;
  const kept = await seatLog.readWatches(asked.date, asked.date);
  return chooseWatch(findPair(kept, stations, asked), asked) ?? findWatch(watched, stations, asked);
}
