/** A host and port; Redis' own port where the URL names none. */
export interface RedisNode {
  host: string;
  port: number;
}

interface Access {
  username?: string;
  password?: string;
  tls: boolean;
}

/** What a REDIS_URL names. */
export type RedisTarget =
  | { kind: 'single'; url: string }
  | ({ kind: 'cluster'; nodes: RedisNode[] } & Access)
  | ({
      kind: 'sentinel';
      sentinels: RedisNode[];
      /** The name under which the Sentinels watch the master. */
      master: string;
      db: number;
      /** For the Sentinels themselves, which have users of their own. */
      sentinelUsername?: string;
      sentinelPassword?: string;
    } & Access);

/** The forms of REDIS_URL, in words. */
export const REDIS_URL_FORMS =
  'redis://host:port or rediss://host:port (one Redis), redis://host1:port1,host2:port2 or redis+cluster://host:port ' +
  '(Cluster), or redis+sentinel://host1:port1,host2:port2/masterName (Sentinel)';

const REDIS_PORT = 6_379;
const SENTINEL_PORT = 26_379;

interface UrlParts {
  scheme: 'redis' | 'rediss';
  kind: 'cluster' | 'sentinel' | null;
  userInfo: string | null;
  hosts: string;
  path: string;
  query: string;
}

/**
 * Reads a REDIS_URL. Several hosts are starting points of one Cluster, of which any that answers is enough; a single
 * `redis://` may turn out to be a node of a Cluster as well, which only asking it tells (redis-url.ts).
 *
 * @throws RangeError that says what is wrong with it and repeats neither user nor password
 */
export function parseRedisUrl(text: string): RedisTarget {
  const parts = splitRedisUrl(text);
  if (parts === null) throw new RangeError(REDIS_URL_FORMS);
  const { kind, path, query } = parts;
  const port = kind === 'sentinel' ? SENTINEL_PORT : REDIS_PORT;
  const nodes = parseNodes(parts.hosts, port);
  // What stands there may be a password whose host was forgotten: it is not repeated.
  if (nodes === null) throw new RangeError('hosts as host:port, with a port from 1 to 65535');
  if (kind === 'sentinel') return buildSentinel(parts, nodes, path, query);
  if (kind === 'cluster' || nodes.length > 1) {
    if (path !== '' && path !== '0')
      throw new RangeError('a Cluster without a database number (it has only number 0)');
    return { kind: 'cluster', nodes, ...parseAccess(parts) };
  }
  if (!URL.canParse(text)) throw new RangeError('a URL whose user and password are percent-encoded');
  return { kind: 'single', url: text };
}

/** The URL as it may be printed: without user, password and query. Null when it is no Redis URL. */
export function maskRedisUrl(text: string): string | null {
  const parts = splitRedisUrl(text);
  if (parts === null || parseNodes(parts.hosts, REDIS_PORT) === null) return null;
  const kind = parts.kind === null ? '' : `+${parts.kind}`;
  const path = parts.path === '' ? '' : `/${parts.path}`;
  return `${parts.scheme}${kind}://${parts.userInfo === null ? '' : '***@'}${parts.hosts}${path}`;
}

/** The Cluster that this URL of a single Redis is a node of, as a URL. */
export function planClusterUrl(url: string): string {
  return url.replace(/^(rediss?):/, '$1+cluster:').replace(/\/\d*(?=$|\?)/, '');
}

/** By hand, as the URL of the standard knows one host only. What stands before the last @ is never shown. */
function splitRedisUrl(text: string): UrlParts | null {
  const pattern =
    /^(rediss?)(?:\+(cluster|sentinel))?:\/\/(?:(.*)@)?([^/?#@\s]+)(?:\/([^?#@]*))?(?:\?([^#]*))?$/;
  const match = pattern.exec(text);
  if (match === null) return null;
  const [, scheme, kind = null, userInfo = null, hosts = '', path = '', query = ''] = match;
  return { scheme, kind, userInfo, hosts, path, query } as UrlParts;
}

/** Null when one of them is no host:port. */
function parseNodes(hosts: string, standardPort: number): RedisNode[] | null {
  const nodes = hosts.split(',').map((text) => {
    const [, inBrackets, name, port] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d+))?$/.exec(text) ?? [];
    return { host: inBrackets ?? name ?? '', port: port === undefined ? standardPort : Number(port) };
  });
  return nodes.every(({ host, port }) => host !== '' && port >= 1 && port <= 65_535) ? nodes : null;
}

function buildSentinel(parts: UrlParts, sentinels: RedisNode[], path: string, query: string): RedisTarget {
  const [master = '', db = '0', ...more] = path.split('/');
  if (master === '' || more.length > 0 || !/^\d+$/.test(db))
    throw new RangeError(
      "the name of the Sentinels' master after the hosts: redis+sentinel://host:port/masterName",
    );
  const own = new URLSearchParams(query);
  const username = own.get('sentinelUsername');
  const password = own.get('sentinelPassword');
  return {
    kind: 'sentinel',
    sentinels,
    master: decodePart(master),
    db: Number(db),
    ...(username === null ? {} : { sentinelUsername: username }),
    ...(password === null ? {} : { sentinelPassword: password }),
    ...parseAccess(parts),
  };
}

function parseAccess({ scheme, userInfo }: UrlParts): Access {
  const tls = scheme === 'rediss';
  if (userInfo === null) return { tls };
  const colon = userInfo.indexOf(':');
  const username = decodePart(colon < 0 ? userInfo : userInfo.slice(0, colon));
  const password = colon < 0 ? '' : decodePart(userInfo.slice(colon + 1));
  return { ...(username === '' ? {} : { username }), ...(password === '' ? {} : { password }), tls };
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RangeError('a URL whose user, password and names are percent-encoded');
  }
}
