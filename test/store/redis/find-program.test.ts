import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../src/errors.ts';
import { findServerProgram } from '../../../src/store/redis/find-program.ts';
import { isNewEnough, parseServerVersion } from '../../../src/store/redis/server-version.ts';
import { makeTemporaryDir } from '../../support/temporary-dir.ts';
import { writeProgram, writeServer } from './fakes.ts';

function search(dir: string, path: string, redisServerBin?: string) {
  const lines: string[] = [];
  const report = (line: string) => lines.push(line);
  const named = redisServerBin === undefined ? {} : { redisServerBin };
  return { lines, found: findServerProgram({ path, debianDir: join(dir, 'debian'), report, ...named }) };
}

async function failureOf(found: Promise<unknown>): Promise<ServiceError> {
  const error = await found.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ServiceError);
  return error as ServiceError;
}

describe('the version a server program says', () => {
  it.each([
    ['Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=ae4d7c971a948f0', '7.0.15'],
    ['Valkey server v=8.1.1 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=1', '8.1.1'],
    ['Server v=7.2.5 sha=00000000:0', '7.2.5'],
    ['GNU bash, version 5.2.15', null],
  ])('%s → %s', (output, version) => {
    expect(parseServerVersion(output)).toBe(version);
  });

  it.each([
    ['6.0.16', false],
    ['6.1.9', false],
    ['6.2.0', true],
    ['6.10.0', true],
    ['7.0.15', true],
    ['10.0.1', true],
    ['5.9.9', false],
  ])('%s is new enough: %s', (version, expected) => {
    expect(isNewEnough(version)).toBe(expected);
  });
});

describe('REDIS_SERVER_BIN', () => {
  it('is used before anything on PATH', async () => {
    const dir = makeTemporaryDir();
    writeServer(join(dir, 'path'), 'redis-server', '7.0.0');
    const named = writeServer(dir, 'my-redis', '6.2.14');
    const program = await search(dir, join(dir, 'path'), named).found;
    expect(program).toMatchObject({ path: named, version: '6.2.14' });
    expect(program.origin).toBe('my-redis 6.2.14 from REDIS_SERVER_BIN');
  });

  it.each([
    ['does not exist', () => '/nowhere/redis-server', /not an executable file/],
    ['is too old', (dir: string) => writeServer(dir, 'old', '6.0.16'), /version 6\.0\.16, older than 6\.2/],
    ['is something else', (dir: string) => writeProgram(dir, 'other', 'echo hello'), /which version/],
    [
      'does not run',
      (dir: string) => writeProgram(dir, 'broken', 'echo "no libjemalloc.so.2" >&2; exit 127'),
      /does not run: no libjemalloc\.so\.2/,
    ],
  ])('is an error, and not skipped, when it %s', async (_, make, message) => {
    const dir = makeTemporaryDir();
    writeServer(join(dir, 'path'), 'redis-server', '7.0.0');
    const error = await failureOf(search(dir, join(dir, 'path'), make(dir)).found);
    expect(error.message).toMatch(message);
    expect(error.message).toContain('REDIS_SERVER_BIN');
  });
});

describe('PATH', () => {
  it('gives valkey-server or redis-server, in the order of its directories', async () => {
    const dir = makeTemporaryDir();
    const first = writeServer(join(dir, 'a'), 'redis-server', '7.0.0');
    writeServer(join(dir, 'b'), 'valkey-server', '8.0.0');
    expect(await search(dir, `${dir}/a:${dir}/b`).found).toMatchObject({ path: first, version: '7.0.0' });
  });

  it('tells of one that is too old, and skips it', async () => {
    const dir = makeTemporaryDir();
    writeServer(join(dir, 'a'), 'redis-server', '6.0.16');
    const second = writeServer(join(dir, 'b'), 'valkey-server', '8.0.0');
    const { lines, found } = search(dir, `${dir}/a:${dir}/b`);
    expect((await found).path).toBe(second);
    expect(lines).toEqual([`Skipped: ${dir}/a/redis-server is version 6.0.16, older than 6.2`]);
  });
});

describe('the end of the chain', () => {
  it('lists all that was tried, and the command for each system', async () => {
    const dir = makeTemporaryDir();
    writeServer(join(dir, 'a'), 'redis-server', '6.0.16');
    const error = await failureOf(search(dir, join(dir, 'a')).found);
    expect(error.message.split('\n')).toEqual([
      'no Redis to be had; tried',
      '  REDIS_URL: not set',
      '  REDIS_SERVER_BIN: not set',
      `  PATH: ${dir}/a/redis-server is version 6.0.16, older than 6.2`,
      "  Debian's package: this system has no apt-get, apt-cache, dpkg, dpkg-query, ldd",
    ]);
    for (const system of ['Debian', 'Ubuntu', 'Fedora', 'macOS']) expect(error.todo).toContain(system);
    expect(error.todo).toMatch(/apt install redis-server[\s\S]*dnf install[\s\S]*brew install/);
  });

  it('names an empty PATH as such', async () => {
    const dir = makeTemporaryDir();
    const error = await failureOf(search(dir, '').found);
    expect(error.message).toContain('PATH: no valkey-server or redis-server in it');
  });

  it('repeats what apt said when it could not reach its archive', async () => {
    const dir = makeTemporaryDir();
    const path = join(dir, 'tools');
    for (const tool of ['apt-cache', 'dpkg', 'dpkg-query', 'ldd']) writeProgram(path, tool, 'exit 1');
    writeProgram(path, 'apt-get', 'echo "E: Could not resolve the archive" >&2; exit 100');
    const error = await failureOf(search(dir, path).found);
    expect(error.message).toContain(
      "Debian's package: apt-get update failed: E: Could not resolve the archive",
    );
  });
});
