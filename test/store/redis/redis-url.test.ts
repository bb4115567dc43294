import { type AddressInfo, connect, createServer } from 'node:net';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { ServiceError } from '../../../src/errors.ts';
import { ensureRedis } from '../../../src/store/redis/ensure-redis.ts';
import { checkRedisUrl } from '../../../src/store/redis/redis-url.ts';
import { maskRedisUrl } from '../../../src/store/redis/redis-url-parts.ts';
import { makeTemporaryDir } from '../../support/temporary-dir.ts';
import { answerAsVersion, listenAsRedis } from './fakes.ts';

/** The tests' real Redis listens on a unix socket only: this gives it a port. */
async function openPort(): Promise<number> {
  const server = createServer((client) => {
    const redis = connect(inject('redisSocket'));
    client.pipe(redis).pipe(client);
    for (const side of [client, redis]) side.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

async function failureOf(checked: Promise<unknown>): Promise<ServiceError> {
  const error = await checked.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ServiceError);
  return error as ServiceError;
}

const quiet = () => {};

describe('what is printed of REDIS_URL', () => {
  it.each([
    ['redis://127.0.0.1:6379', 'redis://127.0.0.1:6379'],
    ['redis://:secret@db.example:6379/2', 'redis://***@db.example:6379/2'],
    ['rediss://me:secret@db.example', 'rediss://***@db.example'],
    ['redis://db.example:6379?password=secret', 'redis://db.example:6379'],
    ['http://db.example', null],
    ['db.example:6379', null],
    ['', null],
  ])('%s → %s', (url, shown) => {
    expect(maskRedisUrl(url)).toBe(shown);
  });
});

describe('a Redis of the operator', () => {
  it('is used as it is, and left running on release', async () => {
    const url = `redis://127.0.0.1:${await openPort()}`;
    const lines: string[] = [];
    const source = { redisUrl: url, dataDir: makeTemporaryDir(), report: (line: string) => lines.push(line) };
    const redis = await ensureRedis(source);
    expect(redis.connection).toEqual({ kind: 'url', url });
    expect(redis.origin).toContain('REDIS_URL');
    await redis.revive();
    await redis.release();
    expect((await ensureRedis(source)).connection.kind).toBe('url');
    expect(lines[0]).toBe(`Asking the Redis at ${url} (REDIS_URL)`);
  });

  it('that does not answer is an error, and no other one is started instead', async () => {
    const closed = await listenAsRedis(0, () => '');
    const freePort = (closed.address() as AddressInfo).port;
    await new Promise((resolve) => closed.close(resolve));
    const source = {
      redisUrl: `redis://:secret@127.0.0.1:${freePort}`,
      dataDir: makeTemporaryDir(),
      report: quiet,
    };
    const error = await failureOf(ensureRedis(source));
    expect(error.message).toMatch(/REDIS_URL is set, but the Redis at redis:\/\/\*\*\*@127\.0\.0\.1/);
    expect(error.message).toContain('ECONNREFUSED');
    expect(`${error.message} ${error.todo}`).not.toContain('secret');
  });

  it('that refuses the password is an error that does not name it', async () => {
    const error = await failureOf(checkRedisUrl(`redis://me:secret@127.0.0.1:${await openPort()}`, quiet));
    expect(error.message).toContain('WRONGPASS');
    expect(error.message).not.toContain('secret');
  });

  it('that accepts the connection and then says nothing is an error, in bounded time', async () => {
    const server = await listenAsRedis(0, () => '');
    onTestFinished(() => void server.close());
    const url = `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const error = await failureOf(checkRedisUrl(url, quiet, 100));
    expect(error.message).toContain('cannot be used');
  });

  it('that is too old is an error with its version', async () => {
    const server = await listenAsRedis(0, answerAsVersion('5.0.14'));
    onTestFinished(() => void server.close());
    const url = `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect((await failureOf(checkRedisUrl(url, quiet, 1_000))).message).toMatch(/5\.0\.14, older than 6\.2/);
  });

  it('cannot be named by something that is no Redis URL, and that is not printed', async () => {
    const error = await failureOf(checkRedisUrl('hunter2', quiet));
    expect(error.message).toMatch(/expected redis:\/\//);
    expect(error.message).not.toContain('hunter2');
  });
});
