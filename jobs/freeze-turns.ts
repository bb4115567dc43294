import { civilDateOf, type Instant } from '../src/calendar/china-time.ts';
import type { FigureStore } from '../src/store/figures/figure-store.ts';
import type { FreezeSummary } from './freeze-figures.ts';

export interface FreezeTurnDeps {
  figures: Pick<FigureStore, 'readQueries' | 'takeTurn'>;
  freeze(): Promise<FreezeSummary>;
  report(line: string): void;
  now(): Instant;
}

/** Of all processes on one Redis, the first that asks on a night freezes its figures; whether this one did. */
export async function freezeTonight(deps: FreezeTurnDeps): Promise<boolean> {
  if (!(await deps.figures.takeTurn(civilDateOf(deps.now())))) return false;
  await freezeAndTell(deps);
  return true;
}

/** The first start of all: nobody should wait for the night to see a figure. */
export async function freezeFirst(deps: FreezeTurnDeps): Promise<boolean> {
  if ((await deps.figures.readQueries()).length > 0) return false;
  if (!(await deps.figures.takeTurn('first'))) return false;
  await freezeAndTell(deps);
  return true;
}

async function freezeAndTell({ freeze, report }: FreezeTurnDeps): Promise<void> {
  const { written, corrections } = await freeze();
  const corrected = corrections === 0 ? '' : `, ${corrections} of them corrections`;
  report(`figures: ${written} of past and present seasons written down${corrected}`);
}
