// npm run bench:plan: what the plan finds beside a uniform one at the same budget. --short is the form .ci/run uses.
import { endWith } from './lib/step.mjs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';

try {
  await ensureInstalled();
  await ensureBuilt();
  const { benchPlan } = await import('../test/bench/plan.mjs');
  benchPlan({ short: process.argv.includes('--short') });
} catch (error) {
  endWith(error);
}
