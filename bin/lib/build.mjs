import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { runQuietly, runStep } from './step.mjs';
import { buildWeb } from './web.mjs';

const SOURCE_DIRS = ['src', 'jobs', 'fixtures'];
const SETTINGS = ['tsconfig.json', 'tsconfig.build.json', 'vite.config.ts', 'package-lock.json'];
/** Vite's part, whose files go into dist/web. */
const PAGES = 'src/web/app/';
const STAMP = '.built-from';

/** Why dist has to be built, or null when it was built from just these sources. */
export function findBuildReason(root) {
  const stamp = join(root, 'dist', STAMP);
  if (!existsSync(stamp)) return 'dist is missing or unfinished';
  return readFileSync(stamp, 'utf8') === hashSources(root) ? null : 'the sources have changed';
}

/**
 * Compiles beside dist and then takes its place: nothing stale stays, and who starts meanwhile finds the
 * old dist or the new one, never half of one. To be called under the set-up lock.
 */
export async function buildDist(root, reason) {
  const draft = join(root, 'dist.new');
  await runStep('Building dist', reason, async () => {
    const hash = hashSources(root);
    rmSync(draft, { recursive: true, force: true });
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const args = [compiler, '-p', 'tsconfig.build.json', '--outDir', 'dist.new'];
    await runQuietly(process.execPath, args, { cwd: root, what: 'the TypeScript compiler' });
    copyAssets(root, draft);
    await buildWeb(root, 'dist.new');
    writeFileSync(join(draft, STAMP), hash);
    rmSync(join(root, 'dist'), { recursive: true, force: true });
    renameSync(draft, join(root, 'dist'));
  }).finally(() => rmSync(draft, { recursive: true, force: true }));
}

/** What is no TypeScript (pages, styles, scripts, data) lies beside the compiled files as in the sources. */
function copyAssets(root, target) {
  for (const path of listSources(root)) {
    if (path.endsWith('.ts') || path.endsWith('.tsx') || path.startsWith(PAGES)) continue;
    mkdirSync(dirname(join(target, path)), { recursive: true });
    copyFileSync(join(root, path), join(target, path));
  }
}

function hashSources(root) {
  const hash = createHash('sha256');
  for (const path of [...SETTINGS, ...listSources(root)]) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Paths of all source files, relative to the root, in a fixed order. */
function listSources(root) {
  const present = SOURCE_DIRS.filter((dir) => existsSync(join(root, dir)));
  return present.flatMap((dir) => listFiles(root, dir)).sort();
}

function listFiles(root, dir) {
  return readdirSync(join(root, dir), { withFileTypes: true }).flatMap((entry) => {
    const path = `${dir}/${entry.name}`;
    if (entry.isDirectory()) return listFiles(root, path);
    return entry.isFile() ? [path] : [];
  });
}
