import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { findServerProgram } from '../../../src/store/redis/find-program.ts';
import type { ServerProgram } from '../../../src/store/redis/server-version.ts';
import { waitUntil } from '../../support/wait-until.ts';

/** One real redis-server on loopback that a test started and may kill. */
export interface TestServer {
  port: number;
  /** For questions of the test itself; never a client under test. */
  client: Redis;
  isRunning(): boolean;
  /** SIGKILL: nothing is written any more. */
  kill(): Promise<void>;
  /** Starts it again with the same settings and data. */
  restart(): Promise<void>;
}

/** Servers of one test with their data, all gone on `stop`. */
export interface ServerPark {
  /** `sentinel` runs the same program as a Sentinel; `prefix` are words before the program, such as `prlimit …`. */
  start(
    settings: Record<string, string>,
    how?: { sentinel?: boolean; prefix?: string[] },
  ): Promise<TestServer>;
  stop(): Promise<void>;
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export async function openServerPark(): Promise<ServerPark> {
  const program = await findServerProgram({
    path: process.env.PATH ?? '',
    debianDir: join(ROOT, '.yupiao', 'redis-debian'),
    report: () => {},
  });
  const dir = mkdtempSync(join(tmpdir(), 'yupiao-park-'));
  const servers: TestServer[] = [];
  return {
    async start(settings, { sentinel = false, prefix = [] } = {}) {
      const port = await findFreePort();
      const home = join(dir, String(port));
      const server = await startServer({ program, port, home, settings, sentinel, prefix });
      servers.push(server);
      return server;
    },
    async stop() {
      for (const server of servers) server.client.disconnect();
      await Promise.all(servers.map((server) => server.kill()));
      rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

interface ServerPlan {
  program: ServerProgram;
  port: number;
  home: string;
  settings: Record<string, string>;
  sentinel: boolean;
  prefix: string[];
}

async function startServer(plan: ServerPlan): Promise<TestServer> {
  const { port } = plan;
  writeSettings(plan);
  let child = launch(plan);
  await waitUntilUp(port);
  const client = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: null, retryStrategy: () => 20 });
  client.on('error', () => {});
  return {
    port,
    client,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    async restart() {
      child = launch(plan);
      await waitUntilUp(port);
    },
  };
}

/** In a file: a Sentinel writes into its own what it finds out. */
function writeSettings({ port, home, settings }: ServerPlan): void {
  rmSync(home, { recursive: true, force: true });
  const lines = Object.entries({ port: String(port), bind: '127.0.0.1', daemonize: 'no', ...settings });
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'redis.conf'), `${lines.map(([name, value]) => `${name} ${value}`).join('\n')}\n`);
}

function launch({ program, home, sentinel, prefix }: ServerPlan): ChildProcess {
  const [command = '', ...words] = [...prefix, program.path, join(home, 'redis.conf')];
  const child = spawn(command, sentinel ? [...words, '--sentinel'] : words, {
    cwd: home,
    stdio: 'ignore',
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', ...program.env },
  });
  return child;
}

function waitUntilUp(port: number): Promise<void> {
  return waitUntil(`a server on port ${port}`, () => isAnswering(port));
}

function isAnswering(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => socket.write('PING\r\n'));
    socket.on('data', (data) => {
      socket.destroy();
      resolve(String(data).startsWith('+PONG'));
    });
    socket.on('error', () => resolve(false));
  });
}

/** Nodes of a Cluster speak to each other at a port 10,000 higher, which has to be free as well. */
async function findFreePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if ((await isFree(port)) && (await isFree(port + 10_000))) return port;
    await delay(1);
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
