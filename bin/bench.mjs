// npm run bench: throughput beside a bare express that returns the same bytes. --short is the form .ci/run uses.
import { endWith, say } from './lib/step.mjs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';

try {
  const short = process.argv.includes('--short');
  await ensureInstalled();
  await ensureBuilt();
  const { benchHttp } = await import('../test/bench/http.mjs');
  const { benchPipeline } = await import('../test/bench/pipeline.mjs');
  say(`requests a second, both sides in one run${short ? ' (short form: too short for a figure)' : ''}`);
  await benchHttp({ short });
  await benchPipeline({ short });
} catch (error) {
  endWith(error);
}
