import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { InputError } from '../errors.ts';
import type { HttpDeps } from './http-deps.ts';
import { originOf } from './origin.ts';
import { faultsOf, PROBLEM_TYPE, type Problem } from './problems.ts';
import type { Reply, Route } from './route.ts';

/** An answer in the bytes that go out. */
interface RenderedAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/**
 * Answers of the same address are rendered at most once a second and sent from memory meanwhile. An answer may
 * so be one second older than Redis; its own `observedAt` and `ageSeconds` are of when it was rendered.
 */
const KEPT_MS = 1_000;
const MOST_KEPT = 1_000;

export class AnswerCache {
  readonly #answers = new Map<string, { answer: RenderedAnswer; until: number }>();

  take(key: string): RenderedAnswer | undefined {
    const kept = this.#answers.get(key);
    return kept !== undefined && Date.now() < kept.until ? kept.answer : undefined;
  }

  keep(key: string, answer: RenderedAnswer): void {
    if (this.#answers.size >= MOST_KEPT) this.#answers.clear();
    this.#answers.set(key, { answer, until: Date.now() + KEPT_MS });
  }
}

const NO_PARAMETERS = z.strictObject({});

/** The Express handler of a route: check the request, ask the handler, render, send. */
export function answerRoute(route: Route, deps: HttpDeps, cache: AnswerCache): RequestHandler {
  // Strict whatever the route says: a misspelt parameter must not be passed over in silence. Made once: zod
  // compiles a schema anew for every strict(), which took longer than the rest of a request.
  const paramsSchema = (route.params ?? NO_PARAMETERS).strict();
  const querySchema = (route.query ?? NO_PARAMETERS).strict();
  return async (request, response) => {
    const { accept = '', 'accept-language': languages = '' } = request.headers;
    const key = `${originOf(request)}${request.originalUrl}\n${languages}\n${accept}`;
    const kept = cache.take(key);
    if (kept !== undefined) return sendAnswer(request, response, kept);
    const params = checkInput(paramsSchema, request.params);
    const query = checkInput(querySchema, request.query);
    const reply = await route.handle({ params, query, request }, deps);
    if ('open' in reply) return reply.open(response);
    const answer = renderAnswer(reply);
    if (reply.cache !== 'no-store' && answer.status === 200) cache.keep(key, answer);
    sendAnswer(request, response, answer);
  };
}

function checkInput(schema: z.ZodObject, input: Record<string, unknown>): Record<string, unknown> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InputError('bad-input', faultsOf(parsed.error, input, Object.keys(schema.shape)));
}

function renderAnswer(reply: Reply): RenderedAnswer {
  const isJson = 'json' in reply;
  const body = Buffer.from(isJson ? JSON.stringify(reply.json) : reply.text, 'utf8');
  return {
    status: reply.status ?? 200,
    headers: {
      'Content-Type': isJson ? 'application/json; charset=utf-8' : reply.type,
      'Cache-Control': reply.cache === 'no-store' ? 'no-store' : `public, max-age=${reply.cache}`,
      ETag: `"${createHash('sha1').update(body).digest('base64url')}"`,
      'Content-Length': String(body.length),
      ...reply.headers,
    },
    body,
  };
}

function sendAnswer(request: Request, response: Response, answer: RenderedAnswer): void {
  for (const name in answer.headers) response.setHeader(name, answer.headers[name] as string);
  response.statusCode = answer.status;
  if (hasAlready(request.headers['if-none-match'], answer.headers.ETag as string)) {
    response.statusCode = 304;
    response.removeHeader('Content-Length');
    response.removeHeader('Content-Type');
    response.end();
    return;
  }
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

/**
 * Whether the client holds these very bytes. Not Express' `fresh`: that answers in full to who sends
 * `Cache-Control: no-cache` as well, which every fetch with an If-None-Match of its own does.
 */
function hasAlready(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

export function sendProblem(response: Response, problem: Problem): void {
  response.statusCode = problem.status;
  response.setHeader('Content-Type', PROBLEM_TYPE);
  response.setHeader('Cache-Control', 'no-store');
  response.end(JSON.stringify(problem));
}
