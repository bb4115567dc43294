import { useEffect, useState } from 'preact/hooks';
import { say } from '../language.ts';

type Loaded = { Years: () => preact.JSX.Element } | { failed: string };

/** The reporter's view and its charts are loaded when somebody comes to see them. */
export function LazyYears() {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    import('./years.tsx').then(setLoaded, (error: unknown) => setLoaded({ failed: String(error) }));
  }, []);
  if (loaded === null) return <p class="waiting">{say('正在载入…', 'Loading …')}</p>;
  if ('failed' in loaded) {
    return (
      <p class="note problem" role="alert">
        {say('此页没有载入,请重新打开。', 'This view could not be loaded; open the page again.')}{' '}
        {loaded.failed}
      </p>
    );
  }
  const { Years } = loaded;
  return <Years />;
}
