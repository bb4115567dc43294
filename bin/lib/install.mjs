import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly, runStep, StepError } from './step.mjs';

const OLDEST_NODE = [20, 19];

/** @throws StepError when this Node is too old for what we use */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new StepError(`Node ${OLDEST_NODE.join('.')} or later is needed, this is ${version}: see nodejs.org`);
}

/**
 * Why the packages have to be installed, or null when what is there is what package-lock.json asks for.
 * npm writes node_modules/.package-lock.json when it has finished, so an install cut off half-way shows.
 * Optional packages are those for other systems: they may be absent.
 */
export function findInstallReason(root) {
  const installedPath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedPath)) return 'node_modules is missing or unfinished';
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedPath, 'utf8')).packages;
  for (const [path, { version, integrity, optional }] of Object.entries(wanted)) {
    const present = installed[path];
    if (path === '' || (optional && present === undefined)) continue;
    if (present?.version !== version || present?.integrity !== integrity) {
      return `${path} is ${present?.version ?? 'missing'}, package-lock.json says ${version}`;
    }
  }
  return null;
}

/** To be called under the set-up lock, when `findInstallReason` has one. */
export async function installPackages(root, reason) {
  let fetched = 0;
  let last = '';
  const onLine = (line) => {
    // "npm http fetch GET 200 https://…/express 12ms (cache miss)", "npm http cache express@… 0ms (cache hit)"
    const match = /^npm http (?:fetch GET 200 \S*?\/\/[^/]+\/|cache )(\S+)/.exec(line);
    if (match === null) return;
    fetched += 1;
    last = decodeURIComponent(match[1].replace(/\/-\/.*$|@https?:.*$/, ''));
  };
  // npm tells its scripts where it is; a service started without npm finds it on PATH.
  const { npm_execpath: npmScript } = process.env;
  const [command, first] = npmScript?.endsWith('.js') ? [process.execPath, [npmScript]] : ['npm', []];
  // Development packages too, whatever NODE_ENV says: the compiler is one.
  const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=http'];
  const detail = () => (fetched === 0 ? 'npm is starting' : `${fetched} fetched, last ${last}`);
  const work = () => runQuietly(command, args, { cwd: root, what: 'npm ci', onLine });
  await runStep('Installing the packages with npm ci', reason, work, detail);
}
