import { z } from 'zod';
import { formatInstant, type Instant, isCivilDate, parseInstant } from '../../calendar/china-time.ts';
import { InputError } from '../../errors.ts';

/** Query parameters that several routes share. The message of a schema is what a 400 says was expected. */
export const stationParameter = z
  .string('a station: telecode (TNV) or name (太原南)')
  .trim()
  .min(1, 'a station: telecode (TNV) or name (太原南)')
  .max(40, 'a station name of at most 40 characters')
  .describe('telecode (TNV) or name (太原南, Taiyuannan, Taiyuan South)');

const YEARS = /^(199\d|20\d\d)-/;

/** Of the same years as a time (parseInstant): beyond them days around a day have no four-digit year any more. */
export const dateParameter = z
  .string('a date as YYYY-MM-DD')
  .refine(isCivilDate, 'a date of the calendar as YYYY-MM-DD')
  .refine((text) => !isCivilDate(text) || YEARS.test(text), 'a date from 1990-01-01 to 2099-12-31')
  .describe('day of boarding in China, YYYY-MM-DD')
  .meta({ format: 'date' });

/** A train's public code, in capitals. */
export const trainParameter = z
  .string('a train code such as G1864')
  .regex(/^[A-Za-z]?\d{1,5}$/, 'a train code such as G1864')
  .transform((text) => text.toUpperCase());

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

/** A whole number written in digits only: `0x10`, `1e2` and `+5` are not. */
export const wholeNumberParameter = (min: number, max: number) => {
  const expected = `a whole number from ${min} to ${max}`;
  return z
    .string(expected)
    .regex(/^(0|[1-9]\d{0,8})$/, expected)
    .transform(Number)
    .refine((value) => value >= min && value <= max, expected);
};

/** What was known at a time can be asked of the past only: nobody knows yet what will have been missed. */
export function checkAsOf(asOf: Instant | undefined, now: Instant): void {
  if (asOf === undefined || asOf <= now) return;
  throw new InputError('bad-input', [
    { field: 'asOf', expected: `a time not after now (${formatInstant(now)})`, got: formatInstant(asOf) },
  ]);
}

export const flagParameter = z
  .enum(['true', 'false', '1', '0'], 'true or false')
  .transform((text) => text === 'true' || text === '1');
