import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/**
 * Compiles one source file with all it imports into a directory outside the repository, for tests that need
 * it in processes of its own (Node 20 does not read TypeScript). Scripts of sh beside it come along.
 *
 * @param source relative to the root, e.g. `src/store/redis/ensure-redis.ts`
 */
export function compileForChildren(source: string): { module: string; remove: () => void } {
  const out = mkdtempSync(join(tmpdir(), 'yupiao-compiled-'));
  const settings = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      outDir: out,
      rootDir: root,
      typeRoots: [join(root, 'node_modules', '@types')],
    },
    include: [],
    files: [join(root, source)],
  };
  writeFileSync(join(out, 'tsconfig.json'), JSON.stringify(settings));
  writeFileSync(join(out, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(root, 'node_modules'), join(out, 'node_modules'));
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const compiled = spawnSync(process.execPath, [compiler, '-p', out], { encoding: 'utf8' });
  if (compiled.status !== 0) throw new Error(`cannot compile ${source}:\n${compiled.stdout}`);
  const folder = join(root, dirname(source));
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.sh'))) {
    const target = join(out, relative(root, folder), name);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(folder, name), target);
  }
  const module = join(out, source.replace(/\.ts$/, '.js'));
  return { module, remove: () => rmSync(out, { recursive: true, force: true }) };
}
