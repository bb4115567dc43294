/** The first place where two JSON values differ, and what is there: one side undefined where it has nothing. */
export interface Difference {
  path: string;
  frozen: unknown;
  recomputed: unknown;
}

/** Depth first, keys in order of their code units, so that the same two values always name the same place. */
export function findDifference(frozen: unknown, recomputed: unknown, path = ''): Difference | null {
  if (Object.is(frozen, recomputed)) return null;
  if (!isObject(frozen) || !isObject(recomputed) || Array.isArray(frozen) !== Array.isArray(recomputed)) {
    return { path: path === '' ? '(all)' : path, frozen, recomputed };
  }
  const keys = [...new Set([...Object.keys(frozen), ...Object.keys(recomputed)])];
  if (!Array.isArray(frozen)) keys.sort();
  for (const key of keys) {
    const found = findDifference(frozen[key], recomputed[key], path === '' ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
