import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RedisAddress } from '../connect-redis.ts';
import { askServerIdentity } from './ask-socket.ts';
import { findServerProgram } from './find-program.ts';
import { startLogSync } from './log-sync.ts';
import { withLock } from './process-lock.ts';
import { isAlive } from './process-mark.ts';
import { checkRedisUrl } from './redis-url.ts';
import { makeServerHome, planServerHome, type ServerHome } from './server-home.ts';
import {
  closingMarker,
  type RunningServer,
  readRunningServer,
  type ServerSettings,
  spawnServer,
  startFailure,
  stopServer,
  waitUntilReady,
  watchServer,
} from './server-process.ts';
import { countUsers, joinUsers } from './server-users.ts';

/** What Redis to use. The last two are only for tests: where to look, and where Debian's package is kept. */
export interface RedisSource {
  redisUrl?: string;
  redisServerBin?: string;
  dataDir: string;
  /** How the server that we start is set up; one that runs already stays as it is. */
  settings?: ServerSettings;
  /** Told in a line what is being done. */
  report(line: string): void;
  path?: string;
  debianDir?: string;
}

export interface RedisHandle {
  connection: RedisAddress;
  /** In words: "REDIS_URL (redis://…)", "redis-server 7.0.15 from PATH", … */
  origin: string;
  /** True when others of ours use the same server already: we join them. */
  joined: boolean;
  /** Starts our Redis again, should it have died by itself; does nothing while it answers. */
  revive(): Promise<void>;
  /** We need it no more. The last of its users stops our Redis; the operator's own is left alone. */
  release(): Promise<void>;
}

/**
 * A Redis that answers: the one at REDIS_URL, else one that we start on a unix socket in the data
 * directory and share with every process that has the same data directory (the chain of the README).
 *
 * @throws ServiceError when there is none, with all that was tried and what to do
 */
export async function ensureRedis(source: RedisSource): Promise<RedisHandle> {
  if (source.redisUrl === undefined) return ensureOwnRedis(source);
  const { origin, url } = await checkRedisUrl(source.redisUrl, source.report);
  const nothing = async () => {};
  return { connection: { kind: 'url', url }, origin, joined: false, revive: nothing, release: nothing };
}

async function ensureOwnRedis(source: RedisSource): Promise<RedisHandle> {
  const home = planServerHome(source.dataDir);
  makeServerHome(home);
  const leave = joinUsers(home);
  const locked = <T>(work: () => Promise<T>) => withLock(home.lock, onWait, work);
  const onWait = (pid: number, seconds: number) =>
    source.report(`Waiting for process ${pid}, which is starting or stopping Redis (${seconds} s)`);
  let released: Promise<void> | undefined;
  try {
    const { origin, joined } = await locked(() => adoptOrStart(home, source));
    const stopSync =
      source.settings?.fsync === 'always'
        ? () => {}
        : startLogSync(home, (error) => source.report(`Redis' log cannot be made safe: ${error.message}`));
    return {
      connection: { kind: 'socket', path: home.socket },
      origin,
      joined,
      async revive() {
        if (released === undefined) await locked(() => adoptOrStart(home, source));
      },
      release() {
        stopSync();
        released ??= locked(() => leaveServer(home, leave, source.report));
        return released;
      },
    };
  } catch (error) {
    leave();
    throw error;
  }
}

/** Under the lock: a server that runs (starting and stopping ones are waited for), else a new one. */
async function adoptOrStart(
  home: ServerHome,
  source: RedisSource,
): Promise<Pick<RedisHandle, 'origin' | 'joined'>> {
  const running = await findRunningServer(home);
  if (running !== null && (await waitUntilReady(home, running.server, source.report))) {
    if (running.watchdog === null) watchServer(home, running.server.pid);
    const version = (await askServerIdentity(home.socket))?.version ?? '';
    const origin = `Redis ${version} that was running already (process ${running.server.pid})`;
    return { origin, joined: true };
  }
  const program = await findServerProgram({
    ...(source.redisServerBin === undefined ? {} : { redisServerBin: source.redisServerBin }),
    path: source.path ?? process.env.PATH ?? '',
    debianDir: source.debianDir ?? join(source.dataDir, 'redis-debian'),
    report: source.report,
  });
  source.report(`Starting ${program.origin}`);
  const started = spawnServer(home, program, source.settings ?? {});
  if (!(await waitUntilReady(home, started.server, source.report))) {
    throw startFailure(home, `${program.origin} ended instead of starting`);
  }
  return { origin: program.origin, joined: false };
}

/** By our record, else by asking the socket: whoever started it may have died before it wrote the record. */
async function findRunningServer(home: ServerHome): Promise<RunningServer | null> {
  const recorded = readRunningServer(home);
  if (recorded !== null) return (await isBeingClosed(home, recorded)) ? null : recorded;
  const identity = await askServerIdentity(home.socket);
  return identity === null ? null : watchServer(home, identity.pid);
}

/** Waits for a watchdog in the middle of its decision; true when it has stopped the server. */
async function isBeingClosed(home: ServerHome, running: RunningServer): Promise<boolean> {
  const { server, watchdog } = running;
  const marker = closingMarker(home, server);
  while (watchdog !== null && isAlive(watchdog) && isAlive(server) && existsSync(marker)) await delay(5);
  return !isAlive(server);
}

/** Under the lock: the last user stops the server. */
async function leaveServer(home: ServerHome, leave: () => void, report: (line: string) => void) {
  leave();
  const running = readRunningServer(home);
  if (running !== null && countUsers(home) === 0) await stopServer(running, report);
}
