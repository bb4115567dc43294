// npm run bench:store: the seat log fed a synthetic season, beside its bounds and its peers. --short is the form .ci/run
// uses; --seed, --pairs, --dates and --days choose the season, --json prints the figures for machines. POSTGRES_URL
// names a PostgreSQL to put beside it. Ends with 1 when what is read is not what was written, never for a figure.
import { parseArgs } from 'node:util';
import { endWith, StepError } from './lib/step.mjs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';

try {
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: '2021' },
      pairs: { type: 'string' },
      dates: { type: 'string' },
      days: { type: 'string' },
    },
  });
  await ensureInstalled();
  await ensureBuilt();
  const { benchStore } = await import('../test/bench/store.mjs');
  const { short, json } = values;
  const size = short ? { pairs: 4, dates: 5, days: 3 } : { pairs: 12, dates: 40, days: 15 };
  for (const name of Object.keys(size)) size[name] = readWhole(name, values[name] ?? size[name]);
  await benchStore({ seed: readWhole('seed', values.seed), ...size, short, json });
} catch (error) {
  endWith(error);
}

function readWhole(name, text) {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new StepError(`--${name}: expected a whole number, got "${text}"`);
}
