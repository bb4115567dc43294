import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ServiceError } from '../../errors.ts';
import { pingSocket } from './ask-socket.ts';
import {
  formatProcessRef,
  isAlive,
  type ProcessRef,
  parseProcessRef,
  readProcessMark,
} from './process-mark.ts';
import type { ServerHome } from './server-home.ts';
import type { ServerProgram } from './server-version.ts';

const POLL_MS = 5;
/** Without an answer at all; a server that says it is loading is waited for as long as it says so. */
const SILENCE_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 60_000;

/** The server and the watchdog, as `home.record` keeps them: a line each. */
export interface RunningServer {
  server: ProcessRef;
  watchdog: ProcessRef | null;
}

/** What the operator may choose of the server that we start. */
export interface ServerSettings {
  /** At this much memory it refuses writes; none by itself. */
  maxBytes?: number;
  /** When the append-only file is made safe from a power cut. */
  fsync?: 'everysec' | 'always';
}

/** The recorded server, if its process is alive (it may be starting or stopping). */
export function readRunningServer(home: ServerHome): RunningServer | null {
  if (!existsSync(home.record)) return null;
  const [first = '', second = ''] = readFileSync(home.record, 'utf8').split('\n');
  const server = parseProcessRef(first);
  if (server === null || !isAlive(server)) return null;
  const watchdog = parseProcessRef(second);
  return { server, watchdog: watchdog !== null && isAlive(watchdog) ? watchdog : null };
}

/** Starts the server and its watchdog. Both outlive us and hear no Ctrl-C of our terminal. */
export function spawnServer(
  home: ServerHome,
  program: ServerProgram,
  settings: ServerSettings,
): RunningServer {
  refuseOlderServer(home, program);
  const log = openSync(home.log, 'a');
  const child = spawn(program.path, planServerArguments(home, settings), {
    cwd: home.dir,
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', ...program.env },
  });
  closeSync(log);
  // Why it did not start is told by the missing pid or by its log.
  child.on('error', () => {});
  child.unref();
  return watchServer(home, child.pid ?? 0);
}

/** Sets a watchdog on a server that has none (any more), and records both. */
export function watchServer(home: ServerHome, serverPid: number): RunningServer {
  const server = { pid: serverPid, mark: (serverPid && readProcessMark(serverPid)) || '' };
  if (server.mark === '') throw startFailure(home, 'Redis ended as soon as it was started');
  rmSync(closingMarker(home, server), { force: true });
  const script = fileURLToPath(new URL('./watchdog.sh', import.meta.url));
  const child = spawn('sh', [script, home.dir, String(server.pid), server.mark], {
    cwd: '/',
    detached: true,
    stdio: 'ignore',
  });
  child.on('error', () => {});
  child.unref();
  const mark = child.pid === undefined ? null : readProcessMark(child.pid);
  const watchdog = mark === null ? null : { pid: child.pid!, mark };
  writeFileSync(
    `${home.record}.new`,
    formatProcessRef(server) + (watchdog ? formatProcessRef(watchdog) : ''),
  );
  renameSync(`${home.record}.new`, home.record);
  return { server, watchdog };
}

/** The watchdog's announcement that it is about to stop this server. */
export function closingMarker(home: ServerHome, server: ProcessRef): string {
  return join(home.dir, `closing-${server.pid}`);
}

/** Waits until the server answers a PING; false when its process ended instead. */
export async function waitUntilReady(
  home: ServerHome,
  server: ProcessRef,
  report: (line: string) => void,
): Promise<boolean> {
  const startedAt = Date.now();
  let heardAt = startedAt;
  let secondsTold = 0;
  while (isAlive(server)) {
    const state = await pingSocket(home.socket);
    if (state === 'ready') return true;
    if (state === 'loading') heardAt = Date.now();
    if (Date.now() - heardAt > SILENCE_LIMIT_MS) {
      throw startFailure(home, `Redis (process ${server.pid}) has been silent for a minute`);
    }
    const seconds = Math.floor((Date.now() - startedAt) / 1000);
    if (seconds > secondsTold) {
      report(`Redis is ${state === 'loading' ? 'loading its data' : 'starting'} (${seconds} s)`);
      secondsTold = seconds;
    }
    await delay(POLL_MS);
  }
  return false;
}

/** SIGTERM makes Redis write its append-only file to disk and end. Returns when it has ended. */
export async function stopServer(running: RunningServer, report: (line: string) => void): Promise<void> {
  const startedAt = Date.now();
  terminate(running.server.pid);
  while (isAlive(running.server)) {
    if (Date.now() - startedAt > STOP_LIMIT_MS) {
      // Never SIGKILL: it may be writing. It ends when it is done.
      report(`Redis (process ${running.server.pid}) is still stopping`);
      return;
    }
    await delay(POLL_MS);
  }
  // The watchdog would notice within a second; its group holds its `sleep` too.
  if (running.watchdog !== null && isAlive(running.watchdog)) terminate(-running.watchdog.pid);
}

/** A negative pid is a whole process group. One that ended in this very moment is as good. */
function terminate(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** What the operator needs when Redis did not come up: the end of its log. */
export function startFailure(home: ServerHome, what: string): ServiceError {
  const log = existsSync(home.log) ? readFileSync(home.log, 'utf8').trimEnd().split('\n').slice(-5) : [];
  const said = log.length === 0 ? '' : `; its log ends with:\n  ${log.join('\n  ')}`;
  return new ServiceError(`${what}${said}`, `read ${home.log}, or set REDIS_URL to a Redis of your own`);
}

function planServerArguments(home: ServerHome, { maxBytes, fsync = 'everysec' }: ServerSettings): string[] {
  const settings = {
    port: '0',
    unixsocket: home.socket,
    unixsocketperm: '700',
    dir: home.dir,
    logfile: home.log,
    appendonly: 'yes',
    // `everysec` is done by us: log-sync.ts says why.
    appendfsync: fsync === 'always' ? 'always' : 'no',
    ...(maxBytes === undefined ? {} : { maxmemory: String(maxBytes) }),
    'aof-load-truncated': 'yes',
    save: '',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

/** Redis 7 keeps its log in a folder that Redis 6 does not look into: 6 would begin with no data. */
function refuseOlderServer(home: ServerHome, program: ServerProgram): void {
  if (Number.parseInt(program.version, 10) >= 7 || !existsSync(join(home.dir, 'appendonlydir'))) return;
  throw new ServiceError(
    `the data in ${home.dir} was written by Redis 7 or later, and ${program.origin} cannot read it`,
    'install Redis 7 or later, or choose another DATA_DIR',
  );
}
