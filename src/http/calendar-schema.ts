import { z } from 'zod';
import { provenanceSchema } from '../seats/schema.ts';
import { instantSchema, stationRefSchema } from './availability-schema.ts';

/** One day of the strip at a glance, from stored data only. */
export const calendarDaySchema = z.object({
  date: z.string(),
  weekday: z.int().min(1).max(7).describe('1 Monday to 7 Sunday'),
  lunarOffset: z
    .int()
    .nullable()
    .describe('days from New Year’s Day in the 40 days of the rush; null outside'),
  glance: z
    .enum([
      'plenty',
      'few',
      'none',
      'notYetOnSale',
      'suspended',
      'unknown',
      'notPolled',
      'notWatched',
      'past',
    ])
    .describe(
      'plenty: more than 20 of a class with a seat or berth on some train; few: 1-20 at the most, or standing only; ' +
        'none: every class of every train that still runs gone; suspended: no train runs; unknown: some train is not known; notPolled: watched, but no answer is kept; notWatched: nobody asks, which is not none',
    ),
  trains: z
    .object({ plenty: z.int(), few: z.int(), none: z.int(), other: z.int() })
    .nullable()
    .describe(
      'trains by the best of their classes; other: not on sale, suspended, unknown or departed; null: no answer',
    ),
  watched: z.boolean(),
  saleOpensAt: instantSchema.nullable().describe('when the day went or goes on sale at the origin asked'),
  observedAt: instantSchema.nullable(),
  ageSeconds: z.int().nullable(),
  stale: z.boolean(),
});

export const calendarAnswerSchema = z.object({
  origin: stationRefSchema,
  destination: stationRefSchema,
  date: z.string(),
  now: instantSchema,
  provenance: provenanceSchema,
  days: z.array(calendarDaySchema),
});
export type CalendarAnswer = z.infer<typeof calendarAnswerSchema>;
export type CalendarDay = z.infer<typeof calendarDaySchema>;
