import { z } from 'zod';

const certainty = z.enum(['high', 'medium', 'low']);
const weekday = z.object({
  iso: z.int().min(1).max(7).describe('1 Monday to 7 Sunday'),
  zh: z.string(),
  en: z.string(),
});
export const dayAnswer = z.object({ date: z.string(), weekday });
const sourced = { certainty, sources: z.array(z.string()), note: z.string().optional() };

const openingAnswer = z.object({
  travelDate: z.string(),
  firstSaleDay: z
    .string()
    .describe('12306; at which hour is the boarding station’s affair: /v1/sale-openings'),
  weekday,
  basis: z.enum(['reported', 'by rule']).describe('reported: a report of the time states the day'),
  presaleDays: z.int().describe('counting the sale day'),
  ...sourced,
});

/** What is known of one Spring Festival season, each fact with its source. */
export const seasonAnswer = z.object({
  season: z.int().describe('year of its New Year’s Day'),
  basis: z
    .enum(['announced', 'by rule, not announced'])
    .describe(
      'a season that was not announced follows the rule: 15 days before New Year’s Day, 25 from it on',
    ),
  window: z.object({ first: dayAnswer, last: dayAnswer, days: z.int(), ...sourced }),
  newYearDay: dayAnswer.extend({ chunyunDay: z.int(), ...sourced }),
  newYearEve: dayAnswer.extend({ chunyunDay: z.int(), ...sourced }),
  holiday: z
    .object({ first: dayAnswer, last: dayAnswer, days: z.int(), ...sourced })
    .nullable()
    .describe('the statutory holiday as announced; null: not announced when this table was made'),
  presaleEras: z
    .array(
      z.object({
        presaleDays: z.int().nullable().describe('counting the sale day; null: no rule is known'),
        travelFirst: z.string(),
        travelLast: z.string(),
        saleFirst: z.string().nullable(),
        saleLast: z.string().nullable(),
        certainty: certainty.nullable(),
        rules: z.array(z.string()),
        sources: z.array(z.string()),
        notes: z.array(z.string()),
      }),
    )
    .describe('how many days ahead 12306 sold the travel dates of the season; more than one when it changed'),
  saleOpenings: z.object({
    firstDay: openingAnswer.nullable().describe('null: no rule is known'),
    newYearEve: openingAnswer.nullable(),
  }),
});
export type SeasonAnswer = z.infer<typeof seasonAnswer>;
