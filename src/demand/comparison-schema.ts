import { z } from 'zod';
import { provenanceSchema, telecodeSchema } from '../seats/schema.ts';
import { breakdownSchema } from './breakdown-schema.ts';
import { curvesSchema, heatmapSchema } from './comparison-charts-schema.ts';
import {
  bilingualSchema,
  missingSchema,
  soldOutShareSchema,
  timeOnSaleRangeSchema,
  timeOnSaleSchema,
} from './headline-schema.ts';
import { scopeSchema } from './scope-schema.ts';
import { secondarySchema } from './secondary-schema.ts';

const sideCounts = z.object({
  subjects: z.int().describe('matched offers: service, boarding and alighting station, date, class'),
  events: z.int().describe('of them, sold out for a first time within the horizon'),
  lateEntries: z
    .int()
    .describe('watched only after their opening and still on sale then: not in the headline'),
  extraTrains: z.int().describe('offers of trains that the other season has not: kept out, counted here'),
});

const sideCoverage = z.object({
  goodShare24h: z.number().nullable().describe('good polls of those planned, first 24 h, mean, 0 to 1'),
  goodShare: z.number().nullable().describe('good polls of those due over the whole sale, mean, 0 to 1'),
  openingGapMinutes: z.number().nullable().describe('usual time between two polls in the first hour'),
  thinned: z.boolean().describe('polls of this season were left out to match the schedule of the other'),
});

const newYearDay = z.object({ date: z.string(), weekday: bilingualSchema });

const seasonSide = z.object({
  season: z.int(),
  provenance: provenanceSchema.nullable().describe('the weakest of its polls; null: there were none'),
  inputHash: z.string().nullable().describe('of the polls behind it; filled when the figure is frozen'),
});

/** The answer of a comparison of two seasons: METHODS.md section 5, `method.version` says which edition. */
export const comparisonSchema = z.object({
  season: z.int(),
  baseline: z.int(),
  scope: scopeSchema,
  scopeName: bilingualSchema,
  method: z.object({ version: z.string(), name: bilingualSchema }),
  provenance: provenanceSchema
    .nullable()
    .describe('the weakest of both seasons: synthetic anywhere is synthetic; null: no polls'),
  inputs: z.object({ season: seasonSide, baseline: seasonSide }),
  tauHours: z.number().nullable().describe('how much of a sale is compared; null when nothing can be'),
  tauReason: bilingualSchema,
  headline: z
    .discriminatedUnion('kind', [timeOnSaleSchema, timeOnSaleRangeSchema, soldOutShareSchema, missingSchema])
    .describe('missing: the minimum data is not met, and what would be needed. Never 0 for want of data'),
  comparablePart: z
    .object({
      presaleDays: z.int(),
      fromOffset: z.int(),
      toOffset: z.int(),
      timeOnSale: z.discriminatedUnion('kind', [timeOnSaleSchema, timeOnSaleRangeSchema, missingSchema]),
    })
    .nullable()
    .describe('where presale windows differ: time on sale of the travel dates sold equally far ahead'),
  n: z.object({
    routes: z.int().describe('pairs of stations in the headline'),
    season: sideCounts,
    baseline: sideCounts,
    cells: z.int().describe('route, service (or group), class, offset: in both seasons'),
    keptCells: z.int().describe('of them, watched well enough in both'),
    keptShare: z.number().nullable(),
    matchedBy: z
      .object({ trainCode: z.int(), group: z.int() })
      .describe('cells by how services were matched'),
  }),
  coverage: z.object({ season: sideCoverage, baseline: sideCoverage }),
  secondary: secondarySchema,
  breakdown: breakdownSchema,
  curves: curvesSchema.nullable(),
  heatmap: heatmapSchema,
  newYear: z
    .object({ season: newYearDay, baseline: newYearDay })
    .describe('offset 0: what both seasons are aligned by'),
  days: z
    .array(
      z.object({
        lunarOffset: z.int(),
        season: z.object({ date: z.string(), weekday: bilingualSchema, presaleDays: z.int().nullable() }),
        baseline: z.object({ date: z.string(), weekday: bilingualSchema, presaleDays: z.int().nullable() }),
        samePresale: z.boolean(),
      }),
    )
    .describe('the travel dates compared, by days from New Year’s Day, with both weekdays'),
  warnings: z.array(bilingualSchema.extend({ code: z.string() })),
  sentence: bilingualSchema.describe('ready to print: figure, interval, sample and source'),
  stations: z.array(telecodeSchema).describe('boarding and alighting stations of the routes compared'),
});
export type Comparison = z.infer<typeof comparisonSchema>;
