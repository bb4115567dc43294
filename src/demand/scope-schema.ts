import { z } from 'zod';
import { telecodeSchema } from '../seats/schema.ts';

/** Which part of the fixed basket a comparison is about. */
export const scopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('national') }).describe('every pair of the basket'),
  z.object({ kind: z.literal('pair'), from: telecodeSchema, to: telecodeSchema }),
  z.object({
    kind: z.literal('corridor'),
    stations: z.array(telecodeSchema).min(2).describe('in the order a train calls at them'),
  }),
  z.object({ kind: z.literal('station'), telecode: telecodeSchema }).describe('pairs that begin there'),
]);
export type Scope = z.infer<typeof scopeSchema>;
