/** What the service says instead of an answer (RFC 9457), or that it said nothing at all. */
export interface Problem {
  /** The last part of the type, as `unwatched-pair`; `unreachable` when no answer came. */
  name: string;
  status: number | null;
  title: string;
  detail: string;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** Asks our own service. Never throws but for an abort: what went wrong is a value that the page shows. */
export async function fetchAnswer<T>(path: string, signal: AbortSignal): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(path, { signal, headers: { Accept: 'application/json' } });
  } catch (error) {
    if (signal.aborted) throw error;
    return { ok: false, problem: unreachable(String(error)) };
  }
  try {
    const body = await response.json();
    if (response.ok) return { ok: true, value: body as T };
    return { ok: false, problem: problemOf(response.status, body) };
  } catch (error) {
    if (signal.aborted) throw error;
    return { ok: false, problem: { ...unreachable(String(error)), status: response.status } };
  }
}

function unreachable(detail: string): Problem {
  return { name: 'unreachable', status: null, title: 'no answer', detail };
}

function problemOf(status: number, body: Record<string, unknown>): Problem {
  const name = String(body.type ?? '').replace(/^.*\//, '');
  return { name, status, title: String(body.title ?? ''), detail: String(body.detail ?? '') };
}

/** A text of our own service, as a chart. Throws where none comes: who asks for it shows that. */
export async function fetchText(path: string): Promise<string> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
  return response.text();
}
