import { parseAvailability } from './seat-code.ts';

/** Above the 20 that 12306 counts: how many more nobody knows. */
export const PLENTY_LEVEL = 21;

const FIRST_CODE = 3;
const CODES = 256;

const LEVELS: readonly (number | null)[] = Array.from({ length: CODES }, (_, code) => {
  if (code < FIRST_CODE) return null;
  const availability = parseAvailability(code, []);
  switch (availability.kind) {
    case 'count':
      return availability.count;
    case 'plenty':
      return PLENTY_LEVEL;
    case 'none':
      return 0;
    default:
      return null;
  }
});

/** A seat code (seat-code.ts) as a level to draw or count with: 0 none, 1-20 exact, 21 plenty; null has no number. */
export function levelOf(code: number): number | null {
  return LEVELS[code] ?? null;
}
