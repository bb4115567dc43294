import type { Provenance } from '../seats/schema.ts';

/** Weakest first: one synthetic poll makes a figure synthetic. */
const WEAKEST_FIRST: readonly Provenance[] = ['synthetic', 'recorded', 'live', 'official'];

/** Those that occur, weakest first, each once. */
export function allProvenances(...sides: (readonly Provenance[])[]): Provenance[] {
  return WEAKEST_FIRST.filter((one) => sides.some((side) => side.includes(one)));
}

/** Null where there was no poll at all. */
export function weakestOf(provenances: readonly Provenance[]): Provenance | null {
  return allProvenances(provenances)[0] ?? null;
}
