import type { Both } from '../both.ts';
import { say, sayBoth } from '../language.ts';

/** What a reader has to know before printing the figure; beside it, never behind a click. */
export function Warnings({ warnings }: { warnings: readonly (Both & { code: string })[] }) {
  if (warnings.length === 0) return null;
  return (
    <aside class="warnings" aria-label={say('引用前请看', 'Before you print this')}>
      <h3>{say('引用前请看', 'Before you print this')}</h3>
      <ul>
        {warnings.map((warning) => (
          <li key={warning.code}>{sayBoth(warning)}</li>
        ))}
      </ul>
    </aside>
  );
}
