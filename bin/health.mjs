// node bin/health.mjs api|jobs: ends with 0 when that part of the service on this machine is well, else with 1 and why.
// api: /readyz at PORT answers (degraded is well: what is kept is still answered). jobs: its sign of life in DATA_DIR
// (src/heartbeat.ts) is not older than half a minute.
import { statSync } from 'node:fs';
import { join } from 'node:path';

const OLDEST_SIGN_MS = 30_000;
const ANSWER_WITHIN_MS = 4_000;

const CHECKS = {
  async api() {
    const url = `http://127.0.0.1:${process.env.PORT || 3000}/readyz`;
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  },
  async jobs() {
    const path = join(process.env.DATA_DIR || '.yupiao', 'jobs.alive');
    const ageMs = Date.now() - statSync(path).mtimeMs;
    if (ageMs > OLDEST_SIGN_MS)
      throw new Error(`the last sign of life in ${path} is ${Math.round(ageMs / 1000)} s old`);
  },
};

const check = CHECKS[process.argv[2]];
try {
  if (check === undefined) throw new Error(`expected api or jobs, got ${process.argv[2] ?? 'nothing'}`);
  await check();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
