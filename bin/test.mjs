// npm test: sets up what is missing, then lint, types, build and all tests; further arguments go to vitest.
// The last line is "N passed, N failed", as vitest counted them.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countTests } from './lib/count-tests.mjs';
import {
  endWith,
  exitCodeOf,
  formatSeconds,
  runQuietly,
  runStep,
  StepError,
  say,
  spawnForwarding,
} from './lib/step.mjs';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

try {
  await ensureInstalled();
  await runTool('Lint', ['@biomejs', 'biome', 'bin', 'biome'], ['check', '.']);
  await runTool('Types', ['typescript', 'bin', 'tsc'], ['--noEmit']);
  await runTool('Types of the pages', ['typescript', 'bin', 'tsc'], ['-p', 'src/web/app']);
  await ensureBuilt();
  await runTests(process.argv.slice(2));
} catch (error) {
  endWith(error);
}

async function runTool(name, program, args) {
  const command = [join(root, 'node_modules', ...program), ...args];
  await runStep(name, '', () => runQuietly(process.execPath, command, { cwd: root, what: name }));
}

async function runTests(args) {
  const folder = mkdtempSync(join(tmpdir(), 'yupiao-count-'));
  try {
    const resultFile = join(folder, 'result.json');
    const startedAt = Date.now();
    say('Tests …');
    const exitCode = await runVitest([
      ...args,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${resultFile}`,
    ]);
    say(`Tests: ${formatSeconds(Date.now() - startedAt)}`);
    if (!existsSync(resultFile)) throw new StepError('vitest ended before it had counted', '', exitCode || 1);
    const { passed, failed, skipped } = countTests(JSON.parse(readFileSync(resultFile, 'utf8')), exitCode);
    if (skipped > 0) say(`${skipped} skipped`);
    say(`${passed} passed, ${failed} failed`);
    process.exitCode = exitCode;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runVitest(args) {
  return new Promise((resolve, reject) => {
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const { child, stopListening } = spawnForwarding(process.execPath, [vitest, 'run', ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const received = stopListening() ?? signal;
      resolve(received === null ? (code ?? 1) : exitCodeOf(received));
    });
  });
}
