// npm run bench:demand: a national season compared with the one before, from its day logs to the answer. --short is the
// form .ci/run uses; --pairs and --dates choose the size. Ends with 1 when the full size takes a minute or more, or 1 GB.
import { parseArgs } from 'node:util';
import { endWith, StepError } from './lib/step.mjs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';

try {
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean', default: false },
      pairs: { type: 'string' },
      dates: { type: 'string' },
    },
  });
  await ensureInstalled();
  await ensureBuilt();
  const { benchDemand } = await import('../test/bench/demand.mjs');
  const size = values.short ? { pairs: 60, dates: 10 } : { pairs: 500, dates: 40 };
  for (const name of Object.keys(size)) size[name] = readWhole(name, values[name] ?? size[name]);
  if (!benchDemand(size)) process.exitCode = 1;
} catch (error) {
  endWith(error);
}

function readWhole(name, text) {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new StepError(`--${name}: expected a whole number above 0, got "${text}"`);
}
