import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFolder } from './reference/json.ts';
import { checksOf } from './reference/walk.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yupiao-reference-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Titles of the checks of a file that fail. */
function failuresOf(json: unknown): string[] {
  writeFileSync(join(folder, 'any-name.json'), JSON.stringify(json));
  return readFolder(folder).flatMap((reference) =>
    checksOf(reference).flatMap(({ title, run }) => {
      try {
        run();
        return [];
      } catch {
        return [title];
      }
    }),
  );
}

/** Late entry by hand: at 3 two are at risk (the third enters at 3), at 5 two, at 8 one. */
const LATE = {
  name: 'late entry',
  data: [
    { start: 0, stop: 3, status: 1, arm: 'a' },
    { start: 0, stop: 5, status: 0, arm: 'a' },
    { start: 3, stop: 8, status: 1, arm: 'a' },
  ],
  km: {
    a: [
      { time: 3, n_risk: 2, n_event: 1, surv: 0.5 },
      { time: 5, n_risk: 2, n_event: 0, surv: 0.5 },
      { time: 8, n_risk: 1, n_event: 1, surv: 0 },
    ],
  },
};

describe('the walk over reference files', () => {
  it('recomputes a file of a known form whatever its name and its columns are', () => {
    expect(failuresOf(LATE)).toEqual([]);
  });

  it('fails on a number that is off in the sixth digit', () => {
    const km = { a: [{ ...LATE.km.a[0], surv: 0.500002 }, ...LATE.km.a.slice(1)] };
    expect(failuresOf({ ...LATE, km })).toEqual(['km.a: the curve']);
  });

  it('fails on an event that the file leaves out', () => {
    expect(failuresOf({ ...LATE, km: { a: LATE.km.a.slice(0, 2) } })).toEqual(['km.a: the curve']);
  });

  it('fails on a form it does not know, wherever it is', () => {
    expect(failuresOf({ ...LATE, cox: { beta: 0.5, rows: [1, 2] } })).toEqual([
      'cox.beta: a form that is known',
      'cox.rows: a form that is known',
    ]);
  });

  it('fails on a group that is not in the data', () => {
    expect(failuresOf({ ...LATE, km: { b: LATE.km.a } })).toEqual(['km.b: the curve']);
  });
});
