import { z } from 'zod';
import { telecodeSchema } from '../seats/schema.ts';

const share = z.number().min(0).max(1).nullable();

const curve = z.object({
  survival: z
    .array(share)
    .describe('share still on sale for the first time, by `hours`; null: not known so far'),
  lower: z
    .array(share)
    .describe('pointwise 95 % limits (log-log); null: not defined, as where all are there'),
  upper: z.array(share),
});

/** Two step curves read at the same fixed times: what holds from each hour on. At most 200 points. */
export const curvesSchema = z.object({ hours: z.array(z.number()), season: curve, baseline: curve });
export type Curves = z.infer<typeof curvesSchema>;

const heatmapSide = z.object({
  gonePercent: z
    .array(z.array(z.number().nullable()))
    .describe(
      'by route, then offset: gone within 24 h of those known to be gone or not; null: none watched for so long in both seasons',
    ),
  subjects: z.array(z.array(z.int())).describe('offers behind each cell'),
});

export const heatmapSchema = z.object({
  withinHours: z.number(),
  routes: z.array(z.object({ from: telecodeSchema, to: telecodeSchema })),
  lunarOffsets: z.array(z.int()),
  season: heatmapSide,
  baseline: heatmapSide,
});
export type Heatmap = z.infer<typeof heatmapSchema>;
