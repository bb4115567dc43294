import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { isAlive, type ProcessRef } from '../../../src/store/redis/process-mark.ts';
import { planServerHome } from '../../../src/store/redis/server-home.ts';
import { closingMarker, readRunningServer } from '../../../src/store/redis/server-process.ts';
import { compileForChildren } from '../../support/compile-room.ts';
import { makeTemporaryDir } from '../../support/temporary-dir.ts';
import { waitUntil } from '../../support/wait-until.ts';

const script = fileURLToPath(new URL('./redis-user.mjs', import.meta.url));
let compiled: ReturnType<typeof compileForChildren>;
beforeAll(() => {
  compiled = compileForChildren('src/store/redis/ensure-redis.ts');
});
afterAll(() => compiled.remove());

interface User {
  child: ChildProcess;
  said: () => string;
  ready: Promise<void>;
  leave: () => Promise<number | null>;
}

/** A real process that uses the Redis of a data directory. */
function startUser(dataDir: string): User {
  const child = spawn(process.execPath, [script, compiled.module, dataDir], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const leave = () => {
    child.stdin.end();
    return ended;
  };
  onTestFinished(() => leave().then(() => waitUntil('Redis has stopped', () => serverOf(dataDir) === null)));
  const ready = waitUntil('the user is ready', () => {
    if (child.exitCode !== null) throw new Error(`the user ended instead of getting ready: ${said}`);
    return said.includes('ready ');
  });
  return { child, said: () => said, ready, leave };
}

function serverOf(dataDir: string): ProcessRef | null {
  return readRunningServer(planServerHome(dataDir))?.server ?? null;
}

async function withClient<T>(dataDir: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis({ path: planServerHome(dataDir).socket });
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}

describe('several processes with one data directory', () => {
  it('that start at once share one Redis: one starts it, the others adopt it', async () => {
    const dataDir = makeTemporaryDir();
    const users = [startUser(dataDir), startUser(dataDir), startUser(dataDir)];
    await Promise.all(users.map((user) => user.ready));
    const adopted = users.filter((user) => user.said().includes('running already'));
    expect(adopted).toHaveLength(2);
    const server = serverOf(dataDir)!;
    await users[0]!.leave();
    await users[1]!.leave();
    expect(isAlive(server)).toBe(true);
    expect(await users[2]!.leave()).toBe(0);
    expect(isAlive(server)).toBe(false);
  });

  it('keep their Redis when the one that started it is killed', async () => {
    const dataDir = makeTemporaryDir();
    const first = startUser(dataDir);
    await first.ready;
    const second = startUser(dataDir);
    await second.ready;
    const server = serverOf(dataDir);
    first.child.kill('SIGKILL');
    await waitUntil('the first is dead', () => first.child.signalCode === 'SIGKILL');
    expect(await withClient(dataDir, (client) => client.ping())).toBe('PONG');
    expect(serverOf(dataDir)).toEqual(server);
    expect(await second.leave()).toBe(0);
    expect(serverOf(dataDir)).toBeNull();
  });

  it('keep their Redis through the Ctrl-C of a terminal, which reaches the whole group of a process', async () => {
    const dataDir = makeTemporaryDir();
    const user = startUser(dataDir);
    await user.ready;
    process.kill(-user.child.pid!, 'SIGINT');
    await waitUntil('the group has heard Ctrl-C', () => user.said().includes('interrupted'));
    expect(await withClient(dataDir, (client) => client.ping())).toBe('PONG');
  });
});

describe('a process that was killed with SIGKILL', () => {
  it('does not leave its Redis running; the data are there at the next start', async () => {
    const dataDir = makeTemporaryDir();
    const first = startUser(dataDir);
    await first.ready;
    await withClient(dataDir, (client) => client.set('kept', '余票'));
    first.child.kill('SIGKILL');
    await waitUntil('the watchdog has stopped Redis', () => serverOf(dataDir) === null);
    await startUser(dataDir).ready;
    expect(await withClient(dataDir, (client) => client.get('kept'))).toBe('余票');
  });

  it('can be followed by a start at once, which finds its Redis still there', async () => {
    const dataDir = makeTemporaryDir();
    const first = startUser(dataDir);
    await first.ready;
    const server = serverOf(dataDir);
    first.child.kill('SIGKILL');
    const second = startUser(dataDir);
    await second.ready;
    expect(serverOf(dataDir)).toEqual(server);
    expect(await withClient(dataDir, (client) => client.ping())).toBe('PONG');
  });

  it('can be followed by a start while the watchdog is stopping Redis', async () => {
    const dataDir = makeTemporaryDir();
    const home = planServerHome(dataDir);
    const first = startUser(dataDir);
    await first.ready;
    const server = serverOf(dataDir)!;
    first.child.kill('SIGKILL');
    const marker = closingMarker(home, server).slice(home.dir.length + 1);
    await waitUntil('the watchdog closes', () => !isAlive(server) || readdirSync(home.dir).includes(marker));
    await startUser(dataDir).ready;
    expect(await withClient(dataDir, (client) => client.ping())).toBe('PONG');
  });
});

describe('a watchdog that was killed', () => {
  it('is replaced at the next start, and the new one does its duty', async () => {
    const dataDir = makeTemporaryDir();
    const first = startUser(dataDir);
    await first.ready;
    const watchdog = readRunningServer(planServerHome(dataDir))!.watchdog!;
    process.kill(-watchdog.pid, 'SIGKILL');
    await waitUntil('the watchdog is dead', () => !isAlive(watchdog));
    const second = startUser(dataDir);
    await second.ready;
    expect(readRunningServer(planServerHome(dataDir))!.watchdog).not.toBeNull();
    first.child.kill('SIGKILL');
    second.child.kill('SIGKILL');
    await waitUntil('the new watchdog has stopped Redis', () => serverOf(dataDir) === null);
  });
});
