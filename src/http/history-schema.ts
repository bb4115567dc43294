import { z } from 'zod';
import { availabilitySchema, provenanceSchema, seatClassSchema, telecodeSchema } from '../seats/schema.ts';
import { coverageSchema, instantSchema } from './availability-schema.ts';

const legSchema = z.object({
  trainNo: z.string(),
  origin: telecodeSchema,
  destination: telecodeSchema,
  saleOpensAt: instantSchema
    .nullable()
    .describe('when it went or goes on sale at its origin; null: no rule gives the hour'),
  changes: z.array(
    z.object({
      at: instantSchema,
      availability: availabilitySchema,
      waitlist: z.boolean().nullable(),
      firstSeen: z.boolean().describe('true: nobody looked before; it may have been so for long'),
    }),
  ),
});

export const historyAnswerSchema = z.object({
  train: z.string(),
  class: seatClassSchema,
  date: z.string(),
  provenance: provenanceSchema,
  legs: z.array(legSchema).describe('one a pair of stations of the two cities at which the train calls'),
  until: instantSchema.describe('up to when this is the course: now or asOf, or when the train had left'),
  coverage: coverageSchema,
});
export type HistoryAnswer = z.infer<typeof historyAnswerSchema>;
