import type { Instant } from '../../calendar/china-time.ts';
import { arrangeGaps } from '../../seats/coverage.ts';
import type { Watch } from '../../seats/schema.ts';
import { arrangeCoverage } from '../arrange-coverage.ts';
import type { HttpDeps } from '../http-deps.ts';
import { readLookups } from '../read-lookups.ts';
import { arrangeWatch, type WatchView, watchKey } from './arrange-watch.ts';

/** What reading boards needs of the world. */
export type BoardDeps = Pick<
  HttpDeps,
  | 'now'
  | 'seatLog'
  | 'stations'
  | 'watchlist'
  | 'timetable'
  | 'provenance'
  | 'readCoverage'
  | 'pollIntervalMs'
>;

/** Views of watched pairs and days, each read again only when something was kept about it or its time has come. */
export interface WatchViews {
  readViews(watches: readonly Watch[]): Promise<WatchView[]>;
}

const MOST_KEPT = 2_000;

export function createWatchViews(deps: BoardDeps): WatchViews {
  const kept = new Map<string, { version: string; view: WatchView }>();

  async function readView(watch: Watch): Promise<WatchView> {
    const key = `${watchKey(watch)} ${watch.travelDate}`;
    const version = await deps.seatLog.readVersion(watch.pair, watch.travelDate);
    const known = kept.get(key);
    if (known?.version === version && deps.now() < known.view.validUntil) return known.view;
    const view = await readWatchView(deps, watch);
    if (kept.size >= MOST_KEPT) kept.clear();
    // The version was read first: a poll kept meanwhile makes the view newer than it says, and it is read once more.
    kept.set(key, { version, view });
    return view;
  }

  return { readViews: (watches) => Promise.all(watches.map(readView)) };
}

async function readWatchView(deps: BoardDeps, watch: Watch): Promise<WatchView> {
  const { pair, travelDate } = watch;
  const now: Instant = deps.now();
  const [board, day, sources] = await Promise.all([
    deps.seatLog.readBoard(pair, travelDate),
    deps.seatLog.readDay(pair, travelDate),
    deps.readCoverage(watch),
  ]);
  const { pollIntervalMs: intervalMs } = deps;
  return arrangeWatch({
    watch,
    board,
    day,
    coverage: arrangeCoverage(sources, { now, intervalMs }),
    gaps: arrangeGaps(sources, { now, intervalMs }),
    lookups: board === null ? null : await readLookups(deps, board, watch, now),
    stationName: (telecode) => deps.stations.byTelecode(telecode)?.name ?? telecode,
    now,
    staleAfterMs: 2 * intervalMs,
  });
}
