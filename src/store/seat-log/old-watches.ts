import type { RedisClient } from '../redis-client.ts';
import { arrangeOldStates } from './keys.ts';

/** Keys that Redis looks at in one step: a tenth of a millisecond of its time. */
const STEP_KEYS = 500;

/**
 * The pairs and dates, as `FROM-TO:date`, of which a namespace has a log of layout 1; some perhaps twice. By a search
 * through all keys, for layout 1 kept no index; of a Cluster on each master. A log that is brought over meanwhile is in
 * the index already.
 */
export async function* findOldWatches(
  redis: RedisClient,
  namespace: string | undefined,
): AsyncGenerator<string> {
  const { before, after } = arrangeOldStates(namespace);
  const pattern = `${escapeGlob(before)}*${after}`;
  for (const node of 'nodes' in redis ? redis.nodes('master') : [redis]) {
    let cursor = '0';
    do {
      const [next, keys] = await node.scan(cursor, 'MATCH', pattern, 'COUNT', STEP_KEYS);
      for (const key of keys) yield key.slice(before.length, -after.length);
      cursor = next;
    } while (cursor !== '0');
  }
}

/** A namespace is a name the operator chose, not a pattern. */
function escapeGlob(text: string): string {
  return text.replace(/[\\*?[\]^]/g, '\\$&');
}
