import { z } from 'zod';
import { describeSeason } from '../../calendar/describe-season.ts';
import { seasonAnswer } from '../../calendar/season-schema.ts';
import { KNOWN_SEASONS } from '../../calendar/seasons.ts';
import { InputError } from '../../errors.ts';
import { route } from '../route.ts';

export const seasonRoute = route({
  path: '/v1/seasons/:year',
  summary: 'A Spring Festival season: window, New Year’s Day, weekdays, holiday, presale and sale openings',
  tag: 'demand',
  params: z.strictObject({
    year: z
      .string()
      .regex(/^\d{4}$/, 'a year as 2021')
      .transform(Number)
      .describe('year of New Year’s Day'),
  }),
  answer: seasonAnswer,
  async handle({ params: { year } }) {
    const season = describeSeason(year);
    if (season === null) throw noSeasonKnown('year', year);
    return { json: season, cache: 3_600 };
  },
});

/** For a year outside the table: no season is made up from the rule beyond it. */
export function noSeasonKnown(field: string, year: number): InputError {
  const { first, last } = KNOWN_SEASONS;
  return new InputError('no-rule-known', [
    { field, expected: `a season from ${first} to ${last}`, got: String(year) },
  ]);
}
