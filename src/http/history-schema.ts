import { z } from 'zod';
import { availabilitySchema, provenanceSchema, seatClassSchema, telecodeSchema } from '../seats/schema.ts';
import { coverageSchema, instantSchema } from './availability-schema.ts';

const legSchema = z.object({
  trainNo: z.string(),
  origin: telecodeSchema,
  destination: telecodeSchema,
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
  coverage: coverageSchema,
});
export type HistoryAnswer = z.infer<typeof historyAnswerSchema>;
