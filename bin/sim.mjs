// npm run sim: workers killed at any moment (real processes), and a simulated piece of the season with faults. Long;
// --short is the form for .ci/run. --kills, --hours and --seed choose.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endWith, say } from './lib/step.mjs';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

try {
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean', default: false },
      kills: { type: 'string' },
      hours: { type: 'string' },
      seed: { type: 'string', default: '2021' },
    },
  });
  const kills = Number(values.kills ?? (values.short ? 8 : 50));
  const hours = values.hours ?? (values.short ? '2' : '96');
  await ensureInstalled();
  await ensureBuilt();
  const { runKills } = await import('../test/sim/kill.mjs');
  say(`kills: ${kills} times SIGKILL`);
  await runKills({ kills, seed: Number(values.seed) });
  say(`season: ${hours} hours on a simulated clock`);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const run = spawnSync(process.execPath, [vitest, 'run', 'test/sim/season.test.ts'], {
    cwd: root,
    env: { ...process.env, SIM_HOURS: hours, SIM_SEED: values.seed },
    stdio: 'inherit',
  });
  process.exitCode = run.status ?? 1;
} catch (error) {
  endWith(error);
}
