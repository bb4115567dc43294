import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * One at a time, between processes: the same lock as src/store/redis/process-lock.ts, which explains it.
 * It is written twice because this one has to run before anything is installed or compiled.
 *
 * @template T
 * @param {string} path
 * @param {(holderPid: string, seconds: number) => void} onWait told about once a second
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, onWait, work) {
  mkdirSync(dirname(path), { recursive: true });
  const startedAt = Date.now();
  let secondsTold = 0;
  while (!tryLock(path)) {
    const seconds = Math.floor((Date.now() - startedAt) / 1000);
    if (seconds > secondsTold) onWait(readText(path).split(' ')[0] ?? '', seconds);
    secondsTold = seconds;
    await delay(20);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function tryLock(path) {
  const claim = `${path}.${randomUUID()}`;
  writeFileSync(claim, `${process.pid} ${readMark(process.pid)} ${claim}\n`);
  try {
    linkSync(claim, path);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(claim, { force: true });
  }
  const seen = readText(path);
  const [pid, mark] = seen.split(' ');
  if (seen === '' || readMark(Number(pid)) === mark) return false;
  if (!tryLock(`${path}.stale`)) return false;
  if (readText(path) === seen) rmSync(path, { force: true });
  rmSync(`${path}.stale`, { force: true });
  return false;
}

/** When a process started, "alive" where the system does not say so in /proc, "" when it is gone. */
function readMark(pid) {
  if (existsSync('/proc/self/stat')) {
    const stat = readText(`/proc/${pid}/stat`);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
  }
  try {
    process.kill(pid, 0);
    return 'alive';
  } catch (error) {
    return error.code === 'EPERM' ? 'alive' : '';
  }
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
