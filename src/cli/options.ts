import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { z } from 'zod';
import type { Instant } from '../calendar/china-time.ts';
import { type Fault, InputError } from '../errors.ts';

export type Lang = 'zh' | 'en';

/** What a command needs of the world: the real clock, and LANG of the environment. */
export interface CommandWorld {
  now: Instant;
  language: string | undefined;
}

/** Parameters of the API as options of the command line: purchasedAt is --purchased-at. */
export interface OptionTable {
  /** Parameter name to what the help says of it. */
  texts: Record<string, string>;
  /** Parameters that are yes or no: the option alone means yes. */
  flags: readonly string[];
}

export interface CommonOptions {
  json: boolean;
  help: boolean;
  values: Record<string, string>;
  /** Unknown, repeated or incomplete options: told together with the faults of the values. */
  faults: Fault[];
}

/** Reads the options of a command. */
export function readOptions(args: string[], table: OptionTable): CommonOptions {
  const options: NonNullable<ParseArgsConfig['options']> = {
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  };
  for (const name of Object.keys(table.texts)) {
    options[dashed(name)] = { type: table.flags.includes(name) ? 'boolean' : 'string' };
  }
  const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true });
  const values: Record<string, string> = {};
  const faults: Fault[] = [];
  const known = [...Object.keys(table.texts)];
  const common = { json: false, help: false };
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    const given = token.kind === 'positional' ? token.value : token.rawName;
    const name = token.kind === 'option' ? token.name : '';
    const parameter = known.find((one) => dashed(one) === name);
    if (name === 'json' || name === 'help') common[name] = true;
    else if (token.kind === 'positional' || parameter === undefined) {
      faults.push({
        field: given,
        expected: `one of ${known.map(optionOf).join(', ')}`,
        got: 'an unknown option',
      });
    } else if (values[parameter] !== undefined) {
      faults.push({ field: given, expected: 'at most once', got: 'twice' });
    } else if (table.flags.includes(parameter)) values[parameter] = token.value ?? 'true';
    else if (token.value === undefined) faults.push({ field: given, expected: 'a value', got: 'nothing' });
    else values[parameter] = token.value;
  }
  return { ...common, values, faults };
}

/**
 * Checks the values by the API's own schema. Throws InputError with every fault of
 * the command line; faults name the option, not the parameter.
 */
export function checkValues<S extends z.ZodType>(
  schema: S,
  { values, faults }: Pick<CommonOptions, 'values' | 'faults'>,
): z.infer<S> {
  const parsed = schema.safeParse(values);
  const all = [...faults];
  for (const issue of parsed.error?.issues ?? []) {
    const field = String(issue.path[0] ?? '');
    if (faults.some((fault) => fault.field === optionOf(field))) continue;
    const got = values[field] === undefined ? 'nothing' : JSON.stringify(values[field]);
    all.push({ field: optionOf(field), expected: issue.message, got });
  }
  if (all.length > 0 || !parsed.success) throw new InputError('bad-input', all);
  return parsed.data;
}

/** The same words for the faults that only show when the values are put together. */
export function withOptionNames<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const faults = error.faults.map((fault) => ({ ...fault, field: optionOf(fault.field) }));
    throw new InputError(error.type, faults);
  }
}

export function describeOptions({ texts, flags }: OptionTable): string {
  const lines = Object.entries(texts).map(([name, text]) => {
    const option = flags.includes(name) ? optionOf(name) : `${optionOf(name)} …`;
    return `  ${option.padEnd(28)}${text}`;
  });
  return `${lines.join('\n')}\n  ${'--json'.padEnd(28)}the answer as the API gives it\n`;
}

/** `--lang`, else LANG, else Chinese. */
export function languageOf(lang: Lang | undefined, environment: string | undefined): Lang {
  return lang ?? (environment?.startsWith('en') === true ? 'en' : 'zh');
}

function optionOf(parameter: string): string {
  return `--${dashed(parameter)}`;
}

function dashed(parameter: string): string {
  return parameter.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
