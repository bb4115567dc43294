import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerHome } from './server-home.ts';

const EVERY_MS = 1_000;

/**
 * Makes the append-only file of our Redis safe from a power cut, once a second, in Redis' place.
 *
 * With `appendfsync everysec` Redis puts off writing its log, for up to two seconds, while an earlier fsync is under
 * way, and answers meanwhile: killed in that time it has lost what it acknowledged (aof.c, flushAppendOnlyFile; seen
 * in test/store/durability/kills.test.ts: 1 of about 130 kills, and every kill on a disk whose fsync takes 1.5 s). With
 * `appendfsync no` the log is always written to the kernel before the answer, which outlives any kill, and fsync by
 * another process makes the same file safe. Several processes may do it: the second finds nothing to write.
 *
 * `onError` is told the first time in a row that it fails. Answers how to stop it.
 */
export function startLogSync(home: ServerHome, onError: (error: Error) => void): () => void {
  let isStopped = false;
  let hasFailed = false;
  let timer: NodeJS.Timeout;
  const next = () => {
    timer = setTimeout(run, EVERY_MS);
    // It keeps nobody from ending: Redis itself makes its log safe when it is stopped.
    timer.unref();
  };
  const run = async () => {
    try {
      await syncLog(home.dir);
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) onError(error as Error);
      hasFailed = true;
    }
    if (!isStopped) next();
  };
  next();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

/** Redis 7 appends to the newest `.incr.aof` of a folder, Redis 6 to one file. */
export async function syncLog(dir: string): Promise<void> {
  const folder = join(dir, 'appendonlydir');
  const parts = (await listNames(folder)).filter((name) => name.endsWith('.incr.aof'));
  const whole = (await listNames(dir)).filter((name) => name === 'appendonly.aof');
  const paths = [...parts.map((name) => join(folder, name)), ...whole.map((name) => join(dir, name))];
  for (const path of paths) {
    const file = await open(path, 'r').catch(ignoreMissing);
    if (file === null) continue;
    try {
      await file.datasync();
    } finally {
      await file.close();
    }
  }
}

async function listNames(dir: string): Promise<string[]> {
  return (await readdir(dir).catch(ignoreMissing)) ?? [];
}

/** A rewrite removes parts at any time, and before the first write there is none. */
function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
