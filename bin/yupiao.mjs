#!/usr/bin/env node
// npx yupiao refund … / rules …: sets up what is missing, then answers.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endWith } from './lib/step.mjs';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

/** What the set-up says goes to stderr: stdout is the answer's alone, so that --json can be piped. */
async function setUpQuietly() {
  const write = process.stdout.write;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    await ensureInstalled();
    await ensureBuilt();
  } finally {
    process.stdout.write = write;
  }
}

try {
  await setUpQuietly();
  const { main } = await import(pathToFileURL(join(root, 'dist', 'src', 'cli', 'main.js')).href);
  main(process.argv.slice(2));
} catch (error) {
  endWith(error);
}
