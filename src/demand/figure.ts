import { z } from 'zod';
import { planCanonicalJson } from './canonical-json.ts';
import { comparisonSchema } from './comparison-schema.ts';
import { scopeSchema } from './scope-schema.ts';
import { planScopeText } from './scope-text.ts';

/**
 * Edition of everything between the seat log and the figure: spells, basket, comparison. Raised whenever the same polls
 * would give another figure; a figure of an older edition is then corrected by a new record. What changed:
 * 1: first edition.
 */
export const FIGURE_METHOD = '1';

export const FIGURE_FORMAT = 'yupiao-figure-1';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const figureQuerySchema = z.object({
  season: z.int(),
  baseline: z.int(),
  scope: scopeSchema,
});
export type FigureQuery = z.infer<typeof figureQuerySchema>;

/** What of one season went into a figure. */
export const figureInputSchema = z.object({
  season: z.int(),
  /** Nothing observed after it was used, in ISO 8601; null: the season is over, all was used. */
  knownUntil: z.iso.datetime({ offset: true }).nullable(),
  watches: z.int().describe('pairs and dates with polls'),
  polls: z.int(),
  contentHash: hash.describe('SHA-256 over the content hash of each pair and date (archive format)'),
});
export type FigureInput = z.infer<typeof figureInputSchema>;

/** What is frozen: all of it follows from the inputs, so anyone with the same polls gets the same bytes. */
export const figureSchema = z.object({
  format: z.literal(FIGURE_FORMAT),
  id: z.string(),
  query: figureQuerySchema,
  methodVersion: z.string(),
  inputs: z.object({ season: figureInputSchema, baseline: figureInputSchema }),
  comparison: comparisonSchema,
  subjects: z
    .object({ rows: z.int(), contentHash: hash })
    .describe('the matched offers behind it: lines of subjects.ndjson, hashed pair by pair'),
});
export type Figure = z.infer<typeof figureSchema>;

/** A figure as it was written down, once. */
export const frozenFigureSchema = figureSchema.extend({
  computedAt: z.iso.datetime({ offset: true }).describe('when it was frozen, by the clock of the service'),
  corrects: z.string().nullable().describe('id of the figure that this one corrects'),
});
export type FrozenFigure = z.infer<typeof frozenFigureSchema>;

/** One text a query: the index of figures is kept by it. */
export function planQueryKey({ season, baseline, scope }: FigureQuery): string {
  return `${season}/${baseline}/${planScopeText(scope)}`;
}

/** Letters and digits that are not mistaken for one another (RFC 4648 base32, lower case). */
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** 16 letters of 5 bits. */
const ID_LETTERS = 16;

/** The id of a figure: 80 bits of the hash over its query, the method's edition and the inputs. */
export function planFigureId(
  { query, methodVersion, inputs }: Pick<Figure, 'query' | 'methodVersion' | 'inputs'>,
  sha256: (text: string) => string,
): string {
  const hex = sha256(planCanonicalJson({ query, methodVersion, inputs }));
  let bits = BigInt(`0x${hex}`) >> BigInt(256 - 5 * ID_LETTERS);
  let id = '';
  for (let i = 0; i < ID_LETTERS; i += 1) {
    id = BASE32[Number(bits & 31n)]! + id;
    bits >>= 5n;
  }
  return id;
}

export const FIGURE_ID = /^[a-z2-7]{16}$/;

/** Whether a new figure of the same query corrects an old one, or is merely a later state of a running season. */
export function isCorrection(older: Figure, newer: Figure): boolean {
  if (older.id === newer.id) return false;
  const end = ({ inputs }: Figure) => [inputs.season.knownUntil, inputs.baseline.knownUntil].join();
  return older.methodVersion !== newer.methodVersion || end(older) === end(newer);
}
