import { useEffect, useState } from 'preact/hooks';
import { fetchAnswer, type Problem } from './fetch-answer.ts';

export interface Asked<T> {
  /** The last answer to this very question; null before the first. It stays when a later try fails. */
  value: T | null;
  /** Why the last try brought nothing; null when it did. */
  problem: Problem | null;
  waiting: boolean;
}

interface Kept<T> extends Asked<T> {
  path: string | null;
}

/**
 * Asks the service while the component is shown, again when the question changes and every so many seconds (not
 * while the page is hidden). `null` asks nothing.
 */
export function useAnswer<T>(path: string | null, everySeconds: number | null = null): Asked<T> {
  const [kept, setKept] = useState<Kept<T>>({ path: null, value: null, problem: null, waiting: true });
  useEffect(() => {
    if (path === null) return;
    const leaving = new AbortController();
    const ask = async () => {
      try {
        const answer = await fetchAnswer<T>(path, leaving.signal);
        setKept((before) => ({
          path,
          value: answer.ok ? answer.value : before.path === path ? before.value : null,
          problem: answer.ok ? null : answer.problem,
          waiting: false,
        }));
      } catch (error) {
        // Only an abort throws: the reader has gone on, and nobody waits for this any more.
        if (!leaving.signal.aborted) throw error;
      }
    };
    void ask();
    const again = () => {
      if (document.visibilityState === 'visible') void ask();
    };
    const timer = everySeconds === null ? undefined : setInterval(again, everySeconds * 1_000);
    return () => {
      leaving.abort();
      clearInterval(timer);
    };
  }, [path, everySeconds]);
  if (path === null) return { value: null, problem: null, waiting: false };
  return kept.path === path ? kept : { value: null, problem: null, waiting: true };
}
