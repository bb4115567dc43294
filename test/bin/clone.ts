import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeTemporaryDir } from '../support/temporary-dir.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const COPIED = [
  'bin',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vite.config.ts',
  'src/web/app/tsconfig.json',
  'biome.json',
];

/** A fresh checkout of the two commands around a service of one line, with an npm that we hold in hand. */
export interface Clone {
  dir: string;
  write: (path: string, text: string) => void;
  read: (path: string) => string;
  exists: (path: string) => boolean;
  /** What the fake npm was asked, a line each. */
  npmCalls: () => string[];
  run: (script: string, args?: string[]) => Run;
}

export interface Run {
  child: ChildProcess;
  output: () => string;
  exitCode: Promise<number | null>;
}

/** Until the file `go` is there, the fake npm keeps on installing; where `refuse` is, it fails. */
const FAKE_NPM = `#!/bin/sh
echo "$@" >>"$FAKE_NPM_HOME/npm-calls"
echo "npm http fetch GET 200 https://registry.example/@scope%2fexpress 12ms (cache miss)" >&2
[ -e "$FAKE_NPM_HOME/refuse" ] && { echo "npm error network unreachable" >&2; exit 7; }
until [ -e "$FAKE_NPM_HOME/go" ]; do sleep 0.05; done
# Another one, whose caller was killed, may be at it too.
ln -sfn "$FAKE_NPM_MODULES" node_modules 2>/dev/null || [ -e node_modules ]
`;

const MAIN = `export async function main(argv: string[]): Promise<void> {
  console.log(\`the service runs with [\${argv.join(' ')}]\`);
}
`;

export function makeClone(): Clone {
  const home = makeTemporaryDir();
  const dir = join(home, 'clone');
  mkdirSync(dir);
  for (const name of COPIED) cpSync(join(root, name), join(dir, name), { recursive: true });
  const write = (path: string, text: string) => {
    mkdirSync(join(dir, path, '..'), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  write('.gitignore', 'node_modules\ndist/\n');
  write('src/main.ts', MAIN);
  write('src/web/app/index.html', '<!doctype html><title>A page</title>\n');
  write('src/web/app/main.ts', 'export const place = document.title;\n');
  write('../tools/npm', FAKE_NPM);
  chmodSync(join(home, 'tools/npm'), 0o755);
  return {
    dir,
    write,
    read: (path) => readFileSync(join(dir, path), 'utf8'),
    exists: (path) => existsSync(join(dir, path)),
    npmCalls: () =>
      existsSync(join(home, 'npm-calls'))
        ? readFileSync(join(home, 'npm-calls'), 'utf8').trim().split('\n')
        : [],
    run: (script, args = []) => runIn(dir, home, [join('bin', script), ...args]),
  };
}

/** The packages are there already, as after an earlier start. */
export function installInto(clone: Clone): void {
  symlinkSync(join(root, 'node_modules'), join(clone.dir, 'node_modules'));
}

function runIn(dir: string, home: string, args: string[]): Run {
  const { npm_execpath: _, VITEST: __, ...env } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: dir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...env,
      PATH: `${join(home, 'tools')}${delimiter}${process.env.PATH}`,
      FAKE_NPM_HOME: home,
      FAKE_NPM_MODULES: join(root, 'node_modules'),
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const exitCode = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, output: () => output, exitCode };
}
