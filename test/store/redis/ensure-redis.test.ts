import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensureRedis, type RedisHandle, type RedisSource } from '../../../src/store/redis/ensure-redis.ts';
import { syncLog } from '../../../src/store/redis/log-sync.ts';
import { isAlive, ownProcess } from '../../../src/store/redis/process-mark.ts';
import { makeServerHome, planServerHome } from '../../../src/store/redis/server-home.ts';
import { readRunningServer, waitUntilReady } from '../../../src/store/redis/server-process.ts';
import { makeTemporaryDir } from '../../support/temporary-dir.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { listenAsRedis, writeProgram } from './fakes.ts';

async function start(
  dataDir: string,
  options: Pick<RedisSource, 'redisServerBin' | 'settings'> = {},
): Promise<RedisHandle> {
  const redis = await ensureRedis({ dataDir, report: () => {}, ...options });
  onTestFinished(() => redis.release());
  return redis;
}

function connectTo(redis: RedisHandle): Redis {
  if (redis.connection.kind !== 'socket') throw new Error('expected a socket');
  const client = new Redis({ path: redis.connection.path, retryStrategy: () => null });
  client.on('error', () => {});
  onTestFinished(() => client.disconnect());
  return client;
}

function serverOf(dataDir: string) {
  const running = readRunningServer(planServerHome(dataDir));
  if (running === null) throw new Error(`no server runs in ${dataDir}`);
  return running;
}

describe('a Redis of our own', () => {
  it('keeps every write in an append-only file and never throws data out', async () => {
    const client = connectTo(await start(makeTemporaryDir()));
    const wanted = {
      port: '0',
      appendonly: 'yes',
      // Each second, but by us (log-sync.ts).
      appendfsync: 'no',
      save: '',
      'maxmemory-policy': 'noeviction',
      'aof-load-truncated': 'yes',
    };
    for (const [name, value] of Object.entries(wanted)) {
      expect(await client.config('GET', name)).toEqual([name, value]);
    }
  });

  it('has the limit and the care for power cuts that the operator chose', async () => {
    const dataDir = makeTemporaryDir();
    const settings = { maxBytes: 64 * 2 ** 20, fsync: 'always' as const };
    const client = connectTo(await start(dataDir, { settings }));
    expect(await client.config('GET', 'maxmemory')).toEqual(['maxmemory', String(64 * 2 ** 20)]);
    expect(await client.config('GET', 'appendfsync')).toEqual(['appendfsync', 'always']);
  });

  it('has its log made safe from a power cut, whatever parts there are', async () => {
    const dataDir = makeTemporaryDir();
    const { dir } = planServerHome(dataDir);
    await expect(syncLog(dir)).resolves.toBeUndefined();
    const client = connectTo(await start(dataDir));
    await client.set('kept', '余票');
    await client.bgrewriteaof();
    await expect(syncLog(dir)).resolves.toBeUndefined();
  });

  it('has stopped when its last user has released it, and keeps the data for the next start', async () => {
    const dataDir = makeTemporaryDir();
    const first = await start(dataDir);
    await connectTo(first).set('greeting', '你好');
    const { server, watchdog } = serverOf(dataDir);
    await first.release();
    expect(isAlive(server)).toBe(false);
    await waitUntil('the watchdog is gone too', () => watchdog === null || !isAlive(watchdog));
    expect(await connectTo(await start(dataDir)).get('greeting')).toBe('你好');
  });

  it('is shared: the first to release it leaves it running for the other', async () => {
    const dataDir = makeTemporaryDir();
    const [first, second] = await Promise.all([start(dataDir), start(dataDir)]);
    const { server } = serverOf(dataDir);
    await first.release();
    await first.release();
    expect(await connectTo(second).ping()).toBe('PONG');
    expect(serverOf(dataDir).server).toEqual(server);
    await second.release();
    expect(isAlive(server)).toBe(false);
  });

  it('is waited for while it is still stopping', async () => {
    const dataDir = makeTemporaryDir();
    const first = await start(dataDir);
    const { server } = serverOf(dataDir);
    const releasing = first.release();
    // From here on the server has its SIGTERM.
    await waitUntil(
      'the last user has left',
      () => readdirSync(join(dataDir, 'redis', 'users')).length === 0,
    );
    const second = await start(dataDir);
    await releasing;
    expect(serverOf(dataDir).server).not.toEqual(server);
    expect(await connectTo(second).ping()).toBe('PONG');
  });

  it('loads an append-only file that was cut off in the middle of a write', async () => {
    const dataDir = makeTemporaryDir();
    const first = await start(dataDir);
    await connectTo(first).set('kept', '1');
    await first.release();
    const folder = join(dataDir, 'redis', 'appendonlydir');
    const log = readdirSync(folder).find((name) => name.endsWith('.incr.aof'));
    appendFileSync(join(folder, log!), '*3\r\n$3\r\nSET\r\n$4\r\nlo');
    expect(await connectTo(await start(dataDir)).get('kept')).toBe('1');
  });

  it('that died by itself is started again by revive, with its data, for all its users', async () => {
    const dataDir = makeTemporaryDir();
    const redis = await start(dataDir);
    const client = connectTo(redis);
    await client.set('kept', '1');
    process.kill(serverOf(dataDir).server.pid, 'SIGKILL');
    await waitUntil('Redis is dead', () => readRunningServer(planServerHome(dataDir)) === null);
    await redis.revive();
    expect(await connectTo(redis).get('kept')).toBe('1');
    await redis.release();
    await redis.revive();
    expect(readRunningServer(planServerHome(dataDir))).toBeNull();
  });

  it('says the end of its log when it does not start, and leaves nothing behind', async () => {
    const dataDir = makeTemporaryDir();
    const lines = `case $1 in --version) echo "Redis server v=7.0.0" ;; *) echo "Can't open the log"; exit 1 ;; esac`;
    const redisServerBin = writeProgram(dataDir, 'broken', lines);
    const starting = ensureRedis({ dataDir, redisServerBin, report: () => {} });
    await expect(starting).rejects.toThrow("Can't open the log");
    expect(readdirSync(join(dataDir, 'redis', 'users'))).toEqual([]);
    expect(existsSync(join(dataDir, 'redis', 'lock'))).toBe(false);
  });

  it('that is older than the data is refused, instead of beginning without them', async () => {
    const dataDir = makeTemporaryDir();
    mkdirSync(join(dataDir, 'redis', 'appendonlydir'), { recursive: true });
    const redisServerBin = writeProgram(dataDir, 'old', 'echo "Redis server v=6.2.14"');
    const starting = ensureRedis({ dataDir, redisServerBin, report: () => {} });
    await expect(starting).rejects.toThrow('was written by Redis 7 or later');
  });
});

