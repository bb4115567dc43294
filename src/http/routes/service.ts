import { z } from 'zod';
import { ServiceError } from '../../errors.ts';
import { route } from '../route.ts';
import { statusReportSchema } from '../status-report.ts';

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
  summary: 'Redis answers, so questions about seats can be answered',
  tag: 'service',
  answer: z.object({ ready: z.literal(true) }),
  async handle(_input, deps) {
    if (!(await deps.isReady())) {
      throw new ServiceError(
        'Redis does not answer.',
        'Try again in a few seconds; /v1/refund/quote works meanwhile.',
      );
    }
    return { json: { ready: true }, cache: 'no-store' };
  },
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
