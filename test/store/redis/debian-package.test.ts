import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseLibraryDependencies, unpackDebianServer } from '../../../src/store/redis/debian-package.ts';
import { ensureRedis } from '../../../src/store/redis/ensure-redis.ts';
import { makeTemporaryDir } from '../../support/temporary-dir.ts';

/** Kept between runs: a fresh checkout downloads it once, here or in the global set-up. */
const debianDir = fileURLToPath(new URL('../../../.yupiao/redis-debian', import.meta.url));
const unpacked = await unpackDebianServer(debianDir, process.env.PATH ?? '', () => {});
/** Only what lies outside of us excuses: no apt here, or its archive out of reach. */
const excuse =
  'reason' in unpacked && /^(this system has no|apt-get (update|download) failed)/.test(unpacked.reason)
    ? unpacked.reason
    : null;

describe('what a package needs', () => {
  it('is its libraries: of alternatives the first, and never libc itself', () => {
    const output = [
      'redis-tools',
      '  Depends: adduser',
      '  Depends: libatomic1',
      '  Depends: libc6',
      '  Depends: libjemalloc2',
      ' |Depends: libsystemd0',
      '  Depends: libelogind0',
      '  PreDepends: libssl3',
      '  Depends: <libvirtual>',
      '  Breaks: redis-server',
      '  Suggests: libruby',
    ].join('\n');
    expect(parseLibraryDependencies(output)).toEqual([
      'libatomic1',
      'libjemalloc2',
      'libsystemd0',
      'libssl3',
    ]);
  });
});

describe("Debian's package, taken apart without root", () => {
  if (excuse !== null) {
    it(`is not to be had here: ${excuse}`, () => expect(excuse).not.toBe(''));
    return;
  }

  it('leaves a server that runs, and nothing of apt beside it', () => {
    if ('reason' in unpacked) throw new Error(unpacked.reason);
    const { path, version, env } = unpacked.program;
    expect(execFileSync(path, ['--version'], { encoding: 'utf8', env })).toContain(`v=${version}`);
    expect(readdirSync(debianDir)).not.toContain('apt');
    expect(existsSync(`${debianDir}.new`)).toBe(false);
  });

  it('is used when PATH has no Redis, and not fetched a second time', async () => {
    const dir = makeTemporaryDir();
    const lines: string[] = [];
    const report = (line: string) => lines.push(line);
    const redis = await ensureRedis({ dataDir: dir, path: join(dir, 'empty'), debianDir, report });
    await redis.release();
    expect(redis.origin).toMatch(/^redis-server \S+ from Debian's package, unpacked without root$/);
    expect(lines).toEqual([`Starting ${redis.origin}`]);
  });
});
