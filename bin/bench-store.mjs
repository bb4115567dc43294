// npm run bench:store: the seat log fed a synthetic season, beside its bounds and its peers. --short is the form
// .ci/run uses; --seed, --pairs, --dates and --days choose the season, --json prints the figures as JSON in the last
// line. POSTGRES_URL names a PostgreSQL to put beside it. Ends with 1 when what is read is not what was written, never
// for a figure.
import { parseArgs } from 'node:util';
import { endWith, StepError } from './lib/step.mjs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';

const MOST = { seed: 2 ** 32 - 1, pairs: 2_028, dates: 400, days: 30 };

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
  const { short, json } = values;
  const size = short ? { pairs: 4, dates: 5, days: 3 } : { pairs: 12, dates: 40, days: 15 };
  for (const name of Object.keys(size)) size[name] = readWhole(name, values[name] ?? size[name], 1);
  const seed = readWhole('seed', values.seed, 0);
  await ensureInstalled();
  await ensureBuilt();
  const { benchStore } = await import('../test/bench/store.mjs');
  await benchStore({ seed, ...size, short, json });
} catch (error) {
  endWith(error);
}

function readWhole(name, text, least) {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= MOST[name]) return number;
  throw new StepError(`--${name}: expected a whole number of ${least} to ${MOST[name]}, got "${text}"`);
}
