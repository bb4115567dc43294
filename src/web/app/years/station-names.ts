import { useEffect, useState } from 'preact/hooks';
import { fetchAnswer } from '../api/fetch-answer.ts';

/** Names of stations by telecode; until one is known, and where it is not, the telecode stands for itself. */
export function useStationNames(telecodes: readonly string[]): (telecode: string) => string {
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const wanted = [...new Set(telecodes)].sort().join(' ');
  useEffect(() => {
    const leaving = new AbortController();
    const ask = async (telecode: string) => {
      const answer = await fetchAnswer<{ name: string }>(`/v1/stations/${telecode}`, leaving.signal);
      return [telecode, answer.ok ? answer.value.name : telecode] as const;
    };
    Promise.all(wanted.split(' ').filter(Boolean).map(ask)).then(
      (known) => setNames(Object.fromEntries(known)),
      (error: unknown) => {
        // Only an abort rejects: the reader has gone on.
        if (!leaving.signal.aborted) throw error;
      },
    );
    return () => leaving.abort();
  }, [wanted]);
  return (telecode) => names[telecode] ?? telecode;
}
