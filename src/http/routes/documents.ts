import { z } from 'zod';
import { buildOpenApi } from '../openapi.ts';
import { renderDocsPage } from '../pages/docs-page.ts';
import { type Route, route } from '../route.ts';

/** The two documents that describe all other routes. */
export function documentRoutes(described: Route[], version: string): Route[] {
  const openApi = buildOpenApi(described, version);
  return [
    route({
      path: '/openapi.json',
      summary: 'This API as an OpenAPI 3.1 document',
      tag: 'service',
      answer: z.record(z.string(), z.unknown()),
      handle: async () => ({ json: openApi, cache: 3_600 }),
    }),
    route({
      path: '/docs',
      summary: 'This API as a page',
      tag: 'service',
      answer: null,
      answerType: 'text/html',
      handle: async () => ({ text: renderDocsPage(openApi), type: 'text/html; charset=utf-8', cache: 3_600 }),
    }),
  ];
}
