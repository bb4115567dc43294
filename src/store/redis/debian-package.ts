import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listOnPath } from './executables.ts';
import { withLock } from './process-lock.ts';
import { createToolRunner, type RunTool } from './run-tool.ts';
import { examineProgram, type ServerProgram } from './server-version.ts';

type Unpacked = { program: ServerProgram } | { reason: string };

/** Rounds of "which libraries are missing, which packages carry them": Debian 12 needs one or two. */
const ROUNDS = 4;
const FROM = "Debian's package, unpacked without root";

/**
 * Takes Debian's redis-server package apart under `dir`, once: neither root nor an installation is needed.
 * apt gets private lists and caches (the system's may be absent or not writable) but the system's own
 * sources, keys and proxies. Libraries the system lacks come along and are found by LD_LIBRARY_PATH.
 */
export async function unpackDebianServer(
  dir: string,
  path: string,
  report: (line: string) => void,
): Promise<Unpacked> {
  const home = resolve(dir);
  const onWait = (pid: number, seconds: number) =>
    report(`Waiting for process ${pid}, which is unpacking Debian's Redis (${seconds} s)`);
  if (existsSync(home)) {
    const found = await examineUnpacked(home);
    if ('program' in found) return found;
  }
  const missing = ['apt-get', 'apt-cache', 'dpkg', 'dpkg-query', 'ldd'].filter(
    (tool) => listOnPath(path, [tool]).length === 0,
  );
  if (missing.length > 0) return { reason: `this system has no ${missing.join(', ')}` };
  return withLock(`${home}.lock`, onWait, async () => {
    const found = await examineUnpacked(home);
    if ('program' in found) return found;
    try {
      return await unpackAnew(home, createToolRunner(path, report), report);
    } catch (error) {
      return { reason: (error as Error).message };
    }
  });
}

/** Everything is done beside its place and moved there when the program has run: never half a tree. */
async function unpackAnew(home: string, run: RunTool, report: (line: string) => void): Promise<Unpacked> {
  const draft = `${home}.new`;
  rmSync(draft, { recursive: true, force: true });
  const apt = writeAptSettings(join(draft, 'apt'));
  report("No Redis on this machine: fetching Debian's package, without root");
  await run('apt-get', ['-c', apt, '-q', 'update']);
  const installed = await listInstalledPackages(run);
  const unpacked = new Set<string>();
  let wanted = ['redis-server', 'redis-tools'];
  for (let round = 0; round < ROUNDS && wanted.length > 0; round++) {
    report(`Fetching ${wanted.join(', ')}`);
    await fetchPackages(draft, apt, wanted, run);
    for (const name of wanted) unpacked.add(name);
    if ((await listMissingLibraries(draft, run)).length === 0) break;
    const libraries = await listLibraryPackages(apt, wanted, run);
    wanted = libraries.filter((name) => !unpacked.has(name) && !installed.has(name));
  }
  const tried = await examineUnpacked(draft);
  if ('reason' in tried) return tried;
  for (const leftover of ['apt', 'packages']) rmSync(join(draft, leftover), { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
  renameSync(draft, home);
  return examineUnpacked(home);
}

/** Settings in a file, because only there can the system's hooks (which want root) be cleared: apt.conf(5). */
function writeAptSettings(dir: string): string {
  mkdirSync(join(dir, 'lists', 'partial'), { recursive: true });
  mkdirSync(join(dir, 'cache', 'archives', 'partial'), { recursive: true });
  const settings = [
    '#clear APT::Update::Pre-Invoke;',
    '#clear APT::Update::Post-Invoke;',
    '#clear APT::Update::Post-Invoke-Success;',
    '#clear DPkg::Post-Invoke;',
    `Dir::State::lists "${join(dir, 'lists')}";`,
    `Dir::Cache "${join(dir, 'cache')}";`,
    // As root apt would change to a user that cannot write into our directory.
    'APT::Sandbox::User "root";',
    'Acquire::Languages "none";',
    'Acquire::Retries "1";',
    'Acquire::http::Timeout "15";',
    'Acquire::https::Timeout "15";',
  ];
  const file = join(dir, 'apt.conf');
  writeFileSync(file, `${settings.join('\n')}\n`);
  return file;
}

async function listInstalledPackages(run: RunTool): Promise<Set<string>> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the braces are dpkg-query's own.
  const format = '${Package} ${db:Status-Status}\\n';
  const output = await run('dpkg-query', ['-W', '-f', format]);
  return new Set([...output.matchAll(/^(\S+) installed$/gm)].map((match) => match[1]!));
}

async function fetchPackages(draft: string, apt: string, names: string[], run: RunTool) {
  const packages = join(draft, 'packages');
  mkdirSync(packages, { recursive: true });
  await run('apt-get', ['-c', apt, '-q', 'download', ...names], { cwd: packages });
  for (const file of readdirSync(packages)) {
    await run('dpkg', ['-x', join(packages, file), draft]);
    rmSync(join(packages, file));
  }
}

/** The library packages that these ones want directly; of alternatives the first. */
async function listLibraryPackages(apt: string, names: string[], run: RunTool): Promise<string[]> {
  return parseLibraryDependencies(await run('apt-cache', ['-c', apt, 'depends', '--important', ...names]));
}

/** Reads `apt-cache depends`: lines "  Depends: libssl3", a "|" before all but the last alternative. */
export function parseLibraryDependencies(output: string): string[] {
  const found = new Set<string>();
  let alternative = false;
  for (const line of output.split('\n')) {
    const match = /^\s*(\|?)(?:Pre)?Depends: (\S+)/.exec(line);
    if (match === null) continue;
    const name = match[2]!;
    // libc is part of every system, and must not be another one than the loader's.
    if (!alternative && /^(lib|lua-)/.test(name) && !/^libc6\b/.test(name)) found.add(name);
    alternative = match[1] === '|';
  }
  return [...found];
}

async function listMissingLibraries(tree: string, run: RunTool): Promise<string[]> {
  const program = join(tree, 'usr/bin/redis-server');
  const env = { LD_LIBRARY_PATH: listLibraryDirs(tree).join(':') };
  const output = await run('ldd', [program], { env });
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]!);
}

function examineUnpacked(tree: string): Promise<Unpacked> {
  const env = { LD_LIBRARY_PATH: listLibraryDirs(tree).join(':') };
  return examineProgram(join(tree, 'usr/bin/redis-server'), FROM, env);
}

/** lib, usr/lib and their multiarch folders (one for the machine's architecture) inside the tree. */
function listLibraryDirs(tree: string): string[] {
  const roots = ['lib', 'usr/lib'].map((name) => join(tree, name)).filter((root) => existsSync(root));
  return roots.flatMap((root) => [
    ...readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name.includes('-linux-'))
      .map((entry) => join(root, entry.name)),
    root,
  ]);
}
