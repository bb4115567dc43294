import { spawn } from 'node:child_process';

/** A step went wrong: `output` is what its program printed, `exitCode` what we should end with. */
export class StepError extends Error {
  constructor(message, output = '', exitCode = 1) {
    super(message);
    this.name = 'StepError';
    this.output = output;
    this.exitCode = exitCode;
  }
}

/** One line to the person at the terminal. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

export function formatSeconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

/**
 * Says what is being done and why, then each second that it still is (`detail` adds at what), then how long
 * it took.
 *
 * @template T
 * @param {string} name
 * @param {string} why
 * @param {() => Promise<T>} work
 * @param {() => string} detail
 * @returns {Promise<T>}
 */
export async function runStep(name, why, work, detail = () => '') {
  say(why === '' ? `${name} …` : `${name} (${why}) …`);
  const startedAt = Date.now();
  const ticker = setInterval(() => {
    const at = detail();
    say(`${name}: ${Math.round((Date.now() - startedAt) / 1000)} s${at === '' ? '' : `, ${at}`}`);
  }, 1_000);
  try {
    const result = await work();
    say(`${name}: done in ${formatSeconds(Date.now() - startedAt)}`);
    return result;
  } finally {
    clearInterval(ticker);
  }
}

/**
 * Runs a program whose output matters only if it fails. Ctrl-C reaches it through the terminal, SIGTERM
 * through us; either ends the set-up.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd: string, what: string, onLine?: (line: string) => void, env?: Record<string, string>}} options
 * @returns {Promise<void>}
 */
export function runQuietly(command, args, { cwd, what, onLine, env }) {
  return new Promise((resolve, reject) => {
    const stdio = ['ignore', 'pipe', 'pipe'];
    const options = { cwd, stdio, env: { ...process.env, ...env } };
    const { child, stopListening } = spawnForwarding(command, args, options);
    let output = '';
    const keep = (chunk) => {
      output += chunk;
      for (const line of String(chunk).split('\n')) onLine?.(line);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => {
      stopListening();
      reject(new StepError(`${what} could not be run: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      const received = stopListening();
      if (received !== null)
        reject(new StepError(`${what}: stopped by ${received}`, '', exitCodeOf(received)));
      else if (code === 0) resolve();
      else reject(new StepError(`${what} failed (${signal ?? `code ${code}`})`, output, code ?? 1));
    });
  });
}

/**
 * Starts a program; while it runs, a signal to us goes to it and we wait for its end. Ctrl-C comes to both,
 * and comes twice (from the terminal, and from npm, perhaps when the child is gone): after the first one we
 * are on our way out, and the second must not cut that short. `stopListening` returns which signal came.
 */
export function spawnForwarding(command, args, options) {
  let received = null;
  let child;
  const onSignal = (signal) => {
    if (received === null) child.kill(signal);
    received ??= signal;
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  // Before the child is there: else a signal in between would end us and leave the child alone.
  for (const signal of signals) process.on(signal, onSignal);
  child = spawn(command, args, options);
  const stopListening = () => {
    if (received === null) for (const signal of signals) process.off(signal, onSignal);
    return received;
  };
  return { child, stopListening };
}

/** As a shell counts: 128 and the number of the signal. */
export function exitCodeOf(signal) {
  return 128 + ({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }[signal] ?? 0);
}

/** Ends the program the way a person can use: what failed, what it printed, no stack of ours. */
export function endWith(error) {
  if (!(error instanceof StepError)) throw error;
  if (error.output !== '') process.stderr.write(`${error.output.trimEnd()}\n`);
  process.stderr.write(`${error.message}\n`);
  // At once: a slow end takes the signal handlers down first, and a late second Ctrl-C would be our exit code.
  process.exit(error.exitCode);
}
