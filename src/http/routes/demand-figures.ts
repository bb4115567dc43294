import { type FiguresAnswer, figuresAnswerSchema } from '../figures-schema.ts';
import { route } from '../route.ts';

const CACHE_SECONDS = 60;

export const demandFiguresRoute = route({
  path: '/v1/demand/figures',
  summary: 'Which comparisons have a frozen figure: season, baseline and scope of each',
  tag: 'demand',
  answer: figuresAnswerSchema,
  async handle(_input, { figures }) {
    const queries = await figures.readQueries();
    return { json: { figures: queries.map(parseQueryKey) }, cache: CACHE_SECONDS };
  },
});

/** `2021/2020/TNV-HGH`, as planQueryKey writes it. */
function parseQueryKey(key: string): FiguresAnswer['figures'][number] {
  const [season, baseline, scope = ''] = key.split('/');
  return { season: Number(season), baseline: Number(baseline), scope };
}
