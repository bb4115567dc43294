import { ServiceError } from '../../errors.ts';
import { unpackDebianServer } from './debian-package.ts';
import { isExecutable, listOnPath } from './executables.ts';
import { examineProgram, OLDEST_VERSION, type ServerProgram } from './server-version.ts';

/** Where to look. Everything is given: nothing is read from the environment here. */
export interface ProgramSearch {
  redisServerBin?: string;
  /** As in the variable PATH. */
  path: string;
  /** Where Debian's package is taken apart, and found again the next time. */
  debianDir: string;
  report(line: string): void;
}

const NAMES = ['valkey-server', 'redis-server'];

const ADVICE = `install Redis or Valkey ${OLDEST_VERSION} or later, then start again:
  Debian, Ubuntu:  sudo apt install redis-server
  Fedora:          sudo dnf install valkey
  macOS:           brew install valkey
or name a server program: REDIS_SERVER_BIN=/path/to/redis-server
or use a Redis that runs already: REDIS_URL=redis://host:6379`;

/**
 * A server program: REDIS_SERVER_BIN, else PATH, else Debian's package without root. What the operator
 * named must work; what we look for ourselves is told and skipped.
 *
 * @throws ServiceError listing everything tried, and the command for each system
 */
export async function findServerProgram(search: ProgramSearch): Promise<ServerProgram> {
  if (search.redisServerBin !== undefined) return examineNamed(search.redisServerBin);
  const tried: string[] = [];
  const candidates = listOnPath(search.path, NAMES);
  if (candidates.length === 0) tried.push(`PATH: no ${NAMES.join(' or ')} in it`);
  for (const candidate of candidates) {
    const result = await examineProgram(candidate, 'PATH');
    if ('program' in result) return result.program;
    search.report(`Skipped: ${result.reason}`);
    tried.push(`PATH: ${result.reason}`);
  }
  const unpacked = await unpackDebianServer(search.debianDir, search.path, search.report);
  if ('program' in unpacked) return unpacked.program;
  tried.push(`Debian's package: ${unpacked.reason}`);
  const list = ['REDIS_URL: not set', 'REDIS_SERVER_BIN: not set', ...tried];
  throw new ServiceError(`no Redis to be had; tried\n  ${list.join('\n  ')}`, ADVICE);
}

async function examineNamed(path: string): Promise<ServerProgram> {
  const result = isExecutable(path)
    ? await examineProgram(path, 'REDIS_SERVER_BIN')
    : { reason: `${path} is not an executable file` };
  if ('program' in result) return result.program;
  throw new ServiceError(`REDIS_SERVER_BIN cannot be used: ${result.reason}`, `mend or unset it; ${ADVICE}`);
}
