import { useState } from 'preact/hooks';
import { say } from '../language.ts';

type State = 'ready' | 'copied' | 'refused';

/** Copies a text; where the browser refuses (no HTTPS, no permission) the text is shown to be copied by hand. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [state, setState] = useState<State>('ready');
  const copy = () => {
    // The clipboard exists only in secure contexts: https, or this very machine.
    if (navigator.clipboard === undefined) return setState('refused');
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  };
  return (
    <span class="copy">
      <button type="button" onClick={copy}>
        {label}
      </button>
      <span role="status" class="small quiet">
        {state === 'copied' && say('已复制', 'copied')}
      </span>
      {state === 'refused' && (
        <textarea
          readOnly
          rows={3}
          value={text}
          aria-label={label}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
    </span>
  );
}
