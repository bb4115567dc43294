import { Redis } from 'ioredis';

/** How to reach Redis: a URL, or the socket of the server that the service started. */
export type RedisAddress = { kind: 'url'; url: string } | { kind: 'socket'; path: string };

/**
 * A client as BullMQ's workers want it: commands wait for a reconnect instead of failing after 20 tries.
 * Connection errors are reported once each time the connection is lost, not on every attempt.
 */
export function connectRedis(address: RedisAddress, onError: (error: Error) => void): Redis {
  const options = {
    maxRetriesPerRequest: null,
    retryStrategy: (attempt: number) => Math.min(50 * attempt, 2_000),
  };
  const redis =
    address.kind === 'url' ? new Redis(address.url, options) : new Redis({ path: address.path, ...options });
  let reported = false;
  redis.on('ready', () => {
    reported = false;
  });
  redis.on('error', (error: Error) => {
    if (!reported) onError(error);
    reported = true;
  });
  return redis;
}
