import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { withLock } from '../../../src/store/redis/process-lock.ts';
import {
  formatProcessRef,
  isAlive,
  ownProcess,
  parseProcessRef,
} from '../../../src/store/redis/process-mark.ts';
import { makeTemporaryDir } from '../../support/temporary-dir.ts';

/** How many were inside at once, at most, when this many come together. */
async function crowd(lock: string, callers: number): Promise<number> {
  let inside = 0;
  let most = 0;
  const enter = () =>
    withLock(
      lock,
      () => {},
      async () => {
        inside += 1;
        most = Math.max(most, inside);
        for (let turn = 0; turn < 3; turn++) await nextTurn();
        inside -= 1;
      },
    );
  await Promise.all(Array.from({ length: callers }, enter));
  return most;
}

describe('a process that cannot be mistaken for a later one', () => {
  it('is alive while it runs, and so is nobody who had its pid before', () => {
    expect(isAlive(ownProcess())).toBe(true);
    expect(isAlive({ pid: process.pid, mark: '1' })).toBe(false);
  });

  it('is gone once it has ended', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    expect(isAlive({ pid, mark: ownProcess().mark })).toBe(false);
  });

  it('is read as it was written, and from nothing else', () => {
    expect(parseProcessRef(formatProcessRef({ pid: 12, mark: '34' }))).toEqual({ pid: 12, mark: '34' });
    for (const text of ['', '12', 'pid 34', '\n']) expect(parseProcessRef(text)).toBeNull();
  });
});

describe('the lock', () => {
  it('lets one in at a time', async () => {
    const dir = makeTemporaryDir();
    expect(await crowd(join(dir, 'lock'), 8)).toBe(1);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('of a process that died is taken over by just one', async () => {
    const dir = makeTemporaryDir();
    const dead = formatProcessRef({ pid: process.pid, mark: '1' });
    writeFileSync(join(dir, 'lock'), dead);
    writeFileSync(join(dir, 'lock.stale'), dead);
    expect(await crowd(join(dir, 'lock'), 8)).toBe(1);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('is given back when the work fails', async () => {
    const lock = join(makeTemporaryDir(), 'lock');
    const failing = withLock(
      lock,
      () => {},
      () => Promise.reject(new Error('work failed')),
    );
    await expect(failing).rejects.toThrow('work failed');
    expect(existsSync(lock)).toBe(false);
  });
});
