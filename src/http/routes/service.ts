import { z } from 'zod';
import { ServiceError } from '../../errors.ts';
import { PROBLEMS, type ProblemName } from '../problems.ts';
import { route } from '../route.ts';
import { statusReportSchema, storeReportSchema } from '../status-report.ts';

export const statusRoute = route({
  path: '/v1/status',
  summary: 'What is polled, how it goes, what comes next',
  tag: 'service',
  answer: statusReportSchema,
  handle: async (_input, deps) => ({ json: await deps.readStatus(), cache: 'no-store' }),
});

export const liveRoute = route({
  path: '/livez',
  summary: 'The process runs',
  tag: 'service',
  answer: z.object({ alive: z.literal(true) }),
  handle: async () => ({ json: { alive: true }, cache: 'no-store' }),
});

export const readyRoute = route({
  path: '/readyz',
  summary: 'Redis answers, so questions about seats can be answered; and whether it has room for more polls',
  tag: 'service',
  answer: z.object({
    ready: z.literal(true),
    polling: z.enum(['on', 'stopped']).describe('stopped while Redis has no room'),
    store: storeReportSchema,
  }),
  async handle(_input, deps) {
    const store = await deps.readStore();
    if (store === null) {
      throw new ServiceError(
        'Redis does not answer.',
        'Try again in a few seconds; /v1/refund/quote works meanwhile.',
      );
    }
    const polling = store.state === 'full' ? 'stopped' : 'on';
    return { json: { ready: true, polling, store }, cache: 'no-store' };
  },
});

export const problemRoute = route({
  path: '/problems/:name',
  summary: 'What a type of problem means',
  tag: 'service',
  params: z.strictObject({ name: z.enum(Object.keys(PROBLEMS) as ProblemName[]) }),
  answer: z.object({ type: z.string(), title: z.string(), status: z.int(), meaning: z.string() }),
  handle: async ({ params: { name } }) => ({
    json: { type: `/problems/${name}`, ...PROBLEMS[name] },
    cache: 3_600,
  }),
});

export const metricsRoute = route({
  path: '/metrics',
  summary: 'Prometheus metrics',
  tag: 'service',
  answer: null,
  answerType: 'text/plain',
  async handle(_input, deps) {
    const { text, type } = await deps.readMetrics();
    return { text, type, cache: 'no-store' };
  },
});
