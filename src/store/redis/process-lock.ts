import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ServiceError } from '../../errors.ts';
import { formatProcessRef, isAlive, ownProcess, parseProcessRef } from './process-mark.ts';

const RETRY_MS = 20;
/** Longer than anything done under a lock (the slowest is fetching Debian's package). */
const GIVE_UP_MS = 600_000;

/**
 * Runs `work` while no other process (nor another caller in this one) runs under the same lock file. The
 * lock of a process that died is taken over. `onWait` is told about once a second who we wait for.
 */
export async function withLock<T>(
  path: string,
  onWait: (holderPid: number, seconds: number) => void,
  work: () => Promise<T>,
): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  const release = await takeLock(path, onWait);
  try {
    return await work();
  } finally {
    release();
  }
}

async function takeLock(path: string, onWait: (holderPid: number, seconds: number) => void) {
  const startedAt = Date.now();
  let secondsTold = 0;
  for (;;) {
    const release = tryLock(path);
    if (release !== null) return release;
    const waitedMs = Date.now() - startedAt;
    if (waitedMs > GIVE_UP_MS) {
      throw new ServiceError(
        `${path} has been locked for ${GIVE_UP_MS / 60_000} minutes by a process that is still alive`,
        `stop the process whose id is the first number in ${path}`,
      );
    }
    if (Math.floor(waitedMs / 1000) > secondsTold) {
      secondsTold = Math.floor(waitedMs / 1000);
      onWait(parseProcessRef(readText(path))?.pid ?? 0, secondsTold);
    }
    await delay(RETRY_MS);
  }
}

/**
 * link(2) makes the lock appear whole or not at all. A dead holder's lock is removed only under a second
 * lock, and only if it is still that very lock: two that find it stale cannot remove each other's new one.
 */
function tryLock(path: string): (() => void) | null {
  const claim = `${path}.${randomUUID()}`;
  const content = `${formatProcessRef(ownProcess())}${claim}\n`;
  writeFileSync(claim, content);
  try {
    linkSync(claim, path);
    return () => rmSync(path, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(claim, { force: true });
  }
  const seen = readText(path);
  if (!isStale(seen)) return null;
  const releaseBreaker = tryLock(`${path}.stale`);
  if (releaseBreaker === null) return null;
  if (readText(path) === seen) rmSync(path, { force: true });
  releaseBreaker();
  return null;
}

function isStale(content: string): boolean {
  const holder = parseProcessRef(content);
  return holder !== null && !isAlive(holder);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
