// npm start: sets up what is missing, then runs the service in this same process.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endWith, say } from './lib/step.mjs';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

try {
  say('yupiao: starting');
  await ensureInstalled();
  await ensureBuilt();
  const { main } = await import(pathToFileURL(join(root, 'dist', 'src', 'main.js')).href);
  await main(process.argv.slice(2));
} catch (error) {
  endWith(error);
}
