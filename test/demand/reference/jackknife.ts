import { expect } from 'vitest';
import {
  type ClusteredSubject,
  clusterJackknife,
  type MeanRatio,
} from '../../../src/demand/cluster-jackknife.ts';
import { compareMeans } from '../../../src/demand/compare-means.ts';
import { subjectsOf } from './curves.ts';
import type { DataTable, Row } from './data-table.ts';
import { type Check, expectClose, has, isObject, type JsonObject } from './json.ts';
import { meanOf } from './means.ts';
import type { Form } from './walk.ts';

/** `rmst_<arm>` twice with `log_ratio` and `se_log`: one ratio of two arms, `G` clusters. */
const armsForm: Form = (value, { reference }) => {
  if (!has(value, 'tau', 'G', 'log_ratio', 'se_log') || !isObject(value.se_log)) return null;
  const tau = Number(value.tau);
  const means = Object.keys(value).filter((key) => key.startsWith('rmst_'));
  const errors = value.se_log;
  const limits = isObject(value.ci95_jackknife_t) ? value.ci95_jackknife_t : {};
  const run = (): void => {
    const { table } = reference;
    if (table === null) throw new Error('a ratio without data');
    const cluster = clusterColumn(table, Number(value.G));
    const found = table.pairs().flatMap(({ column, one, other }) => {
      const ratio = clusterJackknife(clustered(table, one, cluster), clustered(table, other, cluster), tau);
      return ratio !== null && Math.abs(ratio.logRatio - Number(value.log_ratio)) < 1e-6
        ? [{ column, one, other, ratio }]
        : [];
    })[0];
    expect(found, 'two arms with this ratio').toBeDefined();
    if (found === undefined) return;
    const { ratio, one, other } = found;
    const printed = means.map((key) => Number(value[key])).sort((a, b) => a - b);
    const ours = [ratio.topMean, ratio.baseMean].sort((a, b) => a - b);
    for (const [at, mean] of ours.entries()) expectClose(mean, printed[at]);
    expectClose(ratio.logRatio, value.log_ratio);
    expectClose(ratio.ratio, value.ratio);
    expect(ratio.clusters).toBe(value.G);
    compareLimits(ratio, { ...limits, se_log: errors.jackknife_delete_one_cluster });
    const [top, base] = [meanOf(table.subjects(one), tau), meanOf(table.subjects(other), tau)];
    if (top === null || base === null) throw new Error('a mean is not known');
    expectClose(compareMeans(top, base).ratio?.standardError, errors.naive_independent_greenwood);
    if ('infinitesimal_jackknife' in errors) {
      // Another estimator of the same error, which we do not have: the two agree to about 1/G.
      const off = Number(errors.infinitesimal_jackknife) / ratio.standardError - 1;
      expect(Math.abs(off)).toBeLessThan(2 / ratio.clusters);
    }
  };
  const keys = [...means, 'log_ratio', 'ratio', 'se_log', 'ci95_jackknife_t'];
  return {
    keys,
    checks: [{ title: `ratio of restricted means, ${value.G} clusters left out in turn`, run }],
  };
};

/** `rmst_<kind>: {label: mean}`, `log_ratio_<kind>`, `ratio_<kind>` and `jackknife`: the later label over the earlier. */
const labelsForm: Form = (value, { reference }) => {
  if (!has(value, 'tau')) return null;
  const tau = Number(value.tau);
  const keys = Object.keys(value).filter((key) => /^rmst_[a-z]+$/.test(key) && isObject(value[key]));
  if (keys.length === 0) return null;
  const checks = keys.map((key): Check => {
    const kind = key.slice('rmst_'.length);
    return {
      title: `${key}: restricted means and ratio`,
      run: () => {
        const printed = value[key] as JsonObject;
        const means = Object.keys(printed).map(
          (label) => meanOf(subjectsOf(reference, label, {}, kind), tau)?.mean,
        );
        for (const [at, expected] of Object.values(printed).entries()) expectClose(means[at], expected);
        const ratio = (means[1] ?? Number.NaN) / (means[0] ?? Number.NaN);
        if (`ratio_${kind}` in value) expectClose(ratio, value[`ratio_${kind}`]);
        if (`log_ratio_${kind}` in value) expectClose(Math.log(ratio), value[`log_ratio_${kind}`]);
      },
    };
  });
  const kind = keys.map((key) => key.slice('rmst_'.length)).find((one) => `ratio_${one}` in value);
  const { jackknife } = value;
  if (isObject(jackknife) && kind !== undefined) {
    checks.push({
      title: `jackknife by ${jackknife.cluster}`,
      run: () => {
        const { table } = reference;
        if (table === null) throw new Error('a jackknife without data');
        const [base, top] = Object.keys(value[`rmst_${kind}`] as JsonObject).map((label) =>
          clustered(table, table.group(label) ?? [], String(jackknife.cluster), kind),
        );
        const ratio = clusterJackknife(top ?? [], base ?? [], tau);
        expect(ratio).not.toBeNull();
        if (ratio !== null) compareLimits(ratio, jackknife);
      },
    });
  }
  const others = keys.flatMap((key) => [key, key.replace('rmst', 'ratio'), key.replace('rmst', 'log_ratio')]);
  return { keys: [...others, 'jackknife'], checks };
};

export const jackknifeForms: Form[] = [armsForm, labelsForm];

function compareLimits(ratio: MeanRatio, printed: JsonObject): void {
  expectClose(ratio.standardError, printed.se_log);
  expectClose(ratio.tQuantile, printed.t_quantile);
  expectClose(ratio.lower, printed.lower);
  expectClose(ratio.upper, printed.upper);
  for (const [cluster, expected] of Object.entries(
    isObject(printed.leave_one_out) ? printed.leave_one_out : {},
  )) {
    expectClose(ratio.leaveOneOut.find((one) => one.cluster === cluster)?.logRatio, expected);
  }
}

function clustered(
  table: DataTable,
  rows: readonly Row[],
  cluster: string,
  kind?: string,
): ClusteredSubject[] {
  return table.subjects(rows, kind).map((one, at) => ({ ...one, cluster: String(rows[at]?.[cluster]) }));
}

function clusterColumn(table: DataTable, clusters: number): string {
  const found = table.labels.find((column) => table.valuesOf(column).length === clusters);
  if (found === undefined) throw new Error(`no column tells ${clusters} clusters apart`);
  return found;
}
