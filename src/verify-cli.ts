import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type Verdict, type VerifyWorld, verifyFigure } from '../jobs/verify-figure.ts';
import { describeFailure } from './cli/failures.ts';
import { createProgress } from './cli/progress.ts';
import {
  describeDifferent,
  describeEqual,
  describeOtherMethod,
  parseVerifyRequest,
  VERIFY_HELP,
  type VerifyRequest,
} from './cli/verify-command.ts';
import { type FrozenFigure, frozenFigureSchema } from './demand/figure.ts';
import { InputError, ServiceError } from './errors.ts';
import { readConfig, withOwnStore } from './own-store.ts';
import { openPastSeasons } from './past-seasons.ts';
import { readSource } from './source.ts';
import { createStationTable } from './stations/station-table.ts';
import { openArchive } from './store/archive/open-archive.ts';
import { createFigureStore } from './store/figures/figure-store.ts';

type Request = Extract<VerifyRequest, { verb: 'verify' }>;
type Source = Pick<VerifyWorld, 'archives' | 'log'>;

/** `npx yupiao verify …`: the verdict on stdout, what goes on on stderr. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    const request = parseVerifyRequest(args);
    if (request.verb === 'help') process.stdout.write(VERIFY_HELP);
    else process.exitCode = await runVerify(request);
  } catch (error) {
    process.exitCode = error instanceof InputError ? 2 : 1;
    process.stderr.write(describeFailure(error, 'yupiao verify --help'));
  }
}

async function runVerify(request: Request): Promise<0 | 1> {
  const { figure } = request;
  if ('file' in figure) {
    const frozen = await readSaved(figure.file);
    const archives = await openAsked(request, async () => {
      const config = readConfig();
      return openPastSeasons(config, await readSource(config, Date.now()));
    });
    return judge(frozen, request, { archives, log: null });
  }
  return withOwnStore(async ({ config, redis, log, source }) => {
    const frozen = await createFigureStore(redis, source.namespace).readFigure(figure.id);
    if (frozen === null) {
      throw new ServiceError(
        `no figure ${figure.id} is kept in ${source.namespace}`,
        'Verify it where it was frozen, or save /v1/citations/ID there and give it with --figure.',
      );
    }
    const archives = await openAsked(request, () => openPastSeasons(config, source));
    return judge(frozen, request, { archives, log });
  });
}

async function openAsked({ archives }: Request, usual: () => Promise<Source['archives']>) {
  return archives.length === 0 ? usual() : Promise.all(archives.map(openArchive));
}

async function judge(frozen: FrozenFigure, request: Request, source: Source): Promise<0 | 1> {
  const progress = createProgress('computing', process.stderr);
  const out = request.subjects === null ? null : createWriteStream(request.subjects);
  try {
    const verdict = await verifyFigure(frozen, {
      ...source,
      stations: createStationTable(),
      onProgress: progress.step,
      onSubjects: async ({ lines }) => {
        if (out?.write(lines.map((line) => `${line}\n`).join('')) === false) await once(out, 'drain');
      },
    });
    process.stdout.write(request.json ? `${JSON.stringify(verdict)}\n` : describe(frozen, verdict));
    return verdict.kind === 'equal' ? 0 : 1;
  } finally {
    progress.end();
    if (out !== null) {
      out.end();
      await once(out, 'close');
    }
  }
}

function describe(frozen: FrozenFigure, verdict: Verdict): string {
  switch (verdict.kind) {
    case 'equal':
      return describeEqual(frozen, verdict.bytes);
    case 'different':
      return describeDifferent(frozen, verdict.difference);
    case 'otherMethod':
      return describeOtherMethod(frozen, verdict.frozen, verdict.ours);
  }
}

async function readSaved(file: string): Promise<FrozenFigure> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new ServiceError(`${file} cannot be read: ${error.message}`, 'Name a saved citation.');
  });
  const parsed = frozenFigureSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ServiceError(
    `${file} is no frozen figure: ${issue?.path.join('.')} ${issue?.message}`,
    'Save the JSON of /v1/citations/ID as it comes.',
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ServiceError(
      `the saved figure is no JSON: ${String(error)}`,
      'Save /v1/citations/ID?format=json as it comes.',
    );
  }
}
