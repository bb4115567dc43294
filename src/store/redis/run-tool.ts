import { spawn } from 'node:child_process';

/** Runs a tool to its end and returns what it printed; an error names the tool and its last word. */
export type RunTool = (
  tool: string,
  args: string[],
  where?: { cwd?: string; env?: Record<string, string> },
) => Promise<string>;

const LIMIT_MS = 180_000;

/** Tools are found on `path`; `report` hears each second that one is still at it. */
export function createToolRunner(path: string, report: (line: string) => void): RunTool {
  return (tool, args, { cwd, env } = {}) =>
    new Promise((resolve, reject) => {
      const name = describeTool(tool, args);
      const child = spawn(tool, args, {
        cwd,
        env: { ...process.env, PATH: path, LC_ALL: 'C', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: LIMIT_MS,
      });
      const startedAt = Date.now();
      const ticker = setInterval(() => {
        report(`${name} (${Math.round((Date.now() - startedAt) / 1000)} s)`);
      }, 1_000);
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (chunk) => {
        stdout += chunk;
      });
      child.stderr.setEncoding('utf8').on('data', (chunk) => {
        stderr += chunk;
      });
      child.on('close', (code, signal) => {
        clearInterval(ticker);
        const lastWord = stderr.trim().split('\n').at(-1) || `it ended with ${signal ?? `code ${code}`}`;
        if (code === 0) resolve(stdout);
        else reject(new Error(`${name} failed: ${lastWord}`));
      });
      child.on('error', (error) => {
        clearInterval(ticker);
        reject(new Error(`${name} failed: ${error.message}`));
      });
    });
}

/** "apt-get update" of `apt-get -c … -q update`: the tool and its first word, for people. */
function describeTool(tool: string, args: string[]): string {
  const verb = args.find((arg) => /^[a-z]+$/.test(arg));
  return verb === undefined ? tool : `${tool} ${verb}`;
}
