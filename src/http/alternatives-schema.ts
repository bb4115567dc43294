import { z } from 'zod';
import { provenanceSchema, telecodeSchema } from '../seats/schema.ts';
import { instantSchema, seatSchema, stationRefSchema } from './availability-schema.ts';

const kindSchema = z
  .enum(['sameCity', 'longer', 'otherDate'])
  .describe(
    'sameCity: other stations of the two cities, the same day; longer: the same train, boarded earlier or left later; ' +
      'otherDate: the same cities on a day nearby',
  );

/** A class of a train on a day, as last seen. */
const offerSchema = z.object({
  date: z.string(),
  trainCode: z.string(),
  trainNo: z.string(),
  origin: stationRefSchema,
  destination: stationRefSchema,
  departure: instantSchema.nullable(),
  arrival: instantSchema.nullable(),
  seat: seatSchema,
});

/** An offer that is left. */
const alternativeSchema = z.object({
  kind: kindSchema,
  ...offerSchema.shape,
  durationMinutes: z.int().nullable(),
  extraFen: z.int().nullable().describe('price less that of the offer asked; null where either is not known'),
  extra: z.string().nullable().describe('the same in yuan'),
  ageSeconds: z.int(),
  stale: z.boolean().describe('older than two usual intervals'),
  boardsEarlierMinutes: z.int().nullable().describe('longer: from its departure to that of the offer asked'),
  alightsLaterMinutes: z.int().nullable().describe('longer: from the arrival asked to its own'),
  daysAway: z.int().describe('otherDate: days after the date asked; negative is earlier'),
});

export const alternativesAnswerSchema = z.object({
  asked: offerSchema,
  now: instantSchema,
  provenance: provenanceSchema,
  alternatives: z
    .array(alternativeSchema)
    .describe('offers left, nearest to the one asked first within each kind'),
  looked: z
    .object({ sameCity: z.int(), longer: z.int(), otherDate: z.int() })
    .describe('offers of this class that were seen at all, left or not'),
  notKnown: z
    .array(
      z.object({
        kind: kindSchema,
        date: z.string(),
        from: telecodeSchema,
        to: telecodeSchema,
        reason: z
          .enum(['notWatched', 'notPolled', 'noTimetable'])
          .describe(
            'notWatched: nobody asks; notPolled: watched, but no answer is kept; noTimetable: the stops of the train are not ' +
              'stored. None of them means that nothing is left',
          ),
      }),
    )
    .describe('where nothing can be said'),
});
export type AlternativesAnswer = z.infer<typeof alternativesAnswerSchema>;
export type Alternative = z.infer<typeof alternativeSchema>;
export type AlternativeKind = z.infer<typeof kindSchema>;
