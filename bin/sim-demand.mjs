// npm run sim:demand: seasons of polls with a known true ratio, through spells, matching and jackknife, and how often
// the interval holds the truth. Long (some minutes); --short is the form for .ci/run. --seasons and --seed choose.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endWith } from './lib/step.mjs';
import { ensureInstalled, root } from './setup.mjs';

try {
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean', default: false },
      seasons: { type: 'string' },
      seed: { type: 'string', default: '2021' },
    },
  });
  await ensureInstalled();
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const run = spawnSync(process.execPath, [vitest, 'run', '--silent=false', 'test/sim/demand.test.ts'], {
    cwd: root,
    env: {
      ...process.env,
      SIM_SEASONS: values.seasons ?? (values.short ? '100' : '1000'),
      SIM_SEED: values.seed,
    },
    stdio: 'inherit',
  });
  process.exitCode = run.status ?? 1;
} catch (error) {
  endWith(error);
}
