/**
 * JSON whose bytes follow from the value alone: keys in order of their code units, no blanks, numbers as ECMAScript
 * writes them (shortest that reads back). What is undefined is left out. Throws RangeError for numbers that JSON lacks.
 */
export function planCanonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => {
    if (typeof one === 'number' && !Number.isFinite(one)) {
      throw new RangeError(`expected a finite number in a figure, got ${one}`);
    }
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return one;
    return Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
