// npm run bench:load: 500 pairs by 15 days every five minutes against the double, and how late the polls are.
// Eleven minutes; --short is the form for .ci/run.
import { endWith, say } from './lib/step.mjs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';

try {
  const short = process.argv.includes('--short');
  await ensureInstalled();
  await ensureBuilt();
  const { benchLoad } = await import('../test/bench/load.mjs');
  const minutes = short ? 1 : 11;
  say(`load: ${minutes} ${short ? 'minute (short form: too short for a figure)' : 'minutes'}`);
  await benchLoad({ minutes });
  process.exit(0);
} catch (error) {
  endWith(error);
}
