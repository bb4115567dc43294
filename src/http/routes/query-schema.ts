import { z } from 'zod';
import { type Instant, isCivilDate, parseInstant } from '../../calendar/china-time.ts';

/** Query parameters that several routes share. The message of a schema is what a 400 says was expected. */
export const stationParameter = z
  .string('a station: telecode (TNV) or name (太原南)')
  .trim()
  .min(1, 'a station: telecode (TNV) or name (太原南)')
  .max(40, 'a station name of at most 40 characters')
  .describe('telecode (TNV) or name (太原南)');

export const dateParameter = z
  .string('a date as YYYY-MM-DD')
  .refine(isCivilDate, 'a date of the calendar as YYYY-MM-DD')
  .describe('day of boarding in China, YYYY-MM-DD');

export const instantParameter = z
  .string('a time as 2021-01-12T10:00:00+08:00')
  .max(40, 'a time of at most 40 characters')
  .transform((text, context): Instant => {
    const at = parseInstant(text);
    if (at !== null) return at;
    context.addIssue({
      code: 'custom',
      message: 'a time as 2021-01-12T10:00:00+08:00 (without an offset: China time)',
    });
    return z.NEVER;
  })
  .describe('ISO 8601; without an offset it is China time');

export const flagParameter = z
  .enum(['true', 'false', '1', '0'], 'true or false')
  .transform((text) => text === 'true' || text === '1');
