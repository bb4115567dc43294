import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '..', '..');

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The service as `npm start` runs it, on data of its own, with the request limit out of the way. */
export async function startService(env = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'yupiao-bench-'));
  const child = spawn(process.execPath, [join(ROOT, 'bin/start.mjs')], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: dataDir,
      RATE_LIMIT_PER_MINUTE: '100000000',
      LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await lineWith(child, /(http:\/\/[^\s]+\/) /);
  return {
    address,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A bare express that returns these bytes; bare-express.mjs says which options there are. */
export async function startBareExpress(body, ...options) {
  return startNode('bare-express.mjs', body, options);
}

/** A script of this folder that prints its address (or port) as its first line, and ends on SIGTERM. */
export async function startNode(script, input = '', options = []) {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(input);
  return {
    address: await lineWith(child, /^(http:\S+)$/),
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function lineWith(child, pattern) {
  const seen = [];
  for await (const line of createInterface({ input: child.stdout })) {
    seen.push(line);
    const found = pattern.exec(line);
    if (found !== null) {
      child.stdout.resume();
      return found[1];
    }
  }
  throw new Error(`a child ended before it was ready:\n${seen.join('\n')}`);
}
