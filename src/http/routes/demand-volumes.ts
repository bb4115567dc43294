import { z } from 'zod';
import { seasonOf } from '../../calendar/seasons.ts';
import { compareVolumes } from '../../demand/compare-volumes.ts';
import { volumesAnswer } from '../../demand/volumes-schema.ts';
import { InputError } from '../../errors.ts';
import { route } from '../route.ts';
import { formatVolumesCsv } from '../volumes-csv.ts';
import { noSeasonKnown } from './seasons.ts';

const year = z
  .string('a year as 2021')
  .regex(/^\d{4}$/, 'a year as 2021')
  .transform(Number);

export const demandVolumesRoute = route({
  path: '/v1/demand/volumes',
  summary: 'Official rail passengers of a season beside another, aligned by days from New Year’s Day',
  tag: 'demand',
  query: z.strictObject({
    season: year.describe('year of its New Year’s Day'),
    baseline: year.optional().describe('the season to compare with; without it the one before'),
    format: z
      .enum(['json', 'csv'], 'json or csv')
      .optional()
      .describe('default: json; csv: the days of both'),
  }),
  answer: volumesAnswer,
  answerType: 'text/csv',
  async handle({ query: { season, baseline = season - 1, format } }) {
    for (const [field, one] of Object.entries({ season, baseline })) {
      if (seasonOf(one) === null) throw noSeasonKnown(field, one);
    }
    if (season === baseline) {
      throw new InputError('bad-input', [
        { field: 'baseline', expected: 'another season', got: String(baseline) },
      ]);
    }
    const volumes = compareVolumes(season, baseline);
    if (format !== 'csv') return { json: volumes, cache: 3_600 };
    return { text: formatVolumesCsv(volumes), type: 'text/csv; charset=utf-8', cache: 3_600 };
  },
});
