import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArchiveRequest, parseArchiveRequest } from './cli/archive-command.ts';
import { describeExport, describeImport, describeVerified } from './cli/archive-words.ts';
import { describeFailure } from './cli/failures.ts';
import { createProgress } from './cli/progress.ts';
import { InputError } from './errors.ts';
import { withOwnStore } from './own-store.ts';
import type { Source } from './source.ts';
import type { ArchivedDay } from './store/archive/archived-day.ts';
import {
  arrangeChangeColumns,
  arrangeChangeRows,
  CSV_HEAD,
  formatCsv,
  formatNdjson,
} from './store/archive/change-points.ts';
import { exportArchive } from './store/archive/export-archive.ts';
import { importArchive } from './store/archive/import-archive.ts';
import type { ArchiveLog } from './store/archive/log-port.ts';
import { type Archive, openArchive } from './store/archive/open-archive.ts';
import { planParquet } from './store/archive/parquet-file.ts';
import { verifyArchive } from './store/archive/verify-archive.ts';
import { VERSION } from './version.ts';

const CREATED_BY = `yupiao ${VERSION}`;

type Request<V extends ArchiveRequest['verb']> = Extract<ArchiveRequest, { verb: V }>;
type OnProgress = (done: number, total: number) => void;

/** `npx yupiao archive …`: the answer on stdout, what goes on on stderr. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    const request = parseArchiveRequest(args);
    process.exitCode = await runRequest(request);
  } catch (error) {
    process.exitCode = error instanceof InputError ? 2 : 1;
    process.stderr.write(describeFailure(error, 'yupiao archive --help'));
  }
}

async function runRequest(request: ArchiveRequest): Promise<0 | 1> {
  switch (request.verb) {
    case 'help':
      process.stdout.write(request.text);
      return 0;
    case 'verify':
      return runVerify(request);
    case 'cat':
      return runCat(request);
    case 'export':
      return withOwnStore(({ log, source, now }) => runExport(request, log, source, now));
    case 'import':
      return withOwnStore(({ log, source }) => runImport(request, log, source));
  }
}

async function runExport(
  request: Request<'export'>,
  log: ArchiveLog,
  source: Source,
  now: number,
): Promise<0> {
  const { name, namespace, provenance, detail } = source;
  const { folder, first, last, pairs, season, all } = request;
  const manifest = await withProgress('exporting', (onProgress) =>
    exportArchive(log, {
      ...{ folder, first, last, pairs, season, withOpen: all, createdBy: CREATED_BY, now, onProgress },
      source: { name, namespace, provenance, detail },
    }),
  );
  print(request.json, manifest, describeExport(folder, manifest));
  return 0;
}

async function runImport(
  { folder, json }: Request<'import'>,
  log: ArchiveLog,
  source: Source,
): Promise<0 | 1> {
  const archive = await openArchive(folder);
  const result = await withProgress('importing', (onProgress) =>
    importArchive(archive, log, source, onProgress),
  );
  print(json, result, describeImport(source.namespace, result));
  return result.refused.length === 0 ? 0 : 1;
}

async function runVerify({ folder, json }: Request<'verify'>): Promise<0> {
  const archive = await openArchive(folder);
  await withProgress('verifying', (onProgress) => verifyArchive(archive, onProgress));
  print(json, archive.manifest, describeVerified(folder, archive.manifest));
  return 0;
}

async function runCat(request: Request<'cat'>): Promise<0> {
  process.stdout.on('error', leaveWhenNobodyReads);
  const archive = await openArchive(request.folder);
  if (request.format === 'parquet') {
    await writeParquet(archive, request, request.out ?? '.');
    return 0;
  }
  if (request.format === 'csv') await writeOut(CSV_HEAD);
  const format = request.format === 'csv' ? formatCsv : formatNdjson;
  for await (const { day } of archive.readDays()) {
    if (isAsked(day, request)) await writeOut(format(arrangeChangeRows(day)));
  }
  return 0;
}

/** One file a part of the archive. */
async function writeParquet(archive: Archive, request: Request<'cat'>, out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  for (const part of archive.manifest.parts) {
    const days = (await archive.readPart(part)).filter((day) => isAsked(day, request));
    if (days.length === 0) continue;
    const bytes = await planParquet(arrangeChangeColumns(days.flatMap(arrangeChangeRows)), CREATED_BY);
    await writeFile(join(out, `${part.name}.parquet`), bytes);
  }
}

function isAsked({ pair, travelDate }: ArchivedDay, { first, last, pairs }: Request<'cat'>): boolean {
  if (travelDate < first || travelDate > last) return false;
  return pairs.length === 0 || pairs.includes(`${pair.from}-${pair.to}`);
}

async function withProgress<T>(what: string, work: (onProgress: OnProgress) => Promise<T>): Promise<T> {
  const progress = createProgress(what, process.stderr);
  try {
    return await work(progress.step);
  } finally {
    progress.end();
  }
}

function print(json: boolean, answer: object, words: string): void {
  process.stdout.write(json ? `${JSON.stringify(answer, null, 2)}\n` : words);
}

/** `| head` closes the pipe when it has enough: that is no fault. */
function leaveWhenNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}

/** Waits where the reader is slower than we are: a season is gigabytes of lines. */
async function writeOut(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
