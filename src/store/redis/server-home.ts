import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ServiceError } from '../../errors.ts';

/** Where everything of the Redis that belongs to one data directory lies (absolute paths). */
export interface ServerHome {
  dir: string;
  socket: string;
  log: string;
  lock: string;
  /** The running server and its watchdog. */
  record: string;
  /** One file for each process that uses the server. */
  users: string;
}

/** sun_path holds 108 bytes on Linux and 104 on macOS, the closing zero included (unix(7), unix(4)). */
const SOCKET_PATH_LIMIT_BYTES = process.platform === 'darwin' ? 103 : 107;

/** Pure: `temporaryDir` is only used when the data directory's own path is too long for a socket. */
export function planServerHome(dataDir: string, temporaryDir: string = tmpdir()): ServerHome {
  const dir = join(resolve(dataDir), 'redis');
  return {
    dir,
    socket: planSocketPath(dir, temporaryDir),
    log: join(dir, 'redis.log'),
    lock: join(dir, 'lock'),
    record: join(dir, 'server'),
    users: join(dir, 'users'),
  };
}

function planSocketPath(dir: string, temporaryDir: string): string {
  const own = join(dir, 'redis.sock');
  const name = `yupiao-${createHash('sha256').update(dir).digest('hex').slice(0, 16)}`;
  const candidates = [own, join(temporaryDir, name, 'redis.sock'), join('/tmp', name, 'redis.sock')];
  return candidates.find((path) => Buffer.byteLength(path) <= SOCKET_PATH_LIMIT_BYTES) ?? own;
}

/** Makes the directories; one in the shared temporary directory must be ours alone. */
export function makeServerHome(home: ServerHome): void {
  mkdirSync(home.users, { recursive: true });
  const socketDir = dirname(home.socket);
  if (socketDir === home.dir) return;
  mkdirSync(socketDir, { recursive: true, mode: 0o700 });
  const stat = lstatSync(socketDir);
  if (!stat.isDirectory() || stat.uid !== process.getuid?.() || (stat.mode & 0o077) !== 0) {
    throw new ServiceError(
      `${socketDir} must be a directory of this user that nobody else can enter, and is not`,
      'remove it, or choose a shorter DATA_DIR',
    );
  }
}
