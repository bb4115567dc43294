import { spawn } from 'node:child_process';

/** How to run a tool. `what` names it in progress lines and errors. */
export interface ToolRun {
  what: string;
  report?: (line: string) => void;
  cwd?: string;
  env?: Record<string, string>;
}

const LIMIT_MS = 180_000;

/** Runs a tool to its end and returns what it printed; reports about each second that it is still at it. */
export function runTool(command: string, args: string[], run: ToolRun): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: run.cwd,
      env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive', ...run.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIMIT_MS,
    });
    const startedAt = Date.now();
    const ticker = setInterval(() => {
      run.report?.(`${run.what} (${Math.round((Date.now() - startedAt) / 1000)} s)`);
    }, 1_000);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      stderr += chunk;
    });
    const fail = (detail: string) => reject(new Error(`${run.what} failed: ${detail}`));
    child.on('error', (error) => {
      clearInterval(ticker);
      fail(error.message);
    });
    child.on('close', (code, signal) => {
      clearInterval(ticker);
      if (code === 0) resolve(stdout);
      else fail(lastLine(stderr) || `it ended with ${signal ?? `code ${code}`}`);
    });
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
