import { z } from 'zod';
import { type CivilDate, isCivilDate } from '../calendar/china-time.ts';
import { newYearDayOf } from '../calendar/new-year.ts';
import { seatClassSchema, telecodeSchema } from '../seats/schema.ts';

/** The watchlist file, as `watchlist.schema.json` publishes it and the README explains it. */

const civilDateSchema = z
  .string()
  .refine(isCivilDate, 'a date as YYYY-MM-DD')
  .meta({ format: 'date' })
  .describe('A travel date');

const inOrder = ([first, last]: [number, number]) => first <= last;

const daysAheadSchema = z
  .strictObject({
    daysAhead: z
      .tuple([z.int().min(0).max(60), z.int().min(0).max(60)])
      .refine(inOrder, 'the nearer day first')
      .describe('First and last day counted from today; [0, 14] is today and the fourteen days after it'),
  })
  .describe('Days counted from today in China');

const lunarDaysSchema = z
  .strictObject({
    season: z
      .union([
        z.literal('current'),
        z.int().refine((year) => newYearDayOf(year) !== null, 'a season from 2000 to 2040'),
      ])
      .describe('Year of the New Year’s Day (正月初一), or "current": the season that is not over yet'),
    lunarOffsets: z
      .tuple([z.int().min(-40).max(40), z.int().min(-40).max(40)])
      .refine(inOrder, 'the earlier day first')
      .describe('First and last day counted from New Year’s Day, which is 0; its eve is -1'),
  })
  .describe('Days counted from New Year’s Day');

const relativeDaysSchema = z.union([daysAheadSchema, lunarDaysSchema]);

const DATES_EXPECTED =
  'days as ["2021-02-09"], {"daysAhead": [0, 14]} or {"season": 2021, "lunarOffsets": [-7, 7]}';

export const datesSchema = z.union(
  [
    z
      .array(z.union([civilDateSchema, relativeDaysSchema]))
      .min(1)
      .max(100),
    relativeDaysSchema,
  ],
  { error: DATES_EXPECTED },
);

const classesSchema = z
  .array(seatClassSchema)
  .min(1)
  .describe('Seat classes that matter here: what moves in them decides how soon the pair is looked at again');

export const watchedPairSchema = z.strictObject({
  from: telecodeSchema.describe('Telecode of the boarding station; 12306 answers for its whole city'),
  to: telecodeSchema.describe('Telecode of the station to leave the train at'),
  classes: classesSchema.optional(),
});

export const corridorSchema = z.strictObject({
  corridor: z
    .array(telecodeSchema)
    .min(2)
    .max(40)
    .describe('Stations in the order a train calls at them: every pair along them is watched'),
  bothWays: z.boolean().optional().describe('Also every pair back'),
  train: z.string().min(1).optional().describe('The train that is meant, for the reader; not looked up'),
  classes: classesSchema.optional(),
});

export const SCHEDULES = ['adaptive', 'pinned', 'uniform'] as const;
/**
 * `adaptive`: soonest where seats are about to change. `pinned`: a fixed function of the time to departure and
 * since the opening, so that two seasons compare. `uniform`: all alike, every five minutes.
 */
export type Schedule = (typeof SCHEDULES)[number];

export const watchlistSchema = z
  .strictObject({
    $schema: z.string().optional(),
    pairs: z.array(watchedPairSchema).min(1).max(2_000).optional(),
    corridors: z.array(corridorSchema).min(1).max(100).optional(),
    dates: datesSchema,
    schedule: z
      .enum(SCHEDULES)
      .optional()
      .describe('adaptive (the default), pinned (fixed by lead time and sale age) or uniform'),
  })
  .refine((file) => file.pairs !== undefined || file.corridors !== undefined, {
    path: ['pairs'],
    error: 'pairs, or corridors, or both',
  });
export type WatchlistFile = z.infer<typeof watchlistSchema>;
export type RelativeDays = z.infer<typeof relativeDaysSchema>;
export type DaysSpec = CivilDate | RelativeDays;

/** What `watchlist.schema.json` holds (JSON Schema 2020-12), from the very schema that reads the file. */
export function buildWatchlistJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(watchlistSchema, { io: 'input' });
  return { $schema, title: 'A watchlist of yupiao', ...rest };
}
