import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const EVERY_MS = 10_000;

/** The file in the data directory that `node bin/health.mjs jobs` looks at. */
export function heartbeatPath(dataDir: string): string {
  return join(dataDir, 'jobs.alive');
}

/**
 * Says that a process without HTTP is well, by the age of a file: written every ten seconds while `isWell`. Told of the
 * first failure in a row; answers how to stop it, which removes the file.
 */
export function startHeartbeat(
  dataDir: string,
  isWell: () => Promise<boolean>,
  onError: (error: Error) => void,
): () => Promise<void> {
  const path = heartbeatPath(dataDir);
  let hasFailed = false;
  let isThere = false;
  const beat = async () => {
    try {
      if (!(await isWell())) return;
      await mkdir(dataDir, { recursive: true });
      await writeFile(path, `${process.pid}\n`);
      isThere = true;
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) onError(error as Error);
      hasFailed = true;
    }
  };
  void beat();
  const timer = setInterval(beat, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    if (isThere) await rm(path, { force: true });
  };
}
