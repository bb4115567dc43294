import { z } from 'zod';
import { dayAnswer } from '../calendar/season-schema.ts';

const level = z.number().describe('万人次: ten thousand passengers');
const percent = z.number().describe('change in percent of the baseline, one decimal');
const figure = z.object({ passengers10k: level, source: z.string() });

const seasonDay = dayAnswer.extend({
  actual: figure.nullable().describe('reported after the day; null is unknown, not zero'),
  derived: figure
    .extend({ low: z.number(), high: z.number() })
    .nullable()
    .describe('worked out from a later report; low and high for its rounding'),
  forecast: figure.nullable().describe('said on the day itself; never used in a change'),
});

const total = z.object({
  actual: figure
    .extend({
      roundedTo10k: z.number(),
      stage: z.enum(['final', 'preliminary', 'retrospective']),
    })
    .nullable(),
  derived: z.object({ passengers10k: level, from: z.string() }).nullable(),
  peak: z.object({ date: z.string().nullable(), passengers10k: level }).nullable(),
  supply: z
    .object({ percent: z.number(), what: z.string() })
    .nullable()
    .describe('growth on offer, as published'),
  certainty: z.enum(['high', 'medium', 'low']),
  note: z.string().optional(),
});

const holiday = z.object({
  first: z.string(),
  last: z.string(),
  days: z.int(),
  total10k: level.nullable(),
  perDay10k: level.nullable(),
  source: z.string().nullable(),
  note: z.string().optional(),
});

/** How a change was got: as published, or from two levels of this kind at least (derived when one of them is). */
const basis = z.enum(['actual', 'derived']);

export const volumesAnswer = z.object({
  season: z.int(),
  baseline: z.int(),
  measure: z.literal('national rail passengers').describe('how many travelled: not how many wanted to'),
  unit: z.literal('10k passengers (万人次)'),
  provenance: z.literal('official'),
  alignment: z.literal('days from New Year’s Day').describe('as the Ministry of Transport aligns years'),
  totals: z.object({
    season: total.nullable(),
    baseline: total.nullable(),
    changes: z.array(
      z.discriminatedUnion('basis', [
        z.object({ basis: z.literal('published'), percent, source: z.string(), note: z.string().optional() }),
        z.object({
          basis,
          percent,
          low: z.number().nullable().describe('for the rounding of both levels; null where it is not known'),
          high: z.number().nullable(),
        }),
      ]),
    ),
  }),
  holiday: z.object({
    season: holiday.nullable(),
    baseline: holiday.nullable(),
    changeTotalPercent: percent.nullable(),
    changePerDayPercent: percent.nullable().describe('of the mean a day: holidays differ in length'),
    published: z.object({ percent, note: z.string() }).nullable(),
  }),
  matchedMeans: z.array(
    z.object({
      name: z.string(),
      fromOffset: z.int(),
      toOffset: z.int(),
      days: z.int(),
      matchedDays: z.int().describe('days on which both seasons have an actual or derived figure'),
      seasonMean10k: level.nullable(),
      baselineMean10k: level.nullable(),
      changePercent: percent
        .nullable()
        .describe('null when the matched days are not the same weekdays, outside the festival days'),
      basis: basis.nullable(),
      weekdaysBalanced: z
        .boolean()
        .nullable()
        .describe('whether the matched days hold the same weekdays in both seasons; null without any'),
    }),
  ),
  days: z.array(
    z.object({
      lunarOffset: z.int().describe('days from New Year’s Day; -1 is its eve'),
      chunyunDay: z.int(),
      season: seasonDay,
      baseline: seasonDay,
      change: z.object({ percent, basis }).nullable(),
      comparable: z
        .boolean()
        .describe('false: the weekdays differ outside the festival days; compare matchedMeans instead'),
    }),
  ),
  coverage: z.object({
    season: z.object({ actual: z.int(), derived: z.int(), forecastOnly: z.int(), missing: z.int() }),
    baseline: z.object({ actual: z.int(), derived: z.int(), forecastOnly: z.int(), missing: z.int() }),
  }),
  warnings: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
});
export type VolumesAnswer = z.infer<typeof volumesAnswer>;
