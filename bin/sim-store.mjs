// npm run sim:store: the seat log against a plain model of it, 200,000 random polls (out of order, repeated, at once,
// failed); --short is the form for .ci/run, --polls chooses.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endWith, StepError, say } from './lib/step.mjs';
import { ensureInstalled, root } from './setup.mjs';

try {
  const { values } = parseArgs({
    options: { short: { type: 'boolean', default: false }, polls: { type: 'string' } },
  });
  const polls = values.polls ?? (values.short ? '6000' : '200000');
  if (!/^[1-9]\d*$/.test(polls)) throw new StepError(`--polls: expected a whole number, got "${polls}"`);
  await ensureInstalled();
  say(`the seat log against its model: ${polls} polls`);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const run = spawnSync(process.execPath, [vitest, 'run', 'test/store/seat-log/differential.test.ts'], {
    cwd: root,
    env: { ...process.env, SEAT_LOG_POLLS: polls },
    stdio: 'inherit',
  });
  process.exitCode = run.status ?? 1;
} catch (error) {
  endWith(error);
}
