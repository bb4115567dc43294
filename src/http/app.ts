import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Logger } from '../log.ts';
import { AnswerCache, answerRoute, sendProblem } from './answer.ts';
import type { HttpDeps } from './http-deps.ts';
import { buildProblem, problemOf } from './problems.ts';
import { ROUTES } from './routes/index.ts';
import { createWebFiles, PAGE_PATHS, WEB_ASSET_PATH } from './web-files.ts';

export interface AppOptions {
  log: Logger;
  rateLimitPerMinute: number;
  /** When set, /metrics asks for it. */
  adminToken: string | undefined;
}

/** The HTTP side: one middleware chain, one table of routes, one way out for errors. */
export function createApp(deps: HttpDeps, options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // Repeated parameters come as arrays and so fail their schema; nested `a[b]=` stays a plain unknown name.
  app.set('query parser', 'simple');
  const cache = new AnswerCache();
  app.use(countRequests(deps), securityHeaders(), limitRequests(options.rateLimitPerMinute));
  app.get('/metrics', requireToken(options.adminToken));
  const web = createWebFiles();
  for (const path of PAGE_PATHS) app.get(path, web.page);
  app.get(WEB_ASSET_PATH, web.asset);
  for (const route of ROUTES) app.get(route.path, answerRoute(route, deps, cache));
  app.use((request, response) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead) response.setHeader('Allow', 'GET, HEAD');
    const asked = `${request.method} ${request.path.slice(0, 100)}`;
    sendProblem(
      response,
      isRead
        ? buildProblem('not-found', `No answer at ${asked}; see /docs.`)
        : buildProblem('method-not-allowed', `${asked}: only GET and HEAD are answered.`),
    );
  });
  app.use(answerError(options.log));
  return app;
}

/** Nothing inline, nothing from elsewhere: the pages work offline. `blob:` is the chart on its way into a PNG. */
function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // We speak plain HTTP on loopback; whoever puts TLS in front sets this.
    strictTransportSecurity: false,
  });
}

function limitRequests(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    skip: (request) => request.path === '/livez' || request.path === '/readyz',
    handler: (_request, response) =>
      sendProblem(
        response,
        buildProblem('too-many-requests', `At most ${perMinute} requests a minute from one address.`),
      ),
  });
}

function countRequests(deps: HttpDeps): RequestHandler {
  return (request, response, next) => {
    // Not `finish`: a stream that its reader leaves never has one.
    response.on('close', () => {
      if (response.headersSent) deps.countRequest(request.route?.path ?? '(none)', response.statusCode);
    });
    next();
  };
}

function requireToken(token: string | undefined): RequestHandler {
  return (request, response, next) => {
    if (token === undefined || isSameSecret(request.headers.authorization ?? '', `Bearer ${token}`))
      return next();
    response.setHeader('WWW-Authenticate', 'Bearer');
    sendProblem(response, buildProblem('unauthorized', 'Send Authorization: Bearer with the ADMIN_TOKEN.'));
  };
}

/** Compares digests, so that neither length nor content shows in the time it takes. */
function isSameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function answerError(log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    const problem = problemOf(error);
    if (problem.status >= 500)
      log.error({ err: error, path: request.path }, 'a request could not be answered');
    if (response.headersSent) return next(error);
    sendProblem(response, problem);
  };
}
