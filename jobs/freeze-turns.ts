import { civilDateOf, type Instant } from '../src/calendar/china-time.ts';
import { FIGURE_METHOD } from '../src/demand/figure.ts';
import type { FigureStore } from '../src/store/figures/figure-store.ts';
import type { FreezeSummary } from './freeze-figures.ts';

export interface FreezeTurnDeps {
  figures: Pick<FigureStore, 'isSettled' | 'writeSettled' | 'takeTurn' | 'releaseTurn'>;
  freeze(): Promise<FreezeSummary>;
  report(line: string): void;
  now(): Instant;
}

const LAST_FREEZE = 'last freeze';

/**
 * Freezes the figures of today, once a day over all processes on one Redis: at night, and at a start that finds the
 * night's work undone (the first of all, a machine that slept, another method). Whether this process did it.
 */
export async function freezeDue(deps: FreezeTurnDeps): Promise<boolean> {
  const { figures } = deps;
  const today = `${FIGURE_METHOD} ${civilDateOf(deps.now())}`;
  if (await figures.isSettled(LAST_FREEZE, today)) return false;
  if (!(await figures.takeTurn(today))) return false;
  try {
    const { written, corrections } = await deps.freeze();
    await figures.writeSettled(LAST_FREEZE, today);
    const corrected = corrections === 0 ? '' : `, ${corrections} of them corrections`;
    deps.report(`figures: ${written} of past and present seasons written down${corrected}`);
    return true;
  } finally {
    await figures.releaseTurn(today);
  }
}
