import { z } from 'zod';
import { stationRefSchema } from './availability-schema.ts';

/** What is watched: where a board, a search or an alternative has something to say. */
export const watchedAnswerSchema = z.object({
  stations: z
    .array(stationRefSchema.extend({ pairs: z.int().describe('watched pairs that begin here') }))
    .describe('those that pairs begin at, the most watched first'),
  pairs: z.array(
    z.object({
      from: stationRefSchema,
      to: stationRefSchema,
      dates: z.array(z.string()).describe('days of boarding, earliest first'),
    }),
  ),
});
export type WatchedAnswer = z.infer<typeof watchedAnswerSchema>;
