// npm run bench: throughput beside a bare express that returns the same bytes. --short is the form .ci/run uses.
import { endWith, say } from './lib/step.mjs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';

try {
  const short = process.argv.includes('--short');
  await ensureInstalled();
  await ensureBuilt();
  const { benchHttp } = await import('../test/bench/http.mjs');
  const { benchQuotes } = await import('../test/bench/quote-refund.mjs');
  const { benchPipeline } = await import('../test/bench/pipeline.mjs');
  say(`benchmarks, both sides of a ratio in one run${short ? ' (short form: too short for a figure)' : ''}`);
  benchQuotes({ short });
  await benchHttp({ short });
  await benchPipeline({ short });
} catch (error) {
  endWith(error);
}
