import type { ComponentChildren } from 'preact';

/** A table that may be wider than the screen scrolls by itself, with the arrow keys as well (WCAG 2.1.1). */
export function ScrollBox({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: only what has the focus scrolls with the keyboard.
    <section class="scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
