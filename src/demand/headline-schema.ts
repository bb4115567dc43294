import { z } from 'zod';

export const bilingualSchema = z.object({ zh: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof bilingualSchema>;

const percent = z.number().describe('change in percent of the baseline, one decimal');
const interval = {
  lowerPercent: percent.describe('end of the 95 % interval'),
  upperPercent: percent.describe('end of the 95 % interval'),
  clear: z.boolean().describe('false: the interval holds 0, "no clear change"'),
  smallSample: z.boolean().describe('10 to 19 routes'),
};

/** One rule of minimum data that is not met. `have` is null where it could not be counted. */
export const shortfallSchema = z.object({
  what: z.enum([
    'routes',
    'subjectsSeason',
    'subjectsBaseline',
    'eventsSeason',
    'eventsBaseline',
    'keptShare',
    'observedShareSeason',
    'observedShareBaseline',
    'observedHours',
    'openingGapMinutes',
    'boundsPoints',
    'presaleKnown',
    'positiveMean',
    'boundsPercent',
    'convergence',
  ]),
  needed: z.number(),
  have: z.number().nullable(),
  ...bilingualSchema.shape,
});
export type Shortfall = z.infer<typeof shortfallSchema>;

export const missingSchema = z.object({
  kind: z.literal('missing'),
  missing: z.array(shortfallSchema).min(1),
});
export type Missing = z.infer<typeof missingSchema>;

/** Ratio of the restricted mean times on sale, this season over the baseline (METHODS.md 5.2). */
export const timeOnSaleSchema = z.object({
  kind: z.literal('timeOnSale'),
  tauHours: z.number(),
  ratio: z.number(),
  lowerRatio: z.number(),
  upperRatio: z.number(),
  percent,
  ...interval,
  seasonHours: z.number().describe('mean time on sale within tauHours'),
  baselineHours: z.number(),
  standardError: z.number().describe('of ln(ratio), delete-one-route jackknife'),
  routes: z.int(),
  bounds: z
    .object({ allLeft: z.number(), allRight: z.number(), lowest: z.number(), highest: z.number() })
    .describe(
      'ratio with every sell-out at the last poll with seats, at the first without; lowest and highest: one season at the one, the other at the other',
    ),
});
export type TimeOnSale = z.infer<typeof timeOnSaleSchema>;

/** Polls too far apart for a point: the range of the ratio that the intervals allow (Turnbull). */
export const timeOnSaleRangeSchema = z.object({
  kind: z.literal('timeOnSaleRange'),
  tauHours: z.number(),
  lowestRatio: z.number(),
  highestRatio: z.number(),
  lowestPercent: percent,
  highestPercent: percent,
  ...interval,
  seasonHours: z.object({ lowest: z.number(), highest: z.number() }),
  baselineHours: z.object({ lowest: z.number(), highest: z.number() }),
  routes: z.int(),
});
export type TimeOnSaleRange = z.infer<typeof timeOnSaleRangeSchema>;

const share = z.object({
  percent: z.number(),
  lowerPercent: z.number().describe('Wilson, 95 %'),
  upperPercent: z.number(),
  soldOut: z.int(),
  observed: z.int().describe('seen within 30 minutes of that moment'),
  due: z.int().describe('observed and unobserved'),
});

/** S1: share sold out so long before departure. Needs no opening time, so it holds across presale windows. */
export const soldOutShareSchema = z.object({
  kind: z.literal('soldOutShare'),
  leadHours: z.int(),
  season: share,
  baseline: share,
  differencePoints: z.number().describe('percentage points, this season less the baseline'),
  lowerPoints: z.number().describe('95 % interval, delete-one-route jackknife on the difference'),
  upperPoints: z.number(),
  clear: z.boolean(),
  smallSample: z.boolean(),
  routes: z.int(),
});
export type SoldOutShare = z.infer<typeof soldOutShareSchema>;
