// npm run sim:store: the seat log beside a plain model, poll by poll; Redis and workers killed at any moment under load, masters of a Cluster and behind Sentinels killed
// one after the other, and everything acknowledged read back. Long; --short is the form for .ci/run. --seed chooses.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endWith, say } from './lib/step.mjs';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

const LONG = {
  workerKills: 60,
  redisKills: 60,
  failovers: 6,
  nodeTimeoutMs: 5_000,
  polls: 4_000,
  compared: 200_000,
};
const SHORT = {
  workerKills: 9,
  redisKills: 5,
  failovers: 2,
  nodeTimeoutMs: 2_000,
  polls: 1_000,
  compared: 6_000,
};

try {
  const { values } = parseArgs({
    options: { short: { type: 'boolean', default: false }, seed: { type: 'string', default: '2021' } },
  });
  const { workerKills, redisKills, failovers, nodeTimeoutMs, polls, compared } = values.short ? SHORT : LONG;
  await ensureInstalled();
  await ensureBuilt();
  const { runKills } = await import('../test/sim/kill.mjs');
  say(`workers and Redis: ${workerKills} times SIGKILL`);
  await runKills({ kills: workerKills, seed: Number(values.seed), redisEvery: 3 });
  say(
    `${compared} polls beside the model; Redis under load: ${redisKills} times SIGKILL; ${failovers} failovers`,
  );
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const files = ['seat-log/differential.test.ts', 'durability/kills.test.ts', 'cluster'].map(
    (name) => `test/store/${name}`,
  );
  const run = spawnSync(process.execPath, [vitest, 'run', ...files], {
    cwd: root,
    env: {
      ...process.env,
      SIM_SEED: values.seed,
      REDIS_KILLS: String(redisKills),
      FAILOVERS: String(failovers),
      NODE_TIMEOUT_MS: String(nodeTimeoutMs),
      LOAD_POLLS: String(polls),
      SEAT_LOG_POLLS: String(compared),
    },
    stdio: 'inherit',
  });
  process.exitCode = run.status ?? 1;
} catch (error) {
  endWith(error);
}
