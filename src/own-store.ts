import { existsSync } from 'node:fs';
import { DAY_MS, type Instant } from './calendar/china-time.ts';
import { createClock, readOrKeepOffset } from './clock.ts';
import { type Config, parseConfig } from './config.ts';
import { createExits, type Exits } from './exits.ts';
import { openRedis } from './open-redis.ts';
import { readSource, type Source } from './source.ts';
import type { ArchiveLog } from './store/archive/log-port.ts';
import { createArchiveLog } from './store/archive/redis-log.ts';
import { connectRedis } from './store/connect-redis.ts';
import type { RedisClient } from './store/redis-client.ts';

/** What a command line needs of a service's data. */
export interface OwnStore {
  config: Config;
  redis: RedisClient;
  log: ArchiveLog;
  source: Source;
  /** By the service's clock. */
  now: Instant;
}

/** The settings of the environment and of a `.env` beside us. */
export function readConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return parseConfig(process.env);
}

/** The service's own Redis, source and clock; a Redis that runs is joined, else one is started for the time. */
export async function withOwnStore<T>(work: (store: OwnStore) => Promise<T>): Promise<T> {
  const config = readConfig();
  const report = (line: string) => process.stderr.write(`${line}\n`);
  const exits = createExits(report);
  try {
    const source = await readSource(config, Date.now());
    const redis = await openConnection(config, exits, report);
    const { offsetDays, kept } = source.clock;
    const clock = createClock(
      kept ? await readOrKeepOffset(redis, source.namespace, offsetDays) : offsetDays,
    );
    const clockOffsetMs = clock.offsetDays * DAY_MS;
    const log = createArchiveLog(redis, { namespace: source.namespace, clockOffsetMs });
    return await work({ config, redis, log, source, now: clock.now() });
  } finally {
    await exits.closeAll();
  }
}

async function openConnection(
  config: Config,
  exits: Exits,
  report: (line: string) => void,
): Promise<RedisClient> {
  const handle = await openRedis(config, report);
  exits.add('Redis', () => handle.release());
  const redis = connectRedis(handle.connection, (error) =>
    report(`Redis connection lost, reconnecting: ${error.message}`),
  );
  exits.add('the connection to Redis', async () => redis.disconnect());
  return redis;
}
