import { type Fault, InputError } from '../errors.ts';
import { VERSION } from '../version.ts';
import { describeFaults } from './failures.ts';
import type { CommandWorld } from './options.ts';
import { refundCommand } from './refund-command.ts';
import { rulesCommand } from './rules-command.ts';

/** What a command prints and how it ends: 0 answered, 2 the question cannot be answered as it stands. */
export interface CommandResult {
  out: string;
  err: string;
  exitCode: 0 | 2;
}

const COMMANDS: Record<string, (args: string[], world: CommandWorld) => string> = {
  refund: refundCommand,
  rules: rulesCommand,
};

const HELP = `yupiao ${VERSION} (余票): what a Chinese railway ticket gives back, and until when

  yupiao refund --fare 553 --departure "2027-02-05 10:00" [more options]
      the fee now, the next dearer step and the whole ladder
  yupiao rules [--on 2021-01-12]
      the refund and rebooking rules in force on a day, with sources
  yupiao archive export|import|verify|cat FOLDER
      the seat log as files and back (yupiao archive --help)
  yupiao verify ID
      a frozen figure computed anew from the polls (yupiao verify --help)

  --json          the answer as the API gives it
  --lang zh|en    language of the words (Chinese unless LANG says English)
  --help          this text; after a command, its options

Times without an offset are China time. Exit code 2: the question has faults; each is listed.
`;

/** Runs one command line in the world handed in: prints nothing, ends nothing. */
export function runCommand(args: readonly string[], world: CommandWorld): CommandResult {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return printed(HELP);
  if (name === '--version') return printed(`${VERSION}\n`);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    const expected = `one of ${Object.keys(COMMANDS).join(', ')}`;
    return failed([{ field: 'command', expected, got: name }]);
  }
  try {
    return printed(command(rest, world));
  } catch (error) {
    if (error instanceof InputError) return failed(error.faults);
    throw error;
  }
}

function printed(out: string): CommandResult {
  return { out, err: '', exitCode: 0 };
}

function failed(faults: readonly Fault[]): CommandResult {
  return { out: '', err: describeFaults(faults, 'yupiao --help'), exitCode: 2 };
}

/** The command line itself: real clock, real output. */
export function main(args: readonly string[]): void {
  const { out, err, exitCode } = runCommand(args, { now: Date.now(), language: process.env.LANG });
  process.stdout.write(out);
  process.stderr.write(err);
  process.exitCode = exitCode;
}
