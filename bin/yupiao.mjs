#!/usr/bin/env node
// npx yupiao refund … / rules … / archive … / verify …: sets up what is missing, then answers.
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
  const [command, ...rest] = process.argv.slice(2);
  // What needs no Redis is pure; archives and figures wire the store in.
  const wired = command === 'archive' || command === 'verify';
  const entry = wired ? `${command}-cli.js` : join('cli', 'main.js');
  const { main } = await import(pathToFileURL(join(root, 'dist', 'src', entry)).href);
  await main(wired ? rest : process.argv.slice(2));
} catch (error) {
  endWith(error);
}
