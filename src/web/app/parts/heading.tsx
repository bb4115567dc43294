import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { say } from '../language.ts';

/** The one h1 of a view, which takes the focus after a change of view, and the title of the tab. */
export function Heading({ text, children }: { text: string; children?: ComponentChildren }) {
  useEffect(() => {
    const site = say('余票', 'yupiao');
    document.title = text === site ? text : `${text} · ${site}`;
  }, [text]);
  return (
    <h1 tabIndex={-1}>
      {text}
      {children}
    </h1>
  );
}
