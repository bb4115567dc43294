import { z } from 'zod';
import {
  availabilitySchema,
  provenanceSchema,
  saleStateSchema,
  seatClassSchema,
  telecodeSchema,
} from '../seats/schema.ts';

export const instantSchema = z.string().describe('ISO 8601 with +08:00');
export const stationRefSchema = z.object({ telecode: telecodeSchema, name: z.string() });

export const coverageSchema = z.object({
  lastPollAt: instantSchema.nullable().describe('last poll that was answered in full; null: never'),
  ageSeconds: z.int().nullable(),
  stale: z.boolean().describe('older than two usual intervals, or never polled'),
  planned: z
    .int()
    .describe(
      'polls this pair and date should have had since the first, those of the service being down included',
    ),
  done: z.int().describe('polls answered in full'),
  waiting: z.int().describe('planned within the last minutes and not carried out yet; not in planned'),
  share: z.number().min(0).max(1).nullable().describe('done of planned; null: nothing was planned yet'),
  missed: z
    .array(z.object({ reason: z.string(), count: z.int() }))
    .describe('planned polls not answered in full, by reason, the commonest first'),
  gaps: z
    .array(z.object({ from: instantSchema, to: instantSchema.nullable(), reason: z.string() }))
    .describe(
      'stretches since the sale opened without an answer, longer than two intervals; `to` null: still so; `not-planned`: nobody was to look',
    ),
  lastFailure: z
    .object({ at: instantSchema, outcome: z.string(), sign: z.string(), detail: z.string() })
    .nullable()
    .describe('the newest poll that carried no answer, while none answered in full is newer'),
});

export const seatSchema = z.object({
  class: seatClassSchema,
  label: z.object({ zh: z.string(), en: z.string() }),
  availability: availabilitySchema,
  waitlist: z.boolean().nullable(),
  priceFen: z.int().nullable(),
  price: z.string().nullable(),
  observedAt: instantSchema,
  changedAt: instantSchema.describe('when it last became so; of what never changed: when it was first seen'),
});

export const trainSchema = z.object({
  trainCode: z.string(),
  trainNo: z.string(),
  originDate: z.string().nullable().describe('day the train leaves its first station'),
  origin: stationRefSchema,
  destination: stationRefSchema,
  departure: instantSchema.nullable(),
  arrival: instantSchema.nullable(),
  durationMinutes: z.int().nullable(),
  timesFrom: z
    .enum(['answer', 'timetable'])
    .nullable()
    .describe('null: 12306 withholds them and no timetable is stored'),
  saleState: saleStateSchema,
  departed: z.boolean().describe('the train has left this station; its seats are as last seen before'),
  saleOpensAt: instantSchema.nullable(),
  saleOpensFrom: z.string().nullable().describe('what decided saleOpensAt: the row, the station or the rule'),
  listed: z.boolean().describe('false: the newest answer no longer lists this train'),
  waitlist: z.boolean().nullable().describe("the train's waitlist flag"),
  note: z.string(),
  nextFeeBoundary: z
    .object({ at: instantSchema, rate: z.number().nullable(), currentRate: z.number().nullable() })
    .nullable()
    .describe('first second at which refunding an ordinary ticket costs more; null: none ahead'),
  seats: z.array(seatSchema),
});

export const availabilityAnswerSchema = z.object({
  origin: stationRefSchema,
  destination: stationRefSchema,
  date: z.string(),
  asOf: instantSchema.nullable(),
  polledAs: z
    .object({ from: telecodeSchema, to: telecodeSchema })
    .describe('the watched pair that answers for the city'),
  provenance: provenanceSchema,
  saleOpensAt: instantSchema
    .nullable()
    .describe('when tickets for the day go on sale at the origin asked; null: no rule gives the hour'),
  coverage: coverageSchema,
  known: z
    .boolean()
    .describe(
      'false: no answer is kept (before asOf, if that was given): no trains are listed because none were looked for, not because none run',
    ),
  trains: z.array(trainSchema).describe('empty also when nothing is known'),
});
export type AvailabilityAnswer = z.infer<typeof availabilityAnswerSchema>;
export type TrainAnswer = z.infer<typeof trainSchema>;
export type CoverageAnswer = z.infer<typeof coverageSchema>;
