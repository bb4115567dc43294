import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChartLook } from '../../charts/palette.ts';
import { lang } from '../language.ts';
import { theme } from '../theme.ts';

const FIRST_WIDTH = 760;
const LEAST_WIDTH = 340;
const MOST_WIDTH = 1100;

interface BoxProps {
  id: string;
  height: number;
  children(look: ChartLook): ComponentChildren;
}

/** Gives a chart the width there is, and the reader's language and theme. */
export function ChartBox({ id, height, children }: BoxProps) {
  const box = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(FIRST_WIDTH);
  useEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const room = entry?.contentRect.width ?? FIRST_WIDTH;
      setWidth(Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, room))));
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return (
    <figure class="chart scroll" ref={box}>
      {children({ id, width, height, theme: theme.value, lang: lang.value })}
    </figure>
  );
}
