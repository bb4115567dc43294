import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatInstant } from './calendar/china-time.ts';
import { parseConfig } from './config.ts';
import { startService } from './deps.ts';
import { describeFault, InputError, ServiceError } from './errors.ts';

/**
 * The main job: sets everything up, says what it does at each step, runs until Ctrl-C or SIGTERM, and leaves
 * cleanly. `--jobs-only` runs the clockwork without HTTP. Called by bin/start.mjs once the build is there.
 */
export async function main(argv: string[]): Promise<void> {
  const report = (line: string) => process.stdout.write(`${line}\n`);
  try {
    const { values } = parseArgs({
      args: argv,
      options: { 'jobs-only': { type: 'boolean', default: false } },
    });
    if (existsSync('.env')) process.loadEnvFile('.env');
    const config = parseConfig(process.env);
    // Asked to leave while still setting up, we leave as soon as there is something to stop.
    const leave = whenAskedToLeave();
    const service = await startService(config, { report, withHttp: !values['jobs-only'] });
    report(`ready · ${service.summary.source}`);
    report(
      `      · clock ${formatInstant(service.summary.now)} (${describeOffset(service.summary.offsetDays)})`,
    );
    if (service.summary.address !== null)
      report(`      · ${service.summary.address}  (API: ${service.summary.address}docs)`);
    const signal = await leave;
    report(`${signal}: stopping`);
    const isClean = await service.stop();
    report(isClean ? 'stopped: queue closed, Redis left in order' : 'stopped, but not in order');
    process.exitCode = isClean ? 0 : 1;
    // Everything of ours is closed; what a library may still hold open must not keep the process.
    setImmediate(() => process.exit());
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exit(error instanceof InputError ? 2 : 1);
  }
}

/** The first of Ctrl-C and SIGTERM; a second one (npm passes Ctrl-C on as well) changes nothing. */
function whenAskedToLeave(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(signal));
  });
}

function describeOffset(days: number): string {
  return days === 0 ? 'real time' : `real time ${days > 0 ? '+' : '−'} ${Math.abs(days)} days`;
}

function describeFailure(error: unknown): string {
  if (error instanceof InputError)
    return `Cannot start with these settings:\n${error.faults.map((fault) => `  ${describeFault(fault)}`).join('\n')}`;
  if (error instanceof ServiceError) return `Cannot start: ${error.message}\n${error.todo}`;
  return `Cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
