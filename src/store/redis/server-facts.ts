import type { RedisClient } from '../redis-client.ts';

/** What a Redis says of itself (INFO); null for what it does not say, as where INFO is forbidden to our user. */
export interface ServerFacts {
  version: string | null;
  mode: 'standalone' | 'cluster' | 'sentinel' | null;
  usedBytes: number | null;
  /** The limit Redis keeps to; 0 for none. */
  maxBytes: number | null;
  /** Memory of the machine it runs on. */
  machineBytes: number | null;
  /** What it does at its limit: only `noeviction` loses nothing. */
  policy: string | null;
  appendsLog: boolean | null;
  /** False while the append-only file cannot be written: Redis refuses writes then. */
  logIsWritten: boolean | null;
  /** False when the last snapshot could not be written: Redis refuses writes then, unless told not to mind. */
  snapshotIsWritten: boolean | null;
}

/** Reads the text of INFO: `name:value` lines. Valkey names itself in fields of its own beside those of Redis. */
export function parseServerFacts(info: string): ServerFacts {
  const fields = new Map(
    info.split('\r\n').flatMap((line): [string, string][] => {
      const colon = line.indexOf(':');
      return colon < 1 ? [] : [[line.slice(0, colon), line.slice(colon + 1)]];
    }),
  );
  const text = (name: string) => fields.get(name) ?? null;
  const bytes = (name: string) => {
    const value = Number(fields.get(name) ?? Number.NaN);
    return Number.isFinite(value) ? value : null;
  };
  const isOk = (name: string) => (fields.has(name) ? fields.get(name) === 'ok' : null);
  const mode = text('redis_mode') ?? text('server_mode');
  return {
    version: text('valkey_version') ?? text('redis_version'),
    mode: mode === 'standalone' || mode === 'cluster' || mode === 'sentinel' ? mode : null,
    usedBytes: bytes('used_memory'),
    maxBytes: bytes('maxmemory'),
    machineBytes: bytes('total_system_memory'),
    policy: text('maxmemory_policy'),
    appendsLog: fields.has('aof_enabled') ? fields.get('aof_enabled') === '1' : null,
    logIsWritten: isOk('aof_last_write_status'),
    snapshotIsWritten: isOk('rdb_last_bgsave_status'),
  };
}

/**
 * Asks the Redis, or every master of the Cluster. INFO is answered while writes are refused.
 * Where it is forbidden the facts are unknown, which is no reason to stop.
 */
export async function readServerFacts(redis: RedisClient): Promise<ServerFacts[]> {
  const nodes = 'nodes' in redis ? redis.nodes('master') : [redis];
  return Promise.all(
    nodes.map(async (node) => {
      const info = await node.info().catch((error: Error) => {
        if (error.message.startsWith('NOPERM')) return '';
        throw error;
      });
      return parseServerFacts(info);
    }),
  );
}
