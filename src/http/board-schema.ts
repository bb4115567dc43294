import { z } from 'zod';
import { provenanceSchema } from '../seats/schema.ts';
import {
  coverageSchema,
  instantSchema,
  seatSchema,
  stationRefSchema,
  trainSchema,
} from './availability-schema.ts';

const hours = z.number().nonnegative();

/** How soon a class runs out, from its burn rate (src/seats/burn-rate.ts); or why nothing is said of it. */
export const trendSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('runsOut'),
    inHours: hours.describe('from observedAt of the row until none is left, at the pace of the last hours'),
    lower: hours.describe('80 % interval of inHours'),
    upper: hours.nullable().describe('null: not before the train leaves'),
    seatsPerHour: z.number().positive().describe('seats sold less seats given back'),
  }),
  z.object({
    kind: z.literal('none'),
    reason: z
      .enum([
        'plenty',
        'gone',
        'tooFewPoints',
        'risingOrFlat',
        'notBeforeDeparture',
        'notOnSale',
        'suspended',
        'unknown',
        'departed',
      ])
      .describe(
        'plenty: more than 20, nobody counts them; gone: none left already; tooFewPoints: too few changes to tell a ' +
          'pace; risingOrFlat: as many come back as go; notBeforeDeparture: at this pace it lasts until the train leaves',
      ),
  }),
]);

/** [hours since `sparkFrom`, level]: 0 none, 1-20 seats, 21 plenty; null: nobody looked, or a state without a number. */
export const sparkPointSchema = z.tuple([z.number(), z.int().min(0).max(21).nullable()]);

export const boardSeatSchema = seatSchema.omit({ observedAt: true }).extend({
  trend: trendSchema,
  spark: z
    .array(sparkPointSchema)
    .describe(
      '[hours since sparkFrom of the row, level]: from then on 0 none, 1-20 seats, 21 plenty (more than 20), null ' +
        'nobody looked or a state without a number; the last holds until observedAt. At most 60, then the lowest of each stretch',
    ),
});

export const boardRowSchema = trainSchema.omit({ seats: true }).extend({
  id: z.string().describe('trainNo:origin:destination, unique on the board'),
  watch: z.string().describe('key of the watch that saw it, as in watches'),
  observedAt: instantSchema.describe(
    'last answer that listed the train: of a listed row, lastPollAt of its watch; all its classes are as of then',
  ),
  sparkFrom: instantSchema.nullable().describe('sale opening, or the first sight when that is not known'),
  seats: z.array(boardSeatSchema),
});

export const boardWatchSchema = z.object({
  key: z.string().describe('FROM-TO as polled'),
  from: stationRefSchema,
  to: stationRefSchema,
  ...coverageSchema.pick({
    lastPollAt: true,
    stale: true,
    planned: true,
    done: true,
    share: true,
    lastFailure: true,
  }).shape,
  gap: z
    .object({ from: instantSchema, reason: z.string() })
    .nullable()
    .describe('the gap that is open now, if one is'),
});

export const boardAnswerSchema = z.object({
  station: stationRefSchema,
  stations: z
    .array(stationRefSchema)
    .describe('whose departures are shown: the city, or with exact the station alone'),
  date: z.string(),
  dates: z.array(z.string()).describe('days on which departures from here are watched'),
  exact: z.boolean(),
  now: instantSchema.describe("the service's clock when this was written"),
  provenance: provenanceSchema,
  watches: z.array(boardWatchSchema).describe('pairs polled for this board: its coverage'),
  rows: z.array(boardRowSchema).describe('what runs out soonest first'),
});

/** What a `change` event of the stream carries: watches and rows that are not as they were, whole. */
export const boardChangeSchema = boardAnswerSchema
  .pick({ now: true, provenance: true, watches: true, rows: true })
  .extend({
    gone: z.array(z.string()).describe('ids of rows that are no longer on the board'),
  });

export type Trend = z.infer<typeof trendSchema>;
export type SparkPoint = z.infer<typeof sparkPointSchema>;
export type BoardSeatAnswer = z.infer<typeof boardSeatSchema>;
export type BoardRowAnswer = z.infer<typeof boardRowSchema>;
export type BoardWatchAnswer = z.infer<typeof boardWatchSchema>;
export type BoardAnswer = z.infer<typeof boardAnswerSchema>;
export type BoardChange = z.infer<typeof boardChangeSchema>;

/** Path parameter of the board's routes. */
export const boardParams = z.strictObject({
  telecode: z
    .string()
    .transform((text) => text.toUpperCase())
    .pipe(z.string().regex(/^[A-Z]{3}$/, 'the telecode of a station, as TNV')),
});
