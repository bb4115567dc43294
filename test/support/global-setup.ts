import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { ensureRedis } from '../../src/store/redis/ensure-redis.ts';

declare module 'vitest' {
  interface ProvidedContext {
    redisSocket: string;
  }
}

/** One real Redis for the whole run, found as the service finds it, with its data outside the repository. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yupiao-test-'));
  const redis = await ensureRedis({
    dataDir,
    // Kept between runs, so that a machine without Redis downloads Debian's package once.
    debianDir: fileURLToPath(new URL('../../.yupiao/redis-debian', import.meta.url)),
    report: (line) => console.log(line),
  });
  if (redis.connection.kind !== 'socket') throw new Error('the tests want a Redis of their own');
  project.provide('redisSocket', redis.connection.path);
  return async () => {
    await redis.release();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
