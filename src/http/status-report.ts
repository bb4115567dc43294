import { z } from 'zod';
import { provenanceSchema } from '../seats/schema.ts';

const instantText = z.string().describe('ISO 8601 with +08:00');

const listState = z.object({
  lastGoodAt: instantText.nullable(),
  entries: z.int().nullable(),
  versionOf: z.string().nullable().describe('day on which the list was last found changed'),
  lastFailure: z
    .object({ at: instantText, sign: z.string(), detail: z.string() })
    .nullable()
    .describe('since the last good list'),
});

export const storeReportSchema = z.object({
  state: z
    .enum(['ok', 'low', 'full'])
    .describe('low: 80 % of its memory is used; full: polling has stopped, what is kept is still answered'),
  since: instantText.describe('since when this process has seen this state'),
  usedBytes: z.int().nullable().describe('of the fullest node'),
  budgetBytes: z.int().nullable(),
  problem: z
    .object({ cause: z.enum(['memory', 'disk', 'replicas']), what: z.string(), todo: z.string() })
    .nullable(),
});
export type StoreReport = z.infer<typeof storeReportSchema>;

/** The answer of /v1/status: what is polled, how it goes, what comes next. */
export const statusReportSchema = z.object({
  service: z.object({ name: z.literal('yupiao'), version: z.string(), startedAt: instantText }),
  clock: z.object({ now: instantText, offsetDays: z.int() }),
  source: z.object({ name: z.enum(['double', '12306']), provenance: provenanceSchema, detail: z.string() }),
  redis: z.object({ answers: z.boolean(), origin: z.string(), store: storeReportSchema.nullable() }),
  watched: z.object({
    pairs: z.int(),
    pairDates: z.int(),
    polledOk: z.int(),
    stale: z.int(),
    neverPolled: z.int(),
  }),
  polls: z.object({
    lastOkAt: instantText.nullable(),
    nextTickAt: instantText,
    pausedUntil: instantText.nullable(),
    lastFailure: z
      .object({
        at: instantText,
        pair: z.string(),
        date: z.string(),
        outcome: z.string(),
        sign: z.string(),
        detail: z.string(),
      })
      .nullable(),
    breaker: z
      .enum(['closed', 'open', 'half-open'])
      .describe(
        'open: a sign of an IP limit, nothing is asked until pausedUntil; half-open: one probe decides',
      ),
    sinceStart: z.record(z.string(), z.int()).describe('polls of this process by outcome'),
  }),
  requests: z
    .object({
      sent: z
        .record(z.string(), z.int())
        .describe('requests to the source by kind, since this data was begun'),
      lapsed: z.int().describe('of these, requests of workers that were never heard of again'),
      budget: z
        .object({
          windowSeconds: z.int(),
          limit: z.int(),
          used: z.int(),
          underWay: z.int(),
          mostUnderWay: z.int(),
          spacingSeconds: z.number(),
          jitterSeconds: z.number(),
        })
        .nullable()
        .describe('shared by all workers on all machines; null: no limit (the double)'),
    })
    .nullable(),
  lists: z
    .object({ stations: listState, saleTimes: listState })
    .nullable()
    .describe(
      'the lists read from the source; until one has come, those the service was built with are used',
    ),
  queue: z
    .object({ waiting: z.int(), active: z.int(), delayed: z.int(), failed: z.int(), completed: z.int() })
    .nullable(),
});
export type StatusReport = z.infer<typeof statusReportSchema>;
