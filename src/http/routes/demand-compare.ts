import { z } from 'zod';
import { citationPath } from '../../demand/citation.ts';
import { comparisonSchema } from '../../demand/comparison-schema.ts';
import { type FigureQuery, planQueryKey } from '../../demand/figure.ts';
import type { Scope } from '../../demand/scope-schema.ts';
import { parseScope, planScopeText, SCOPE_FORMS } from '../../demand/scope-text.ts';
import { secondarySchema } from '../../demand/secondary-schema.ts';
import { InputError } from '../../errors.ts';
import { route } from '../route.ts';

const year = z
  .string('a year as 2021')
  .regex(/^\d{4}$/, 'a year as 2021')
  .transform(Number);

const MEASURES = secondarySchema.keyof().options;

/** A figure changes once a night at the most. */
const CACHE_SECONDS = 300;

export const demandCompareAnswer = comparisonSchema.extend({
  id: z.string().describe('of the frozen figure: cite it by this'),
  citation: z.string().describe('where the figure stays, unchanged'),
  computedAt: z.string(),
  corrects: z.string().nullable(),
  measure: z.unknown().optional().describe('the measure that was asked for, as in `secondary`'),
});

export const demandCompareRoute = route({
  path: '/v1/demand/compare',
  summary:
    'How long tickets stayed on sale, a season beside another: the newest frozen figure with interval, sample and warnings',
  tag: 'demand',
  query: z.strictObject({
    season: year.describe('year of its New Year’s Day'),
    baseline: year.optional().describe('the season to compare with; without it the one before'),
    scope: z.string().max(200).optional().describe(`${SCOPE_FORMS}; without it national`),
    measure: z
      .enum(['timeOnSale', ...MEASURES])
      .optional()
      .describe('a measure to put at the top as `measure`; without it the headline leads'),
  }),
  answer: demandCompareAnswer,
  async handle(
    { query: { season, baseline = season - 1, scope: text = 'national', measure } },
    { figures, stations },
  ) {
    // As a board takes its telecode: in small letters as well.
    const scope = parseScope(text.toLowerCase() === 'national' ? 'national' : text.toUpperCase());
    if (scope === null) {
      throw new InputError('bad-input', [{ field: 'scope', expected: SCOPE_FORMS, got: text }]);
    }
    const query = { season, baseline, scope };
    const figure = await figures.readNewest(query);
    if (figure === null) {
      const unknown = stationsOf(scope).filter((one) => stations.byTelecode(one) === undefined);
      throw noFigure(query, await figures.readQueries(), unknown);
    }
    const { id, computedAt, corrects, comparison } = figure;
    const asked =
      measure === undefined
        ? {}
        : { measure: measure === 'timeOnSale' ? comparison.headline : comparison.secondary[measure] };
    const citation = citationPath(id);
    return { json: { id, citation, computedAt, corrects, ...asked, ...comparison }, cache: CACHE_SECONDS };
  },
});

function stationsOf(scope: Scope): string[] {
  return scope.kind === 'national' ? [] : planScopeText(scope).split('-');
}

const MOST_NAMED = 12;

/** Blames the scope where the two seasons have figures of others, or where it names what is no station. */
function noFigure(query: FigureQuery, known: readonly string[], unknown: readonly string[]): InputError {
  const asked = planQueryKey(query);
  const ofSeasons = `${query.season}/${query.baseline}/`;
  const isScope = unknown.length > 0 || known.some((one) => one.startsWith(ofSeasons));
  const national = known.filter((one) => one.endsWith('/national'));
  const others = known.filter((one) => !one.endsWith('/national'));
  const named = [...national, ...others].slice(0, MOST_NAMED).join(', ');
  const more = known.length > MOST_NAMED ? ` and ${known.length - MOST_NAMED} more` : '';
  const expected =
    known.length === 0
      ? 'a comparison of which a figure is frozen; there are none yet (they are written at 03:30 and at the first start; two seasons with polls are needed)'
      : `season/baseline/scope of a frozen figure: ${named}${more}`;
  const hint = unknown.length === 0 ? {} : { hint: `no station has the telecode ${unknown.join(', ')}` };
  return new InputError('not-found', [
    { field: isScope ? 'scope' : 'season', expected, got: asked, ...hint },
  ]);
}
