import { z } from 'zod';
import { seatClassSchema, telecodeSchema } from '../seats/schema.ts';
import {
  bilingualSchema,
  missingSchema,
  timeOnSaleRangeSchema,
  timeOnSaleSchema,
} from './headline-schema.ts';

/** Each part by its own minimum data: the headline's for a class; a route has hours but no ratio. */
export const breakdownSchema = z.object({
  byClass: z.array(
    z.object({
      seatClass: seatClassSchema,
      name: bilingualSchema,
      seasonSubjects: z.int(),
      baselineSubjects: z.int(),
      timeOnSale: z.discriminatedUnion('kind', [timeOnSaleSchema, timeOnSaleRangeSchema, missingSchema]),
    }),
  ),
  byRoute: z
    .array(
      z.object({
        from: telecodeSchema,
        to: telecodeSchema,
        seasonSubjects: z.int(),
        baselineSubjects: z.int(),
        seasonHours: z
          .number()
          .nullable()
          .describe('mean time on sale; null: too few, or not watched so far'),
        baselineHours: z.number().nullable(),
        tooFew: z.boolean().describe('fewer than 20 offers in one of the seasons'),
      }),
    )
    .describe('hours side by side; one route alone has no interval, so no ratio is given'),
});
export type Breakdown = z.infer<typeof breakdownSchema>;
