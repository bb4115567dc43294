import { expect } from 'vitest';
import { turnbull } from '../../../src/demand/turnbull.ts';
import { turnbullMean } from '../../../src/demand/turnbull-mean.ts';
import type { DataTable } from './data-table.ts';
import { expectClose, has, isRows, type Reference } from './json.ts';
import type { Form } from './walk.ts';

/** Rows `{left, right, p}`: Turnbull masses of the group that the last key names. */
const massesForm: Form = (value, { reference, path }) => {
  if (!isRows(value) || !value.every((row) => has(row, 'left', 'right', 'p'))) return null;
  const run = (): void => {
    const masses = massesOf(reference, path.at(-1) ?? '');
    expect(masses.map(({ left, right }) => [left, right])).toEqual(
      value.map(({ left, right }) => [left, right]),
    );
    for (const [at, { p }] of value.entries()) expectClose(masses[at]?.p, p);
  };
  return { keys: 'all', checks: [{ title: `${path.join('.')}: Turnbull masses`, run }] };
};

/** `{lower, mid, upper}` beside a `tau` at the top; the data may be those of another file of the folder. */
const boundsForm: Form = (value, { reference, path }) => {
  if (!has(value, 'lower', 'mid', 'upper')) return null;
  const run = (): void => {
    const label = path.at(-1) ?? '';
    const bounds = turnbullMean(turnbull(intervalsOf(reference, label)), Number(reference.root.tau));
    expectClose(bounds?.lower, value.lower);
    expectClose(bounds?.mid, value.mid);
    expectClose(bounds?.upper, value.upper);
  };
  return { keys: 'all', checks: [{ title: `${path.join('.')}: bounds of the restricted mean`, run }] };
};

export const intervalForms: Form[] = [massesForm, boundsForm];

export function massesOf(reference: Reference, label: string) {
  const estimate = turnbull(intervalsOf(reference, label));
  expect(estimate.converged).toBe(true);
  return estimate.masses;
}

function intervalsOf(reference: Reference, label: string) {
  const pooled = label.includes('pooled') || label === 'turnbull';
  const tables = [reference, ...reference.folder].flatMap(({ table }) =>
    table?.hasIntervals ? [table] : [],
  );
  for (const table of tables) {
    const rows = groupOf(table, pooled ? 'all' : label);
    if (rows !== null) return table.intervals(rows);
  }
  throw new Error(`no interval data of "${label}" in this folder`);
}

function groupOf(table: DataTable, label: string) {
  return label === 'all' || table.labels.some((name) => table.valuesOf(name).map(String).includes(label))
    ? table.group(label)
    : null;
}
