import { classifyError } from './classify-error.ts';
import type { RawResponse } from './classify-response.ts';
import type { FailureSign } from './failures.ts';
import { type AskPermit, requestKindOf } from './permit.ts';

export interface ExchangeLimits {
  fetch: typeof globalThis.fetch;
  /** For the whole exchange, the last byte of the body included. */
  timeoutMs: number;
  maxBodyBytes: number;
  /** Asked before every request; without it there is no limit. */
  permit?: AskPermit | undefined;
}

export type Exchange =
  | { response: RawResponse; setCookies: string[] }
  | { failure: { sign: FailureSign; seen: string } };

/**
 * One GET, read in full within the limits. Redirects are handed back, not followed; their body is not read.
 * What went wrong comes back as a sign; throws NotAskedError, and nothing else, when there is no leave to send it.
 */
export async function fetchExchange(
  url: string,
  headers: Record<string, string>,
  limits: ExchangeLimits,
): Promise<Exchange> {
  const permit = await limits.permit?.(requestKindOf(url));
  try {
    return await fetchWithin(url, headers, limits);
  } finally {
    await permit?.release();
  }
}

async function fetchWithin(
  url: string,
  headers: Record<string, string>,
  limits: ExchangeLimits,
): Promise<Exchange> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new DOMException(`nothing whole after ${limits.timeoutMs} ms`, 'TimeoutError');
      reject(error);
      controller.abort(error);
    }, limits.timeoutMs);
  });
  try {
    // The race, not only the signal: a body that is being read does not always hear of an abort.
    return await Promise.race([expiry, readExchange(url, headers, limits, controller.signal)]);
  } catch (error) {
    return { failure: classifyError(error) };
  } finally {
    clearTimeout(timer);
  }
}

async function readExchange(
  url: string,
  headers: Record<string, string>,
  limits: ExchangeLimits,
  signal: AbortSignal,
): Promise<Exchange> {
  const response = await limits.fetch(url, { headers, redirect: 'manual', signal });
  const redirected = response.status >= 300 && response.status < 400;
  const body = redirected ? discardBody(response) : await readBody(response, limits.maxBodyBytes);
  if (body === null) {
    return { failure: { sign: 'body-too-large', seen: `more than ${limits.maxBodyBytes} bytes` } };
  }
  return {
    response: {
      status: response.status,
      location: response.headers.get('location'),
      contentType: response.headers.get('content-type'),
      age: response.headers.get('age'),
      xCache: response.headers.get('x-cache'),
      body,
    },
    setCookies: response.headers.getSetCookie(),
  };
}

function discardBody(response: Response): string {
  response.body?.cancel().catch(() => undefined);
  return '';
}

/** The body as text, or null as soon as it is larger than `maxBytes` (counted after decompression). */
async function readBody(response: Response, maxBytes: number): Promise<string | null> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength;
    if (bytes > maxBytes) {
      reader.cancel().catch(() => undefined);
      return null;
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}
