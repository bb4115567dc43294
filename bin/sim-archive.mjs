// npm run sim:archive: a season of 500 pairs by 40 dates out of Redis into files, verified, into an empty Redis, and
// all boards and histories compared. Some hours; --short is the form for .ci/run. --pairs, --dates, --days, --seed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endWith, StepError, say } from './lib/step.mjs';
import { ensureInstalled, root } from './setup.mjs';

const FULL = { pairs: '500', dates: '40', days: '15', seed: '2021' };
const SHORT = { pairs: '3', dates: '4', days: '15', seed: '2021' };

try {
  const option = { type: 'string' };
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean', default: false },
      ...{ pairs: option, dates: option, days: option, seed: option },
    },
  });
  const { short, ...sizes } = values;
  const size = { ...(short ? SHORT : FULL), ...sizes };
  for (const [name, value] of Object.entries(size)) {
    if (!/^[1-9]\d*$/.test(value)) throw new StepError(`--${name}: expected a whole number, got "${value}"`);
  }
  await ensureInstalled();
  say(
    `a season of ${size.pairs} pairs by ${size.dates} dates, ${size.days} days of polls each, through an archive`,
  );
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const run = spawnSync(process.execPath, [vitest, 'run', 'test/sim/archive.test.ts'], {
    cwd: root,
    env: { ...process.env, SIM_ARCHIVE: [size.pairs, size.dates, size.days, size.seed].join(',') },
    stdio: 'inherit',
  });
  process.exitCode = run.status ?? 1;
} catch (error) {
  endWith(error);
}
