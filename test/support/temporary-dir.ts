import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A fresh directory outside the repository, gone when the test is over. */
export function makeTemporaryDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'yupiao-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));
  return dir;
}
