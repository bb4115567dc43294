import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Reply, route } from '../route.ts';

const ASSETS: Record<string, string> = {
  'style.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

export const assetRoute = route({
  path: '/assets/:name',
  summary: 'Icon of all pages and style sheet of /docs',
  tag: 'service',
  params: z.strictObject({ name: z.enum(['style.css', 'icon.svg']) }),
  answer: null,
  answerType: 'text/css',
  async handle({ params }): Promise<Reply> {
    const text = await readFile(new URL(`../pages/${params.name}`, import.meta.url), 'utf8');
    return { text, type: ASSETS[params.name] as string, cache: 3_600 };
  },
});
