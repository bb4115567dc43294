// npm run bench:streams: 500 open streams of a board on one process, and how soon all of them have a change that
// another process wrote. A minute and a half; --short is the form for .ci/run.
import { endWith, say } from './lib/step.mjs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';

try {
  const short = process.argv.includes('--short');
  await ensureInstalled();
  await ensureBuilt();
  const { benchStreams } = await import('../test/bench/streams.mjs');
  const changes = short ? 5 : 40;
  say(`streams: ${changes} changes${short ? ' (short form)' : ''}`);
  await benchStreams({ changes });
  process.exit(0);
} catch (error) {
  endWith(error);
}
