import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'));

describe('the npm scripts that run until they are told to stop', () => {
  // npm passes SIGTERM on to its shell only; a shell that waits for node dies of it and leaves node running.
  it.each(['start', 'test', 'jobs'])('%s: the shell gives way to node', (name) => {
    expect(scripts[name]).toMatch(/^exec node /);
  });
});
