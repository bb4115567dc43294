import { z } from 'zod';
import { CHART_KINDS, unknownChart } from '../chart-kinds.tsx';
import { route } from '../route.ts';

const LONGEST_ID = 80;

export const chartRoute = route({
  path: '/v1/charts/:id.svg',
  summary:
    'A chart as a picture to embed: no script, title and description inside, light or dark, Chinese or English',
  tag: 'demand',
  params: z.strictObject({
    id: z
      .string()
      .max(LONGEST_ID, `at most ${LONGEST_ID} characters`)
      .regex(/^[A-Za-z0-9-]+$/, 'letters, digits and hyphens')
      .describe(CHART_KINDS.map((kind) => kind.form).join(', ')),
  }),
  query: z.strictObject({
    theme: z.enum(['light', 'dark']).optional().describe('default: light'),
    lang: z.enum(['zh', 'en']).optional().describe('default: zh'),
  }),
  answer: null,
  answerType: 'image/svg+xml',
  async handle({ params: { id }, query: { theme = 'light', lang = 'zh' } }, deps) {
    for (const kind of CHART_KINDS) {
      const parts = kind.pattern.exec(id)?.slice(1);
      if (parts === undefined) continue;
      return {
        text: await kind.read(parts, deps, { theme, lang, id: 'chart' }),
        type: 'image/svg+xml; charset=utf-8',
        // Newspapers embed it from their own address.
        headers: { 'Cross-Origin-Resource-Policy': 'cross-origin', 'Content-Language': lang },
        cache: kind.cache,
      };
    }
    throw unknownChart(id);
  },
});
