import { parentPort, workerData } from 'node:worker_threads';
import { freezeFigures } from '../jobs/freeze-figures.ts';
import { DAY_MS } from './calendar/china-time.ts';
import { createClock } from './clock.ts';
import type { Config } from './config.ts';
import { openPastSeasons } from './past-seasons.ts';
import { createStationTable } from './stations/station-table.ts';
import { createArchiveLog } from './store/archive/redis-log.ts';
import { connectRedis, type RedisAddress } from './store/connect-redis.ts';
import { createFigureStore } from './store/figures/figure-store.ts';

/** What a thread needs to freeze the figures of a service with a connection of its own. */
export interface FreezeOrder {
  config: Pick<Config, 'ARCHIVES_DIR' | 'DATA_DIR'>;
  namespace: string;
  connection: RedisAddress;
  offsetDays: number;
}

// A national season takes a minute of a processor: in a thread of its own nobody who asks meanwhile waits for it.
const { config, namespace, connection, offsetDays } = workerData as FreezeOrder;
const clock = createClock(offsetDays);
const redis = connectRedis(connection, () => undefined);
try {
  const summary = await freezeFigures({
    archives: await openPastSeasons(config, { namespace }),
    log: createArchiveLog(redis, { namespace, clockOffsetMs: clock.offsetDays * DAY_MS }),
    figures: createFigureStore(redis, namespace),
    stations: createStationTable(),
    now: clock.now,
  });
  parentPort?.postMessage(summary);
} finally {
  redis.disconnect();
}
