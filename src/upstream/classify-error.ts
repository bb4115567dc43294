import { excerpt, type FailureSign } from './failures.ts';

/** Codes of Node and of its fetch (undici) by what happened to the connection. */
const SIGN_OF_CODE: Record<string, FailureSign> = {
  ENOTFOUND: 'network-dns',
  EAI_AGAIN: 'network-dns',
  EAI_FAIL: 'network-dns',
  ECONNREFUSED: 'network-refused',
  EHOSTUNREACH: 'network-refused',
  ENETUNREACH: 'network-refused',
  EADDRNOTAVAIL: 'network-refused',
  ECONNRESET: 'network-reset',
  EPIPE: 'network-reset',
  UND_ERR_SOCKET: 'network-reset',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'network-reset',
  HPE_INVALID_EOF_STATE: 'network-reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
};

/** Why a request threw: the sign, and the innermost cause by name. Takes whatever was thrown. */
export function classifyError(error: unknown): { sign: FailureSign; seen: string } {
  const causes = [...listCauses(error, 0)];
  const known = causes.find((cause) => signOf(cause) !== undefined);
  const telling = known ?? causes.at(-1);
  const sign = (known && signOf(known)) ?? 'network-other';
  return { sign, seen: telling === undefined ? excerpt(String(error)) : describe(telling) };
}

/** The error and what it was caused by, outermost first; several addresses tried are several causes. */
function* listCauses(error: unknown, depth: number): Generator<Error & { code?: unknown }> {
  if (!(error instanceof Error) || depth > 5) return;
  yield error;
  yield* listCauses(error.cause, depth + 1);
  if (error instanceof AggregateError) for (const one of error.errors) yield* listCauses(one, depth + 1);
}

function signOf(error: Error & { code?: unknown }): FailureSign | undefined {
  if (error.name === 'TimeoutError') return 'timeout';
  return typeof error.code === 'string' ? SIGN_OF_CODE[error.code] : undefined;
}

function describe(error: Error & { code?: unknown }): string {
  const code = typeof error.code === 'string' ? error.code : error.name;
  return error.message.includes(code)
    ? excerpt(error.message, 120)
    : excerpt(`${code} ${error.message}`, 120);
}
