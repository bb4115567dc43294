import { expect } from 'vitest';
import { intervalLogRank } from '../../../src/demand/interval-log-rank.ts';
import { type LogRank, logRank } from '../../../src/demand/log-rank.ts';
import type { DataTable } from './data-table.ts';
import { expectClose, has, type JsonObject } from './json.ts';
import type { Form } from './walk.ts';

/** `{chisq, df, …}` of R's survdiff; the key names the columns: `logrank_sex_strata_inst`. */
const rankForm: Form = (value, { reference, path }) => {
  if (!has(value, 'chisq', 'df')) return null;
  const key = path.at(-1) ?? '';
  const title = path.join('.');
  const columns = columnsOf(key, reference.table);
  if (columns === null) {
    return {
      keys: 'all',
      checks: [{ title: `${title}: not recomputed, its column is not in the data`, run: () => {} }],
    };
  }
  const run = (): void => {
    const { table } = reference;
    if (table === null) throw new Error('a log-rank test without data');
    const counts = Array.isArray(value.n) ? value.n.length : 2;
    const groups =
      columns.group === null
        ? table.labels.filter((name) => table.valuesOf(name).length === counts)
        : [columns.group];
    const tests = groups.map((group) => testOf(table, group, columns.stratum, Number(value.rho ?? 0)));
    const fitting = tests.find((test) => hasCounts(test, value.n)) ?? tests[0];
    if (fitting === undefined) throw new Error('no column tells groups apart');
    compareTest(fitting, value);
  };
  return { keys: 'all', checks: [{ title: `${title}: log-rank test`, run }] };
};

/** `{scores, U, V, Z, p}` of the permutation test for interval-censored data. */
const permutationForm: Form = (value, { reference, path }) => {
  if (!has(value, 'scores', 'U', 'V', 'Z', 'p')) return null;
  const run = (): void => {
    const { table } = reference;
    if (table === null) throw new Error('scores without data');
    const column = table.labels.find((name) => table.valuesOf(name).length === 2) ?? '';
    const intervals = table.intervals(table.rows);
    const test = intervalLogRank(
      intervals.map((one, at) => ({ ...one, group: String(table.rows[at]?.[column]) })),
    );
    for (const [at, score] of (value.scores as number[]).entries()) expectClose(test.scores[at], score);
    expectClose(Math.abs(test.groups[0]?.score ?? Number.NaN), Math.abs(Number(value.U)));
    expectClose(test.variance, value.V);
    expectClose(Math.abs(test.z ?? Number.NaN), Math.abs(Number(value.Z)));
    expectClose(test.p, value.p);
  };
  return { keys: 'all', checks: [{ title: `${path.join('.')}: scores and test`, run }] };
};

export const rankForms: Form[] = [rankForm, permutationForm];

/** The group and stratum columns a key names; a null group is for the counts to tell; null when one is not there. */
function columnsOf(
  key: string,
  table: DataTable | null,
): { group: string | null; stratum: string | null } | null {
  const [left = '', right] = key.split('_strata_');
  const named = left.replace(/^(logrank|log_rank|peto_peto|peto)/, '').replace(/^_?rho\d+/, '');
  const columnOf = (text: string) => table?.labels.find((name) => plain(name) === plain(text)) ?? null;
  const group = named === '' ? null : columnOf(named);
  const stratum = right === undefined ? null : columnOf(right);
  const isMissing = (named !== '' && group === null) || (right !== undefined && stratum === null);
  return isMissing ? null : { group, stratum };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Rows with nothing in a column that is used are left out, as R does. */
function testOf(table: DataTable, group: string, stratum: string | null, rho: number): LogRank {
  const rows = table.rows.filter((row) => row[group] !== null && (stratum === null || row[stratum] !== null));
  const subjects = table.subjects(rows).map((one, at) => ({
    ...one,
    group: String(rows[at]?.[group]),
    ...(stratum === null ? {} : { stratum: String(rows[at]?.[stratum]) }),
  }));
  return logRank(subjects, rho);
}

function hasCounts(test: LogRank, counts: unknown): boolean {
  const sorted = (numbers: readonly unknown[]) => [...numbers].map(Number).sort((a, b) => a - b);
  const ours = sorted(test.groups.map(({ subjects }) => subjects));
  return Array.isArray(counts) && JSON.stringify(sorted(counts)) === JSON.stringify(ours);
}

function compareTest(test: LogRank, printed: JsonObject): void {
  expectClose(test.chiSquare, printed.chisq);
  expect(test.degreesOfFreedom).toBe(printed.df);
  if ('p' in printed) expectClose(test.p, printed.p);
  const observed = (printed.observed ?? []) as number[];
  const order = observed.map((count, at) => {
    const expected = (printed.expected as number[])[at] ?? Number.NaN;
    return test.groups.findIndex(
      (group) => Math.abs(group.observed - count) < 1e-6 && Math.abs(group.expected - expected) < 1e-4,
    );
  });
  expect(new Set(order).size, 'each printed group is one of ours').toBe(observed.length);
  for (const [at, group] of order.entries()) {
    expectClose(test.groups[group]?.observed, observed[at]);
    expectClose(test.groups[group]?.expected, (printed.expected as number[])[at]);
    for (const [column, other] of order.entries()) {
      if ('var' in printed)
        expectClose(test.variance[group]?.[other], (printed.var as number[][])[at]?.[column]);
    }
  }
}
