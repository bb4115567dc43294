import { describe, expect, it } from 'vitest';
import { type Clone, installInto, makeClone } from './clone.ts';

const CONFIG =
  "import { defineConfig } from 'vitest/config';\n\nexport default defineConfig({ test: {} });\n";

function makeTestedClone(assertion: string): Clone {
  const clone = makeClone();
  installInto(clone);
  clone.write('vitest.config.ts', CONFIG);
  const lines = [
    "import { expect, it } from 'vitest';",
    '',
    "it('adds', () => {",
    `  ${assertion}`,
    '});',
    '',
  ];
  clone.write('test/sum.test.ts', lines.join('\n'));
  return clone;
}

function lastLine(output: string): string | undefined {
  return output.trimEnd().split('\n').at(-1);
}

describe('npm test', () => {
  it('lints, checks types, builds and tests, each with its time, and ends with the count', async () => {
    const test = makeTestedClone('expect(1 + 1).toBe(2);').run('test.mjs', ['--reporter=dot']);
    const code = await test.exitCode;
    expect(test.output()).toMatch(
      /Lint: done in .* s\n[\s\S]*Types: done in .* s\n[\s\S]*Building dist: done in .* s\n[\s\S]*Tests: .* s\n/,
    );
    expect(lastLine(test.output())).toBe('1 passed, 0 failed');
    expect(code).toBe(0);
  });

  it('counts a failed test, and ends with its code', async () => {
    const test = makeTestedClone('expect(1 + 1).toBe(3);').run('test.mjs');
    expect(await test.exitCode).toBe(1);
    expect(lastLine(test.output())).toBe('0 passed, 1 failed');
  });

  it('stops at the first step that fails, shows why, and does not claim a count', async () => {
    const clone = makeTestedClone('expect(1 + 1).toBe(2);');
    clone.write('src/bad.ts', 'export const count: any = 1;\n');
    const test = clone.run('test.mjs');
    expect(await test.exitCode).toBe(1);
    expect(test.output()).toContain('noExplicitAny');
    expect(test.output()).not.toContain('Types');
    expect(lastLine(test.output())).toBe('Lint failed (code 1)');
  });
});