describe('the socket', () => {
  it('lies in the data directory while its path fits, and all paths are absolute', () => {
    const home = planServerHome('some/data');
    expect(home.socket).toBe(join(process.cwd(), 'some/data/redis/redis.sock'));
  });

  it.each([[`/srv/${'d'.repeat(100)}`], [`/srv/${'余票'.repeat(16)}`]])(
    'of %s lies in a short directory of its own',
    (dataDir) => {
      const { socket } = planServerHome(dataDir, '/tmp');
      expect(Buffer.byteLength(socket)).toBeLessThan(104);
      expect(socket).toMatch(/^\/tmp\/yupiao-[0-9a-f]{16}\/redis\.sock$/);
      expect(planServerHome(dataDir, '/tmp').socket).toBe(socket);
      expect(planServerHome(`${dataDir}2`, '/tmp').socket).not.toBe(socket);
      expect(planServerHome(dataDir, `/var/${'t'.repeat(100)}`).socket).toBe(socket);
    },
  );

  it('of a long data directory works, in a directory that nobody else can enter', async () => {
    const dataDir = join(makeTemporaryDir(), '余票'.repeat(20));
    const redis = await start(dataDir);
    const { socket } = planServerHome(dataDir);
    onTestFinished(() => rmSync(dirname(socket), { recursive: true, force: true }));
    expect(socket.startsWith(tmpdir())).toBe(true);
    expect(await connectTo(redis).ping()).toBe('PONG');
  });

  it('is refused in a shared directory that others can enter', () => {
    const dir = makeTemporaryDir();
    const home = planServerHome(join(dir, 'd'.repeat(120)), dir);
    mkdirSync(dirname(home.socket), { recursive: true, mode: 0o755 });
    expect(() => makeServerHome(home)).toThrow('nobody else can enter');
  });
});

describe('a server that is starting', () => {
  it('is waited for while it says that it is loading its data', async () => {
    const home = planServerHome(makeTemporaryDir());
    makeServerHome(home);
    const replies = [
      '-LOADING Redis is loading the dataset in memory\r\n',
      '-LOADING again\r\n',
      '+PONG\r\n',
    ];
    const server = await listenAsRedis(home.socket, () => replies.shift() ?? '');
    onTestFinished(() => void server.close());
    expect(await waitUntilReady(home, ownProcess(), () => {})).toBe(true);
    expect(replies).toEqual([]);
  });

  it('that ends instead is not waited for', async () => {
    const home = planServerHome(makeTemporaryDir());
    expect(await waitUntilReady(home, { pid: process.pid, mark: 'an earlier process' }, () => {})).toBe(
      false,
    );
  });
});
