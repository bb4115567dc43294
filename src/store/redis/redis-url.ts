import { ServiceError } from '../../errors.ts';
import { connectOnce } from '../connect-redis.ts';
import { maskRedisUrl, parseRedisUrl, planClusterUrl } from './redis-url-parts.ts';
import { readServerFacts, type ServerFacts } from './server-facts.ts';
import { isNewEnough, OLDEST_VERSION } from './server-version.ts';

const ANSWER_WITHIN_MS = 5_000;
const ADVICE = 'start that Redis, mend REDIS_URL, or unset it to let the service start a Redis by itself';

/**
 * Asks the operator's own Redis whether it is there and fit for us; never starts one instead. The URL that comes back
 * is the one to use: of a single node that turned out to belong to a Cluster, the Cluster's.
 *
 * @throws ServiceError when it does not answer, is too old, or may throw data away
 */
export async function checkRedisUrl(
  url: string,
  report: (line: string) => void,
  answerWithinMs = ANSWER_WITHIN_MS,
): Promise<{ origin: string; url: string }> {
  const shown = maskRedisUrl(url);
  try {
    parseRedisUrl(url);
  } catch (error) {
    throw new ServiceError(`REDIS_URL: expected ${(error as Error).message}`, ADVICE);
  }
  report(`Asking the Redis at ${shown} (REDIS_URL)`);
  let facts: ServerFacts[];
  try {
    facts = await askServers(url, answerWithinMs);
    for (const one of facts) refuseUnfit(one);
  } catch (error) {
    const reason = describeReason(error as Error);
    throw new ServiceError(`REDIS_URL is set, but the Redis at ${shown} cannot be used: ${reason}`, ADVICE);
  }
  if (facts.some((one) => one.mode === 'cluster') && parseRedisUrl(url).kind === 'single')
    return checkRedisUrl(planClusterUrl(url), report, answerWithinMs);
  const versions = [...new Set(facts.flatMap(({ version }) => version ?? []))];
  const said = versions.length === 0 ? '' : `, version ${versions.join(' and ')}`;
  const count = parseRedisUrl(url).kind === 'cluster' ? `, Cluster of ${facts.length} masters` : '';
  return { origin: `REDIS_URL (${shown}${said}${count})`, url };
}

async function askServers(url: string, answerWithinMs: number): Promise<ServerFacts[]> {
  let lastError: Error | undefined;
  const redis = connectOnce(url, answerWithinMs, (error) => {
    lastError = error;
  });
  try {
    await redis.ping();
    return await readServerFacts(redis);
  } catch (error) {
    throw lastError ?? error;
  } finally {
    redis.disconnect();
  }
}

function refuseUnfit({ version, mode, policy, maxBytes }: ServerFacts): void {
  if (version !== null && !isNewEnough(version))
    throw new Error(`it is version ${version}, older than ${OLDEST_VERSION}`);
  if (mode === 'sentinel')
    throw new Error('it is a Sentinel: write redis+sentinel://host:port/masterName instead');
  // Without a limit nothing is ever thrown out, whatever the policy.
  if (policy !== null && policy !== 'noeviction' && maxBytes !== null && maxBytes > 0)
    throw new Error(
      `its maxmemory-policy is ${policy}, which throws history away at its limit: CONFIG SET maxmemory-policy noeviction`,
    );
}

/** Errors of ioredis name addresses and replies, never the password. */
function describeReason(error: Error): string {
  const { lastNodeError } = error as { lastNodeError?: Error | null };
  const told = lastNodeError ?? error;
  return told.message || (told as NodeJS.ErrnoException).code || 'it does not answer';
}
