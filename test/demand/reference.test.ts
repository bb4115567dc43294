import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFolder } from './reference/json.ts';
import { checksOf } from './reference/walk.ts';

/** Answers of R and of the papers; another folder of files in the same form may be tried instead. */
const FOLDER = process.env.REFERENCE_DIR ?? join(import.meta.dirname, '..', '..', 'fixtures', 'reference');
const references = readFolder(FOLDER);

describe('the reference folder', () => {
  it('has files in it', () => {
    expect(references.length).toBeGreaterThan(0);
  });
});

describe.each(references)('$file', (reference) => {
  const checks = checksOf(reference);

  it('holds something to compare', () => {
    expect(checks.length).toBeGreaterThan(0);
  });

  it.each(checks)('$title', ({ run }) => run());
});
