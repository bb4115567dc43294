import { describe, expect, it } from 'vitest';
import { waitUntil } from '../support/wait-until.ts';
import { installInto, makeClone } from './clone.ts';

const RUNS = 'the service runs with';

describe('npm start in a fresh checkout', () => {
  it('installs, builds and runs, saying what it does, and each second how far it is', async () => {
    const clone = makeClone();
    const start = clone.run('start.mjs', ['--jobs-only']);
    await waitUntil('a second line of progress', () => /npm ci: 2 s, 1 fetched/.test(start.output()));
    clone.write('../go', '');
    expect(await start.exitCode).toBe(0);
    const lines = start.output().trim().split('\n');
    expect(lines[0]).toBe('yupiao: starting');
    expect(lines[1]).toBe('Installing the packages with npm ci (node_modules is missing or unfinished) …');
    expect(lines[2]).toBe('Installing the packages with npm ci: 1 s, 1 fetched, last @scope/express');
    expect(start.output()).toMatch(
      /npm ci: done in \d+\.\d s\nBuilding dist \(dist is missing or unfinished\) …/,
    );
    expect(lines.at(-1)).toBe(`${RUNS} [--jobs-only]`);
    expect(clone.npmCalls()).toEqual(['ci --include=dev --no-audit --no-fund --loglevel=http']);
  });

  it('twice at once installs and builds once, and runs twice', async () => {
    const clone = makeClone();
    const starts = [clone.run('start.mjs'), clone.run('start.mjs')];
    await waitUntil('one waits for the other', () =>
      starts.some((start) => /Waiting for process \d+, which is setting up/.test(start.output())),
    );
    clone.write('../go', '');
    expect(await Promise.all(starts.map((start) => start.exitCode))).toEqual([0, 0]);
    expect(clone.npmCalls()).toHaveLength(1);
    const all = starts.map((start) => start.output()).join('');
    expect(all.match(/Building dist: done/g)).toHaveLength(1);
    expect(all.split(RUNS)).toHaveLength(3);
  });

  it('shows what npm said when it fails, and ends with its code', async () => {
    const clone = makeClone();
    clone.write('../refuse', '');
    const start = clone.run('start.mjs');
    expect(await start.exitCode).toBe(7);
    expect(start.output()).toContain('npm error network unreachable\nnpm ci failed (code 7)');
    expect(start.output()).not.toContain('    at ');
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)(
    'can be stopped by %s, even twice, while it sets up, and started again',
    async (signal, code) => {
      const clone = makeClone();
      const start = clone.run('start.mjs');
      await waitUntil('npm runs', () => clone.npmCalls().length === 1);
      start.child.kill(signal);
      await waitUntil('it is on its way out', () => start.output().includes('stopped by'));
      start.child.kill(signal);
      expect(await start.exitCode).toBe(code);
      expect(start.output()).toContain(`npm ci: stopped by ${signal}`);
      clone.write('../go', '');
      expect(await clone.run('start.mjs').exitCode).toBe(0);
    },
  );

  it('goes on where one that was killed left off', async () => {
    const clone = makeClone();
    const killed = clone.run('start.mjs');
    await waitUntil('npm runs', () => clone.npmCalls().length === 1);
    killed.child.kill('SIGKILL');
    clone.write('../go', '');
    await killed.exitCode;
    const start = clone.run('start.mjs');
    expect(await start.exitCode).toBe(0);
    expect(start.output()).toContain(RUNS);
  });
});

describe('npm start when the packages are there', () => {
  it('asks npm nothing, and the second time builds nothing', async () => {
    const clone = makeClone();
    installInto(clone);
    expect(await clone.run('start.mjs').exitCode).toBe(0);
    const second = clone.run('start.mjs');
    expect(await second.exitCode).toBe(0);
    expect(second.output()).toBe(`yupiao: starting\n${RUNS} []\n`);
    expect(clone.npmCalls()).toEqual([]);
  });

  it('builds again when a source has changed: nothing stale stays, and what is not TypeScript comes along', async () => {
    const clone = makeClone();
    installInto(clone);
    clone.write('dist/src/left-over.js', 'of an earlier version');
    clone.write('src/web/page.html', '<p>first</p>');
    await clone.run('start.mjs').exitCode;
    expect(clone.exists('dist/src/left-over.js')).toBe(false);
    expect(clone.read('dist/src/web/page.html')).toBe('<p>first</p>');
    clone.write('src/web/page.html', '<p>second</p>');
    const start = clone.run('start.mjs');
    await start.exitCode;
    expect(start.output()).toContain('Building dist (the sources have changed) …');
    expect(clone.read('dist/src/web/page.html')).toBe('<p>second</p>');
  });

  it('shows what the compiler said when the sources are wrong, and runs nothing', async () => {
    const clone = makeClone();
    installInto(clone);
    clone.write('src/main.ts', 'export const main: number = "no function";\n');
    const start = clone.run('start.mjs');
    expect(await start.exitCode).not.toBe(0);
    expect(start.output()).toMatch(
      /src\/main\.ts\(1,14\): error TS2322[\s\S]*the TypeScript compiler failed/,
    );
    expect(start.output()).not.toContain('    at ');
  });
});
