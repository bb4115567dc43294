import { z } from 'zod';
import { missingSchema, soldOutShareSchema } from './headline-schema.ts';

const medianSide = z.object({
  hours: z.number().nullable().describe('null: half were not gone within the horizon'),
  lowerHours: z.number().nullable(),
  upperHours: z.number().nullable().describe('null: no upper limit is known'),
  withinPollGapMinutes: z
    .number()
    .nullable()
    .describe('the median is below the time between polls: print "within" so many minutes'),
});

const rangeSide = z.object({
  lowerPercent: z.number().describe('share surely gone: first poll without seats by then'),
  upperPercent: z.number().describe('share perhaps gone: last poll with seats before then'),
  lowerLimitPercent: z.number().describe('Wilson, 95 %, of the lower share'),
  upperLimitPercent: z.number().describe('Wilson, 95 %, of the upper share'),
  subjects: z.int(),
});

const hoursShareSide = z.object({
  percent: z.number(),
  onSaleHours: z.number(),
  observedHours: z.number(),
  gainedByReturnsPoints: z
    .number()
    .nullable()
    .describe('this share less the mean time to first sell-out over the horizon'),
});

const reopeningsSide = z.object({
  mean: z.number().describe('reopenings an offer within the horizon'),
  lower: z.number(),
  upper: z.number().describe('95 %, robust by route'),
  reopenings: z.int(),
});

/** METHODS.md 5.3. Each measure has its own minimum data and says `missing` without it. */
export const secondarySchema = z.object({
  soldOutAtLead: z
    .array(
      z.object({
        leadHours: z.int(),
        result: z.discriminatedUnion('kind', [soldOutShareSchema, missingSchema]),
      }),
    )
    .describe('S1: at 7, 3 and 1 days before departure'),
  medianTime: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('medianTime'), season: medianSide, baseline: medianSide }),
      missingSchema,
    ])
    .describe('S2: hours by which half were sold out for a first time'),
  goneWithin: z
    .array(
      z.object({
        minutes: z.int(),
        result: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('goneWithin'), season: rangeSide, baseline: rangeSide }),
          missingSchema,
        ]),
      }),
    )
    .describe('S3: share gone in the first 5, 30 and 60 minutes'),
  hoursOnSale: z
    .discriminatedUnion('kind', [
      z.object({
        kind: z.literal('hoursOnSale'),
        season: hoursShareSide,
        baseline: hoursShareSide,
        differencePoints: z.number(),
        lowerPoints: z.number(),
        upperPoints: z.number(),
        clear: z.boolean(),
      }),
      missingSchema,
    ])
    .describe('S4: share of the watched time in which a ticket was to be had, returns included'),
  reopenings: z
    .discriminatedUnion('kind', [
      z.object({
        kind: z.literal('reopenings'),
        season: reopeningsSide,
        baseline: reopeningsSide,
        comparable: z
          .boolean()
          .describe('false: the waitlist (since 2019) takes returned seats in one season only'),
      }),
      missingSchema,
    ])
    .describe('mean cumulative number of times a sold-out offer came back'),
});
export type Secondary = z.infer<typeof secondarySchema>;
