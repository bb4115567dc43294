import { USUAL_MANNER } from '../fixtures/double/source.ts';
import { openSyntheticSource } from '../fixtures/double/synthetic-source.ts';
import {
  BUNDLED_PAIRS,
  type BundledSeason,
  buildSeasonScenario,
  bundledDates,
} from '../fixtures/scenarios/taiyuan-seasons.ts';
import {
  addDays,
  type CivilDate,
  DAY_MS,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  parseInstant,
  SECOND_MS,
  startOfDay,
} from './calendar/china-time.ts';
import { firstSaleDay } from './calendar/presale.ts';
import type { OdPair, TrainRow, Watch } from './seats/schema.ts';
import { exportArchive } from './store/archive/export-archive.ts';
import type { ArchiveLog } from './store/archive/log-port.ts';
import type { Manifest } from './store/archive/manifest.ts';
import { createArchiveLog } from './store/archive/redis-log.ts';
import type { RedisClient } from './store/redis-client.ts';
import { createSeatLog } from './store/seat-log/seat-log.ts';
import { parseLeftTickets } from './upstream/left-ticket-answer.ts';
import { VERSION } from './version.ts';

export interface SeasonOptions {
  /** All of the season's unless named. */
  pairs?: readonly OdPair[];
  dates?: readonly CivilDate[];
  onProgress?(done: number, total: number): void;
}

/** Rows name the day their sale opens, not only the hour: no list of sale times is known for 2019. */
const MANNER = { ...USUAL_MANNER, dress: { ...USUAL_MANNER.dress, saleText: 'day' as const } };

const AWAKE_FROM_HOUR = 6;
/** An answer comes so long after it was asked for. */
const ANSWER_MS = 2 * SECOND_MS;

/**
 * Polls a bundled season through the real parser and the real seat log, and answers the log as archives read it. Every
 * half hour on the day the sale opens, then every hour to the last departure, by night as well (the double never
 * closes). `clockOffsetMs` sets the clock of the log to that season, or it would keep nothing so old.
 */
export async function pollSeason(
  redis: RedisClient,
  season: BundledSeason,
  { pairs = BUNDLED_PAIRS, dates = bundledDates(season), onProgress }: SeasonOptions = {},
): Promise<ArchiveLog> {
  const scenario = buildSeasonScenario(season);
  const source = openSyntheticSource(scenario);
  const options = {
    namespace: scenario.name,
    clockOffsetMs: startOfDay(dates.at(-1)!) + DAY_MS - Math.floor(Date.now() / DAY_MS) * DAY_MS,
  };
  const seatLog = createSeatLog(redis, options);
  const watches = pairs.flatMap((pair) => dates.map((travelDate): Watch => ({ pair, travelDate })));
  for (const [done, watch] of watches.entries()) {
    const remembered = new Map<string, TrainRow[]>();
    for (const plannedAt of planPollTimes(watch.travelDate)) {
      const observedAt = plannedAt + ANSWER_MS;
      const { from, to } = watch.pair;
      const body = String(source.leftTickets(from, to, watch.travelDate, observedAt, MANNER));
      const rows = parseBody(body, watch, remembered);
      if (rows === null) break;
      await seatLog.writePoll({
        ...watch,
        plannedAt,
        observedAt,
        provenance: 'synthetic',
        outcome: 'ok',
        rows,
      });
    }
    onProgress?.(done + 1, watches.length);
  }
  return createArchiveLog(redis, options);
}

/** Writes a season's archive into an empty folder. The same content whenever and wherever it is made. */
export function exportSeason(log: ArchiveLog, season: BundledSeason, folder: string): Promise<Manifest> {
  const dates = bundledDates(season);
  const { name } = buildSeasonScenario(season);
  return exportArchive(log, {
    folder,
    first: dates[0]!,
    last: dates.at(-1)!,
    season,
    pairs: [],
    withOpen: false,
    source: {
      name: 'double',
      namespace: name,
      provenance: 'synthetic',
      detail: `synthetic: our double's model of ${name}, polled every hour, every half hour on the day the sale opens (fixtures/README.md)`,
    },
    createdBy: `yupiao ${VERSION}`,
    // By the season's clock, as its own service would have written it, and the same each time.
    now: parseInstant(`${addDays(dates.at(-1)!, 7)}T00:00:00+08:00`)!,
  });
}

/** From the morning of the day the sale opens to the end of the travel date. */
function planPollTimes(travelDate: CivilDate): Instant[] {
  const opening = firstSaleDay(travelDate, 'online');
  if (opening === null) throw new RangeError(`no presale rule covers ${travelDate}`);
  const times: Instant[] = [];
  const hourly = startOfDay(addDays(opening.firstSaleDay, 1));
  const end = startOfDay(travelDate) + DAY_MS;
  let at = startOfDay(opening.firstSaleDay) + AWAKE_FROM_HOUR * HOUR_MS;
  while (at < end) {
    times.push(at);
    at += at < hourly ? 30 * MINUTE_MS : HOUR_MS;
  }
  return times;
}

/** Null once all trains have left. An answer that has come before, tokens apart, needs not be read again. */
function parseBody(body: string, watch: Watch, remembered: Map<string, TrainRow[]>): TrainRow[] | null {
  const key = body.replace(/"[^"|]*\|/g, '"|');
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const answer = parseLeftTickets(JSON.parse(body), watch);
  if (answer.kind === 'failure' && answer.sign === 'no-trains') return null;
  if (answer.kind !== 'rows')
    throw new Error(`the double's answer cannot be read: ${JSON.stringify(answer)}`);
  remembered.clear();
  remembered.set(key, answer.rows);
  return answer.rows;
}
