import type { Writable } from 'node:stream';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gatherWrites } from '../../../src/store/redis/gather-writes.ts';
import { testRedisOptions } from '../../support/redis.ts';

describe('commands of one turn of the event loop', () => {
  let redis: Redis;
  let calls: number;

  beforeEach(async () => {
    redis = new Redis({ ...testRedisOptions(), lazyConnect: true });
    gatherWrites(redis);
    await redis.connect();
    await redis.ping();
    calls = 0;
    countSystemCalls(redis.stream, () => calls++);
  });

  afterEach(() => redis.disconnect());

  test('leave in a few system calls, and each gets its own answer', async () => {
    const texts = Array.from({ length: 100 }, (_, i) => `${i}`);
    expect(await Promise.all(texts.map((text) => redis.echo(text)))).toEqual(texts);
    expect(calls).toBeLessThan(10);
  });

  test('are not held back beyond it', async () => {
    const first = redis.echo('first');
    await Promise.resolve().then(() => redis.echo('second'));
    expect(await first).toBe('first');
    expect(calls).toBe(1);
    await redis.echo('third');
    expect(calls).toBe(2);
  });

  test('are gathered on the next connection too', async () => {
    redis.disconnect(true);
    await redis.ping();
    countSystemCalls(redis.stream, () => calls++);
    await Promise.all(Array.from({ length: 50 }, () => redis.ping()));
    expect(calls).toBeLessThan(10);
  });
});

/** A stream hands what it was given to `_write`, or to `_writev` what has been gathered. */
function countSystemCalls(stream: Writable, count: () => void): void {
  const { _write, _writev } = stream;
  stream._write = (...args) => {
    count();
    _write.apply(stream, args);
  };
  stream._writev = (...args) => {
    count();
    _writev?.apply(stream, args);
  };
}
