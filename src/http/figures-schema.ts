import { z } from 'zod';

/** Questions that have a frozen figure. */
export const figuresAnswerSchema = z.object({
  figures: z.array(
    z.object({
      season: z.int(),
      baseline: z.int(),
      scope: z.string().describe('as /v1/demand/compare takes it'),
    }),
  ),
});
export type FiguresAnswer = z.infer<typeof figuresAnswerSchema>;
