import { Redis } from 'ioredis';
import { ServiceError } from '../../errors.ts';
import { isNewEnough, OLDEST_VERSION } from './server-version.ts';

const ANSWER_WITHIN_MS = 5_000;
const ADVICE = 'start that Redis, mend REDIS_URL, or unset it to let the service start a Redis by itself';

/** The URL as it may be printed: without user, password and query. Null when it is no Redis URL. */
export function maskRedisUrl(text: string): string | null {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:') return null;
  return `${url.protocol}//${url.username || url.password ? '***@' : ''}${url.host}${url.pathname}`;
}

/** Asks the operator's own Redis whether it is there and new enough; never starts one instead. */
export async function checkRedisUrl(
  url: string,
  report: (line: string) => void,
  answerWithinMs = ANSWER_WITHIN_MS,
): Promise<string> {
  const shown = maskRedisUrl(url);
  if (shown === null) {
    throw new ServiceError(
      'REDIS_URL: expected redis://host:port or rediss://host:port, got something else',
      ADVICE,
    );
  }
  report(`Asking the Redis at ${shown} (REDIS_URL)`);
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: answerWithinMs,
    commandTimeout: answerWithinMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let lastError: Error | undefined;
  redis.on('error', (error: Error) => {
    lastError = error;
  });
  try {
    await redis.connect();
    await redis.ping();
    // INFO may be forbidden to this user: then we take the version on trust.
    const version = /^redis_version:(\S+)/m.exec(await redis.info('server').catch(() => ''))?.[1];
    if (version !== undefined && !isNewEnough(version)) {
      throw new Error(`it is version ${version}, older than ${OLDEST_VERSION}`);
    }
    return `REDIS_URL (${shown}${version === undefined ? '' : `, version ${version}`})`;
  } catch (error) {
    const reason = describeReason(lastError ?? (error as Error));
    throw new ServiceError(`REDIS_URL is set, but the Redis at ${shown} cannot be used: ${reason}`, ADVICE);
  } finally {
    redis.disconnect();
  }
}

/** Errors of ioredis name addresses and replies, never the password. */
function describeReason(error: Error): string {
  const code = (error as NodeJS.ErrnoException).code;
  return error.message || code || 'it does not answer';
}
