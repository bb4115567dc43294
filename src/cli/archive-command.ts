import { z } from 'zod';
import type { CivilDate } from '../calendar/china-time.ts';
import { KNOWN_SEASONS, seasonOf } from '../calendar/seasons.ts';
import { InputError } from '../errors.ts';
import { checkValues, describeOptions, type OptionTable, readOptions } from './options.ts';

/** What was asked for, checked. Dates are inclusive. */
export type ArchiveRequest =
  | { verb: 'help'; text: string }
  | ({ verb: 'export'; folder: string; all: boolean; season: number | null; json: boolean } & Choice)
  | { verb: 'import'; folder: string; json: boolean }
  | { verb: 'verify'; folder: string; json: boolean }
  | ({ verb: 'cat'; folder: string; format: 'csv' | 'ndjson' | 'parquet'; out: string | null } & Choice);

interface Choice {
  first: CivilDate;
  last: CivilDate;
  /** `TNV-HGH` and the like; empty for all. */
  pairs: string[];
}

const CHOICE = {
  season: `travel dates of a Spring Festival season, ${KNOWN_SEASONS.first} to ${KNOWN_SEASONS.last}`,
  first: 'the first travel date, as 2021-02-09',
  last: 'the last travel date',
  pairs: 'pairs as TNV-HGH,TYV-SHH; all when left out',
};
const TABLES: Record<'export' | 'import' | 'verify' | 'cat', OptionTable> = {
  export: { texts: { ...CHOICE, all: 'dates still on sale too, marked open' }, flags: ['all'] },
  import: { texts: {}, flags: [] },
  verify: { texts: {}, flags: [] },
  cat: {
    texts: {
      ...CHOICE,
      format: 'csv (default), ndjson or parquet',
      out: 'for parquet: a folder, one file a part of the archive',
    },
    flags: [],
  },
};

const HELP = `yupiao archive: pairs and dates of the seat log as files, and back

  yupiao archive export FOLDER [--season 2021 | --first DATE --last DATE] [--pairs A-B,C-D] [--all]
      writes change points, coverage and facts as Parquet, with a manifest of hashes; dates that are over
  yupiao archive verify FOLDER
      reads all of it and compares every hash and count; needs no Redis
  yupiao archive import FOLDER
      brings it into Redis, one pair and date at a time; the same twice changes nothing, nothing is ever merged
  yupiao archive cat FOLDER [--format csv|ndjson|parquet] [the options of export]
      one line a change point, each complete in itself

Redis, the source and its clock are those of the service: REDIS_URL or DATA_DIR, SOURCE, SCENARIO, RECORDED.
Exit code 1: it could not be done, and why; 2: the question has faults.
`;

const dateSchema = z.iso.date('a date as 2021-02-09').optional();
const choiceSchema = {
  season: z.coerce
    .number('a year')
    .refine((year) => seasonOf(year) !== null, `a season ${KNOWN_SEASONS.first} to ${KNOWN_SEASONS.last}`)
    .optional(),
  first: dateSchema,
  last: dateSchema,
  pairs: z
    .string()
    .regex(/^[A-Z]{3}-[A-Z]{3}(,[A-Z]{3}-[A-Z]{3})*$/, 'pairs of telecodes as TNV-HGH,TYV-SHH')
    .optional(),
};
const exportSchema = z.object({ ...choiceSchema, all: z.string().optional() });
const catSchema = z.object({
  ...choiceSchema,
  format: z.enum(['csv', 'ndjson', 'parquet'], 'csv, ndjson or parquet').default('csv'),
  out: z.string().optional(),
});

/** Reads `archive`'s arguments. Throws InputError with every fault of the command line. */
export function parseArchiveRequest(args: readonly string[]): ArchiveRequest {
  const [verb, ...rest] = args;
  if (verb === undefined || verb === '--help' || verb === '-h') return { verb: 'help', text: HELP };
  if (verb !== 'export' && verb !== 'import' && verb !== 'verify' && verb !== 'cat') {
    throw fault('archive', 'one of export, import, verify, cat', verb);
  }
  const [first] = rest;
  const folder = first?.startsWith('-') === false ? first : undefined;
  const options = readOptions(folder === undefined ? rest : rest.slice(1), TABLES[verb]);
  if (options.help) return { verb: 'help', text: `${HELP}\n${describeOptions(TABLES[verb])}` };
  if (folder === undefined) throw fault('FOLDER', 'the path of an archive after the command', 'nothing');
  if (verb === 'import' || verb === 'verify') {
    checkValues(z.object({}), options);
    return { verb, folder, json: options.json };
  }
  if (verb === 'export') {
    const values = checkValues(exportSchema, options);
    const { season, all } = values;
    return {
      verb,
      folder,
      ...chooseDates(values),
      season: season ?? null,
      all: all === 'true',
      json: options.json,
    };
  }
  const values = checkValues(catSchema, options);
  const { format, out } = values;
  if ((format === 'parquet') !== (out !== undefined)) {
    throw fault('--out', 'a folder with --format parquet, and only with it', out ?? 'nothing');
  }
  return { verb, folder, format, out: out ?? null, ...chooseDates(values) };
}

/** The end of time as far as a civil date goes: a range without ends takes everything. */
const EARLIEST = '1990-01-01';
const LATEST = '2099-12-31';

function chooseDates({ season, first, last, pairs }: z.infer<z.ZodObject<typeof choiceSchema>>): Choice {
  const row = season === undefined ? null : seasonOf(season);
  if (row !== null && (first !== undefined || last !== undefined)) {
    throw fault('--season', 'a season, or --first and --last', 'both');
  }
  const range = { first: row?.first ?? first ?? EARLIEST, last: row?.last ?? last ?? LATEST };
  if (range.first > range.last) throw fault('--last', `a date not before ${range.first}`, range.last);
  return { ...range, pairs: pairs?.split(',') ?? [] };
}

function fault(field: string, expected: string, got: string): InputError {
  return new InputError('bad-input', [{ field, expected, got }]);
}
