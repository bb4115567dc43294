import type { Request } from 'express';
import { z } from 'zod';
import { arrangeCsl, citationPath, writeBibtex, writeCitationText } from '../../demand/citation.ts';
import { FIGURE_ID, type FrozenFigure, frozenFigureSchema } from '../../demand/figure.ts';
import { InputError } from '../../errors.ts';
import type { HttpDeps } from '../http-deps.ts';
import { languageOf } from '../language.ts';
import { originOf } from '../origin.ts';
import { route } from '../route.ts';

const params = z.strictObject({
  id: z.string().regex(FIGURE_ID, 'an id of 16 letters a-z and digits 2-7, as answers of a comparison have'),
});

/** A year, and nobody needs to ask again: these bytes never change. */
export const UNCHANGING = { 'Cache-Control': 'public, max-age=31536000, immutable' };

const TYPES = {
  json: 'application/json',
  text: 'text/plain',
  bibtex: 'application/x-bibtex',
  csl: 'application/vnd.citationstyles.csl+json',
} as const;
type Format = keyof typeof TYPES;

export const citationRoute = route({
  path: '/v1/citations/:id',
  summary:
    'A frozen figure, for good: everything that was found and from what; as text, BibTeX or CSL-JSON too',
  tag: 'demand',
  params,
  query: z.strictObject({
    format: z.enum(['json', 'text', 'bibtex', 'csl']).optional().describe('default: by Accept, else json'),
    lang: z.enum(['zh', 'en']).optional().describe('of the text; default: by Accept-Language, else zh'),
  }),
  answer: frozenFigureSchema,
  answerType: 'text/plain; application/x-bibtex; application/vnd.citationstyles.csl+json',
  async handle({ params: { id }, query: { format, lang }, request }, deps) {
    const figure = await readFigure(deps, id);
    const chosen = format ?? formatOf(request);
    const standing = { Link: `<${citationPath(id)}/standing>; rel="latest-version"` };
    const headers = { ...UNCHANGING, ...standing, Vary: 'Accept, Accept-Language, Host' };
    if (chosen === 'json') return { json: figure, headers, cache: 0 };
    const language = languageOf(lang, request);
    // Put on at answer time: the frozen body is the same on every host and for ever.
    const address = `${originOf(request)}${citationPath(id)}`;
    const texts: Record<Exclude<Format, 'json'>, () => string> = {
      text: () => writeCitationText(figure, address)[language],
      bibtex: () => writeBibtex(figure, address),
      csl: () => JSON.stringify(arrangeCsl(figure, address)),
    };
    return { text: texts[chosen](), type: `${TYPES[chosen]}; charset=utf-8`, headers, cache: 0 };
  },
});

export const citationStandingRoute = route({
  path: '/v1/citations/:id/standing',
  summary:
    'What became of a frozen figure: whether another record corrects it, and the newest of its question',
  tag: 'demand',
  params,
  answer: z.object({
    id: z.string(),
    correctedBy: z.string().nullable().describe('path of the record that corrects it; null: none does'),
    newest: z.string().nullable().describe('path of the newest figure of the same question'),
  }),
  async handle({ params: { id } }, deps) {
    const { correctedBy, newest } = await deps.figures.readStanding(await readFigure(deps, id));
    const path = (one: string | null) => (one === null ? null : citationPath(one));
    return { json: { id, correctedBy: path(correctedBy), newest: path(newest) }, cache: 60 };
  },
});

/** Throws InputError `not-found` for an id that no figure here has. */
export async function readFigure({ figures }: Pick<HttpDeps, 'figures'>, id: string): Promise<FrozenFigure> {
  const figure = await figures.readFigure(id);
  if (figure !== null) return figure;
  const expected = 'the id of a figure that was frozen by this service';
  throw new InputError('not-found', [{ field: 'id', expected, got: id }]);
}

function formatOf(request: Request): Format {
  const liked = request.accepts(Object.values(TYPES));
  const found = Object.entries(TYPES).find(([, type]) => type === liked);
  return (found?.[0] as Format | undefined) ?? 'json';
}
