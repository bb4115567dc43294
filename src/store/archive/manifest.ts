import { z } from 'zod';
import { ServiceError } from '../../errors.ts';
import { provenanceSchema } from '../../seats/schema.ts';
import { damaged } from './table.ts';

export const FORMAT = 'yupiao-archive';
/** Of the folder's layout and the tables. A reader refuses what is newer than it knows, and reads what is older. */
export const FORMAT_VERSION = 2;
export const MANIFEST_FILE = 'manifest.json';

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
const countSchema = z.int().min(0);
const dateSchema = z.iso.date();

export const archiveFileSchema = z.strictObject({
  /** Path inside the archive, with forward slashes. */
  name: z.string().regex(/^[\w-]+(\/[\w-]+)?\.(parquet|md)$/),
  bytes: countSchema,
  sha256: hashSchema,
});
export type ArchiveFile = z.infer<typeof archiveFileSchema>;

export const archiveCountsSchema = z.strictObject({
  /** Pairs and dates, and those of them that were still on sale when they were written. */
  watches: countSchema,
  open: countSchema,
  polls: countSchema,
  failures: countSchema,
  /** Seats of trains times the ok polls from their first appearance on: what a plain log would have written. */
  observations: countSchema,
  changes: countSchema,
});
export type ArchiveCounts = z.infer<typeof archiveCountsSchema>;

export const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** 1 had the column polls_since of changes in one (parse-part.ts). */
  formatVersion: z.int().min(1).max(FORMAT_VERSION),
  /** The program that wrote it, and when by the service's clock. */
  createdBy: z.string(),
  createdAt: z.iso.datetime({ offset: true }),
  source: z.strictObject({
    /** Whom the polls asked, and the namespace of the log they come from. */
    name: z.string(),
    namespace: z.string(),
    provenance: provenanceSchema,
    detail: z.string(),
  }),
  /** The Spring Festival season that was asked for; null for a range of dates. */
  season: z.int().nullable(),
  firstDate: dateSchema.nullable(),
  lastDate: dateSchema.nullable(),
  counts: archiveCountsSchema,
  /** day-hash.ts: equal for equal content, whatever wrote the files. */
  contentHash: hashSchema,
  /** Each part's first watch and cell, counted through the archive. */
  parts: z.array(
    z.strictObject({
      name: z.string(),
      watches: countSchema,
      firstWatch: countSchema,
      firstCell: countSchema,
    }),
  ),
  files: z.array(archiveFileSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The very bytes of manifest.json: `manifestHash`, over all the rest, guards what no file's hash does. */
export function planManifest(manifest: Manifest, sha256: (text: string) => string): string {
  const hashed = { ...manifest, manifestHash: sha256(JSON.stringify(manifest)) };
  return `${JSON.stringify(hashed, null, 2)}\n`;
}

/**
 * Throws ServiceError, each with what to do, for a text that is no manifest of ours, is of a later version, or is not
 * as it was written.
 */
export function parseManifest(text: string, sha256: (text: string) => string): Manifest {
  const found = parseJson(text);
  if (found?.format !== FORMAT)
    throw damaged(MANIFEST_FILE, `expected "format": "${FORMAT}", got something else`);
  const version = found.formatVersion;
  if (typeof version === 'number' && version > FORMAT_VERSION) {
    throw new ServiceError(
      `${MANIFEST_FILE}: this archive is of format version ${version}, this program reads up to ${FORMAT_VERSION}`,
      'Nothing was imported. Read it with the version of yupiao that wrote it or a later one (createdBy).',
    );
  }
  const { manifestHash: _, ...rest } = found;
  const parsed = manifestSchema.safeParse(rest);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw damaged(MANIFEST_FILE, `${issue?.path.join('.')}: ${issue?.message}`);
  }
  if (planManifest(parsed.data, sha256) !== text) {
    throw damaged(MANIFEST_FILE, 'is not as it was written: its own hash is another');
  }
  return parsed.data;
}

function parseJson(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch (error) {
    throw damaged(MANIFEST_FILE, `expected JSON, got a text that is none (${String(error)})`);
  }
}
