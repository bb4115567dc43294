import { describe, expect, it } from 'vitest';
import {
  maskRedisUrl,
  parseRedisUrl,
  planClusterUrl,
  type RedisTarget,
} from '../../../src/store/redis/redis-url-parts.ts';

const FORMS: [url: string, target: RedisTarget, shown: string][] = [
  [
    'redis://db.example:6380/2',
    { kind: 'single', url: 'redis://db.example:6380/2' },
    'redis://db.example:6380/2',
  ],
  [
    'redis://a:7001,b:7002,[::1]:7003',
    {
      kind: 'cluster',
      nodes: [
        { host: 'a', port: 7001 },
        { host: 'b', port: 7002 },
        { host: '::1', port: 7003 },
      ],
      tls: false,
    },
    'redis://a:7001,b:7002,[::1]:7003',
  ],
  [
    'rediss+cluster://me:se%40cret@a',
    { kind: 'cluster', nodes: [{ host: 'a', port: 6379 }], username: 'me', password: 'se@cret', tls: true },
    'rediss+cluster://***@a',
  ],
  [
    'redis+sentinel://:secret@a,b:26380/seats/3?sentinelPassword=other%20secret',
    {
      kind: 'sentinel',
      sentinels: [
        { host: 'a', port: 26_379 },
        { host: 'b', port: 26_380 },
      ],
      master: 'seats',
      db: 3,
      sentinelPassword: 'other secret',
      password: 'secret',
      tls: false,
    },
    'redis+sentinel://***@a,b:26380/seats/3',
  ],
];

describe('a REDIS_URL', () => {
  it.each(FORMS)('%s is understood, and shown without its secrets', (url, target, shown) => {
    expect(parseRedisUrl(url)).toEqual(target);
    expect(maskRedisUrl(url)).toBe(shown);
  });

  it.each([
    ['http://me:secret@host', 'redis://host:port'],
    ['redis://', 'redis://host:port'],
    ['redis://me:secret', 'hosts as host:port'],
    ['redis://a:0,secret:1', 'hosts as host:port'],
    ['redis://a:1,b:99999', 'hosts as host:port'],
    ['redis://a:1,b:2/secret', 'without a database number'],
    ['redis+sentinel://a:1,b:2', "the name of the Sentinels' master"],
    ['redis+sentinel://a:1/seats/secret', "the name of the Sentinels' master"],
    ['redis+cluster://me:%secret@a:1', 'percent-encoded'],
  ])('%s is refused with what was expected, and nothing of it is repeated', (url, expected) => {
    let message = '';
    try {
      parseRedisUrl(url);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain(expected);
    expect(`${message} ${maskRedisUrl(url)?.replace(/\/[^/]*$/, '')}`).not.toMatch(/secret/);
  });

  it('of one node of a Cluster becomes that of the Cluster', () => {
    expect(planClusterUrl('redis://me:secret@a:7001/0')).toBe('redis+cluster://me:secret@a:7001');
    expect(planClusterUrl('rediss://a:7001')).toBe('rediss+cluster://a:7001');
  });
});
