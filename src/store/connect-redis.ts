import { Cluster, Redis } from 'ioredis';
import { gatherWrites } from './redis/gather-writes.ts';
import { parseRedisUrl, type RedisTarget } from './redis/redis-url-parts.ts';
import type { RedisClient } from './redis-client.ts';

/** How to reach Redis: a URL as in REDIS_URL, or the socket of the server that the service started. */
export type RedisAddress = { kind: 'url'; url: string } | SocketAddress;

type SocketAddress = { kind: 'socket'; path: string };

/** How long to wait for one that does not answer. */
interface Patience {
  connectMs: number;
  /** Without it commands wait as long as it takes. */
  commandMs?: number;
  /** Milliseconds before the next attempt; null to give up. */
  retry(attempt: number): number | null;
  perCommand: { maxRetriesPerRequest: number | null };
}

/** After a failure in a Cluster a command is sent again so often, so far apart: a minute, longer than any failover. */
const CLUSTER_TRIES = 240;
const CLUSTER_DELAY_MS = 250;

/** A node that does not take up a connection within 5 s is as good as away. */
const PATIENT: Patience = {
  connectMs: 5_000,
  retry: (attempt) => Math.min(50 * attempt, 2_000),
  perCommand: { maxRetriesPerRequest: null },
};

/**
 * A client as BullMQ's workers want it: commands wait for a reconnect instead of failing after 20 tries. In a Cluster
 * they wait for the failover, up to a minute; then they fail with "Too many Cluster redirections", and a job that
 * fails by it is taken up again.
 *
 * A command may be sent twice when its answer was lost with the connection: whatever we write may be repeated.
 * Connection errors are reported once each time the connection is lost, not on every attempt.
 */
export function connectRedis(address: RedisAddress, onError: (error: Error) => void): RedisClient {
  const redis = openClient(address, PATIENT);
  let reported = false;
  redis.on('ready', () => {
    reported = false;
  });
  redis.on('error', (error: Error) => {
    if (!reported) onError(forgetCommand(error));
    reported = true;
  });
  return redis;
}

/** A client that gives up at the first failure, to ask whether Redis is there. Its errors are `onError`'s. */
export function connectOnce(
  url: string,
  answerWithinMs: number,
  onError: (error: Error) => void,
): RedisClient {
  const redis = openClient(
    { kind: 'url', url },
    {
      connectMs: answerWithinMs,
      commandMs: answerWithinMs,
      retry: () => null,
      perCommand: { maxRetriesPerRequest: 0 },
    },
  );
  redis.on('error', onError);
  return redis;
}

/** An error of ioredis holds the command it came of, and that of AUTH the password: it must not reach a log. */
function forgetCommand(error: Error): Error {
  const { lastNodeError } = error as { lastNodeError?: Error };
  for (const one of [error, lastNodeError]) if (one !== undefined) Reflect.deleteProperty(one, 'command');
  return error;
}

function openClient(address: RedisAddress, patience: Patience): RedisClient {
  const { connectMs, commandMs, retry, perCommand } = patience;
  const times = { ...perCommand, connectTimeout: connectMs, ...(commandMs && { commandTimeout: commandMs }) };
  const target = address.kind === 'url' ? parseRedisUrl(address.url) : address;
  if (target.kind === 'cluster') return openCluster(target, times, retry);
  const options = { ...times, retryStrategy: retry, sentinelRetryStrategy: retry };
  const redis =
    target.kind === 'single'
      ? new Redis(target.url, options)
      : new Redis({
          ...(target.kind === 'socket' ? { path: target.path } : planSentinelOptions(target)),
          ...options,
        });
  gatherWrites(redis);
  return redis;
}

/** The client asks the Sentinels who the master is, at each reconnect and when they announce another. */
function planSentinelOptions(target: Extract<RedisTarget, { kind: 'sentinel' }>) {
  const { sentinels, master, db, tls, username, password, sentinelUsername, sentinelPassword } = target;
  return {
    sentinels,
    name: master,
    db,
    failoverDetector: true,
    // A master that has become a replica meanwhile: ask again who the master is, and send the command there.
    reconnectOnError: (error: Error) => (error.message.startsWith('READONLY') ? (2 as const) : false),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(sentinelUsername === undefined ? {} : { sentinelUsername }),
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
    ...(tls ? { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
  };
}

/**
 * Commands are sent one by one, not gathered into pipelines by themselves (`enableAutoPipelining`): of a pipeline whose
 * node dies half-way, ioredis does not repeat what might have been done, and it would fail instead of waiting.
 */
function openCluster(
  { nodes, tls, username, password }: Extract<RedisTarget, { kind: 'cluster' }>,
  times: Patience['perCommand'] & { connectTimeout: number; commandTimeout?: number },
  retry: Patience['retry'],
): Cluster {
  const isPatient = times.maxRetriesPerRequest === null;
  const cluster = new Cluster(nodes, {
    enableReadyCheck: true,
    clusterRetryStrategy: retry,
    maxRedirections: isPatient ? CLUSTER_TRIES : 1,
    retryDelayOnFailover: CLUSTER_DELAY_MS,
    retryDelayOnClusterDown: CLUSTER_DELAY_MS,
    retryDelayOnTryAgain: CLUSTER_DELAY_MS,
    slotsRefreshTimeout: times.connectTimeout,
    redisOptions: {
      ...times,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(tls ? { tls: {} } : {}),
    },
    // A certificate is for a name: it is not turned into an address first.
    ...(tls ? { dnsLookup: passHost } : {}),
  });
  cluster.on('+node', gatherWrites);
  return cluster;
}

function passHost(host: string, callback: (error: null, address: string) => void): void {
  callback(null, host);
}
