import { describeFault, type Fault, InputError, ServiceError } from '../errors.ts';

/** What a command tells of a failure on stderr; `help` is the command that tells what can be asked. */
export function describeFailure(error: unknown, help: string): string {
  if (error instanceof InputError) return describeFaults(error.faults, help);
  if (error instanceof ServiceError) return `${error.message}\n${error.todo}\n`;
  return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
}

/** The faults of a question, a line each, and where to read what can be asked. */
export function describeFaults(faults: readonly Fault[], help: string): string {
  const lines = faults.map((fault) => `  ${describeFault(fault)}\n`).join('');
  return `This cannot be answered:\n${lines}See ${help}.\n`;
}
