import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeTemporaryDir } from '../support/temporary-dir.ts';

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}
interface Packages {
  [path: string]: { version?: string; integrity?: string; optional?: boolean };
}

// The commands are plain JavaScript, so that they run before anything is installed: their types are told here.
const folder = new URL('../../bin/lib/', import.meta.url);
const { checkNode, findInstallReason } = (await import(fileURLToPath(new URL('install.mjs', folder)))) as {
  checkNode: (version: string) => void;
  findInstallReason: (root: string) => string | null;
};
const { countTests } = (await import(fileURLToPath(new URL('count-tests.mjs', folder)))) as {
  countTests: (report: Report, exitCode: number) => { passed: number; failed: number };
};

describe('the Node that runs us', () => {
  it.each(['18.20.4', '20.18.3', '16.0.0'])('%s is too old', (version) => {
    expect(() => checkNode(version)).toThrow(`Node 20.19 or later is needed, this is ${version}`);
  });

  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('%s will do', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });
});

describe('the packages', () => {
  const wanted: Packages = {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/for-another-system': { version: '2.0.0', integrity: 'sha512-o', optional: true },
  };
  const a = { version: '1.0.0', integrity: 'sha512-a' };

  function reasonWith(installed: Packages | null): string | null {
    const dir = makeTemporaryDir();
    writeFileSync(join(dir, 'package-lock.json'), JSON.stringify({ packages: wanted }));
    if (installed !== null) {
      mkdirSync(join(dir, 'node_modules'));
      const path = join(dir, 'node_modules/.package-lock.json');
      writeFileSync(path, JSON.stringify({ packages: installed }));
    }
    return findInstallReason(dir);
  }

  it.each<[string, Packages | null, string | null]>([
    ['are missing', null, 'node_modules is missing or unfinished'],
    ['are as the lock file says', { 'node_modules/a': a }, null],
    ['lack one', {}, 'node_modules/a is missing, package-lock.json says 1.0.0'],
    [
      'hold another version',
      { 'node_modules/a': { ...a, version: '0.9.0' } },
      'node_modules/a is 0.9.0, package-lock.json says 1.0.0',
    ],
    [
      'hold another content',
      { 'node_modules/a': { ...a, integrity: 'sha512-b' } },
      'node_modules/a is 1.0.0, package-lock.json says 1.0.0',
    ],
    [
      'hold an optional one of another version',
      { 'node_modules/a': a, 'node_modules/for-another-system': { version: '1.9.0', integrity: 'sha512-o' } },
      'node_modules/for-another-system is 1.9.0, package-lock.json says 2.0.0',
    ],
  ])('%s', (_, installed, reason) => {
    expect(reasonWith(installed)).toBe(reason);
  });
});

describe('the count of tests', () => {
  const passed = { status: 'passed', assertionResults: [{ status: 'passed' }] };
  const failed = { status: 'failed', assertionResults: [{ status: 'failed' }] };
  const broken = { status: 'failed', assertionResults: [] };

  it.each<[string, Report, number, { passed: number; failed: number }]>([
    [
      'is what vitest counted',
      { numPassedTests: 4, numFailedTests: 1, testResults: [passed, failed] },
      1,
      { passed: 4, failed: 1 },
    ],
    [
      'holds a file that failed before its first test',
      { numPassedTests: 4, numFailedTests: 0, testResults: [passed, broken] },
      1,
      { passed: 4, failed: 1 },
    ],
    [
      'holds a run that failed outside of all tests',
      { numPassedTests: 4, numFailedTests: 0, testResults: [passed] },
      1,
      { passed: 4, failed: 1 },
    ],
    [
      'of a good run has no failure',
      { numPassedTests: 4, numFailedTests: 0, testResults: [passed] },
      0,
      { passed: 4, failed: 0 },
    ],
  ])('%s', (_, report, exitCode, expected) => {
    expect(countTests(report, exitCode)).toMatchObject(expected);
  });
});
