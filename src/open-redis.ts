import type { Config } from './config.ts';
import { ensureRedis, type RedisHandle } from './store/redis/ensure-redis.ts';

/** The Redis of the settings: joined where it runs, else started as they say. Throws ServiceError where there is none. */
export function openRedis(config: Config, report: (line: string) => void): Promise<RedisHandle> {
  return ensureRedis({
    dataDir: config.DATA_DIR,
    ...(config.REDIS_URL === undefined ? {} : { redisUrl: config.REDIS_URL }),
    settings: {
      fsync: config.REDIS_FSYNC,
      ...(config.REDIS_MEMORY_BUDGET_MB === undefined
        ? {}
        : { maxBytes: config.REDIS_MEMORY_BUDGET_MB * 2 ** 20 }),
    },
    ...(config.REDIS_SERVER_BIN === undefined ? {} : { redisServerBin: config.REDIS_SERVER_BIN }),
    report,
  });
}
