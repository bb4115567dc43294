import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildDist, findBuildReason } from './lib/build.mjs';
import { checkNode, findInstallReason, installPackages } from './lib/install.mjs';
import { withLock } from './lib/lock.mjs';
import { say } from './lib/step.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/** The packages as package-lock.json wants them; nothing is asked of the network when they are there. */
export async function ensureInstalled() {
  checkNode();
  await ensure(findInstallReason, installPackages);
}

/** dist as the sources want it. */
export async function ensureBuilt() {
  await ensure(findBuildReason, buildDist);
}

/** Looks, and only if there is something to do takes the lock, and looks again: another may have done it. */
async function ensure(findReason, act) {
  if (findReason(root) === null) return;
  const onWait = (pid, seconds) => say(`Waiting for process ${pid}, which is setting up (${seconds} s)`);
  await withLock(join(root, '.yupiao', 'setup.lock'), onWait, async () => {
    const reason = findReason(root);
    if (reason !== null) await act(root, reason);
  });
}
