import { parseArgs } from 'node:util';
import { citationPath } from '../demand/citation.ts';
import { FIGURE_ID, type FrozenFigure } from '../demand/figure.ts';
import type { Difference } from '../demand/first-difference.ts';
import { type Fault, InputError } from '../errors.ts';

export const VERIFY_HELP = `yupiao verify: a frozen figure computed anew, and whether it comes out the same, byte for byte

  yupiao verify ID [--archive FOLDER ...]
      the figure of the service here (its settings, its Redis), from its archives and its log
  yupiao verify --figure FILE [--archive FOLDER ...]
      a citation saved as JSON (/v1/citations/ID), from archives alone: needs no Redis

  --archive FOLDER   an archive; may be given more than once. Without it: those that the service compares with
  --subjects FILE    writes the matched offers behind it as NDJSON, as they come out here
  --json             the verdict as JSON
  --help             this text

Exit code 0: equal. 1: different, or not to be had. 2: the question has faults.
`;

export type VerifyRequest =
  | { verb: 'help' }
  | {
      verb: 'verify';
      /** By its id, or by the file it was saved to. */
      figure: { id: string } | { file: string };
      archives: string[];
      subjects: string | null;
      json: boolean;
    };

/** Throws InputError with every fault of the command line. */
export function parseVerifyRequest(args: readonly string[]): VerifyRequest {
  const { values, positionals, faults } = readArgs(args);
  if (values.help === true) return { verb: 'help' };
  const [id, ...rest] = positionals;
  const expected = 'one ID of a figure, or --figure FILE';
  if (rest.length > 0) faults.push({ field: 'ID', expected, got: positionals.join(' ') });
  if (id !== undefined && !FIGURE_ID.test(id)) {
    faults.push({ field: 'ID', expected: '16 letters a-z and digits 2-7', got: id });
  }
  if ((id === undefined) === (values.figure === undefined)) {
    faults.push({ field: 'ID', expected, got: id === undefined ? 'neither' : 'both' });
  }
  if (faults.length > 0) throw new InputError('bad-input', faults);
  return {
    verb: 'verify',
    figure: values.figure === undefined ? { id: id! } : { file: values.figure },
    archives: values.archive ?? [],
    subjects: values.subjects ?? null,
    json: values.json ?? false,
  };
}

function readArgs(args: readonly string[]) {
  const options = {
    archive: { type: 'string', multiple: true },
    figure: { type: 'string' },
    subjects: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const faults: Fault[] = [];
  try {
    return { ...parseArgs({ args: [...args], options, allowPositionals: true }), faults };
  } catch (error) {
    const expected = `options among ${Object.keys(options)
      .map((name) => `--${name}`)
      .join(', ')}`;
    faults.push({
      field: 'command line',
      expected,
      got: error instanceof Error ? error.message : String(error),
    });
    throw new InputError('bad-input', faults);
  }
}

export function describeEqual({ id, comparison }: FrozenFigure, bytes: number): string {
  const synthetic = comparison.provenance === 'synthetic' ? ' (synthetic data)' : '';
  return `equal: ${citationPath(id)}${synthetic} comes out the same from these polls, ${bytes} bytes\n`;
}

/** The first place that differs, and what to make of it. */
export function describeDifferent({ id }: FrozenFigure, { path, frozen, recomputed }: Difference): string {
  const why = path.startsWith('inputs')
    ? 'The polls are not those it was computed from: give the archives of both seasons.'
    : 'The polls are the same and the figure is not: this is a fault of the program or of the record.';
  return `different: ${citationPath(id)}\n  first at ${path}\n  frozen      ${show(frozen)}\n  recomputed  ${show(recomputed)}\n${why}\n`;
}

export function describeOtherMethod({ id }: FrozenFigure, frozen: string, ours: string): string {
  return `not to be had here: ${citationPath(id)} is of method version ${frozen}, this program computes ${ours}. Take the yupiao that wrote it.\n`;
}

const LONGEST_SHOWN = 200;

function show(value: unknown): string {
  const text = value === undefined ? '(nothing)' : JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
