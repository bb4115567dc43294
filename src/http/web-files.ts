import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Request, RequestHandler, Response } from 'express';
import { ServiceError } from '../errors.ts';

/** Addresses of the dashboard (src/web/app/places.ts): each is the same document, whose script reads the address. */
export const PAGE_PATHS = ['/', '/board', '/board/:telecode', '/find', '/refund', '/years', '/status'];
/** Scripts and styles, whose names hold a hash of what is in them. */
export const WEB_ASSET_PATH = '/app/:name';

interface WebFile {
  type: string;
  etag: string;
  /** The bytes by content encoding; `identity` is always there. */
  bodies: Partial<Record<Encoding, Buffer>> & { identity: Buffer };
}
type Encoding = 'identity' | 'gzip' | 'br';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Answers pages and their files from memory: read once, at the first request. */
export function createWebFiles(): { page: RequestHandler; asset: RequestHandler } {
  let files: Promise<Map<string, WebFile>> | null = null;
  const readOnce = () => {
    files ??= readWebFiles(findWebDir()).catch((error: unknown) => {
      files = null;
      throw error;
    });
    return files;
  };
  return {
    page: async (request, response) =>
      sendFile(request, response, (await readOnce()).get('index.html'), 'no-cache'),
    asset: async (request, response, next) => {
      const file = (await readOnce()).get(`app/${request.params.name}`);
      if (file === undefined) return next();
      sendFile(request, response, file, IMMUTABLE);
    },
  };
}

/** dist/web, seen from the compiled file (dist/src/http) or, in the tests, from the source (src/http). */
function findWebDir(): string {
  const above = fileURLToPath(new URL('../../', import.meta.url));
  const places = [join(above, 'web'), join(above, 'dist', 'web')];
  const found = places.find((dir) => existsSync(join(dir, 'index.html')));
  if (found === undefined)
    throw new ServiceError('The pages are not built.', 'npm start and npm test build them.');
  return found;
}

async function readWebFiles(dir: string): Promise<Map<string, WebFile>> {
  const names = await readdir(dir, { recursive: true });
  const read = async (name: string): Promise<[string, WebFile] | null> => {
    const type = TYPES[extname(name)];
    if (type === undefined) return null;
    const identity = await readFile(join(dir, name));
    const etag = createHash('sha1').update(identity).digest('base64url');
    const bodies: WebFile['bodies'] = { identity };
    if (names.includes(`${name}.gz`)) bodies.gzip = await readFile(join(dir, `${name}.gz`));
    if (names.includes(`${name}.br`)) bodies.br = await readFile(join(dir, `${name}.br`));
    return [name, { type, etag, bodies }];
  };
  const files = await Promise.all(names.map(read));
  return new Map(files.filter((entry) => entry !== null));
}

function sendFile(
  request: Request,
  response: Response,
  file: WebFile | undefined,
  cacheControl: string,
): void {
  if (file === undefined)
    throw new ServiceError('The pages are not built.', 'npm start and npm test build them.');
  const encoding = chooseEncoding(request.headers['accept-encoding'], file);
  // Each encoding is a form of its own: a strong tag must not be shared by different bytes.
  const etag = `"${file.etag}${encoding === 'identity' ? '' : `-${encoding}`}"`;
  const headers = { 'Content-Type': file.type, 'Cache-Control': cacheControl, ETag: etag };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('Vary', 'Accept-Encoding');
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag) === true) {
    response.removeHeader('Content-Type');
    response.statusCode = 304;
    response.end();
    return;
  }
  const body = file.bodies[encoding] as Buffer;
  if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
  response.setHeader('Content-Length', body.length);
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The smallest form that the client takes; one it weighs with 0 it does not take. */
export function chooseEncoding(accepted: string | undefined, { bodies }: Pick<WebFile, 'bodies'>): Encoding {
  const taken = (accepted ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';')[0]);
  return (
    (['br', 'gzip'] as const).find((name) => taken.includes(name) && bodies[name] !== undefined) ?? 'identity'
  );
}
