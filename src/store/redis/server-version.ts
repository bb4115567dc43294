import { execFile } from 'node:child_process';

/** BullMQ and the seat log's commands want 6.2 (2021). */
export const OLDEST_VERSION = '6.2';

/** A server program that can be started. `origin` says in words what it is and where it comes from. */
export interface ServerProgram {
  path: string;
  version: string;
  origin: string;
  /** Variables the program needs beside PATH. */
  env: Record<string, string>;
}

/** From `redis-server --version`, e.g. "Redis server v=7.0.15 sha=…": "7.0.15"; null when it is no such line. */
export function parseServerVersion(output: string): string | null {
  return /\bv=(\d+(?:\.\d+)+)/.exec(output)?.[1] ?? null;
}

export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_VERSION.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** Runs the program to ask its version. `reason` is why it cannot be used, in words for the operator. */
export function examineProgram(
  path: string,
  from: string,
  env: Record<string, string> = {},
): Promise<{ program: ServerProgram } | { reason: string }> {
  return new Promise((resolve) => {
    const options = { timeout: 5_000, env: { ...process.env, ...env } };
    execFile(path, ['--version'], options, (error, stdout, stderr) => {
      if (error !== null) {
        const detail = stderr.trim().split('\n').at(-1) || error.message.split('\n')[0];
        return resolve({ reason: `${path} does not run: ${detail}` });
      }
      const version = parseServerVersion(stdout);
      if (version === null) return resolve({ reason: `${path} does not say which version it is` });
      if (!isNewEnough(version)) {
        return resolve({ reason: `${path} is version ${version}, older than ${OLDEST_VERSION}` });
      }
      const origin = `${path.slice(path.lastIndexOf('/') + 1)} ${version} from ${from}`;
      resolve({ program: { path, version, origin, env } });
    });
  });
}
