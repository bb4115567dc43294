import { type Contrast, compareMeans } from '../../../src/demand/compare-means.ts';
import { type RestrictedMean, restrictedMean } from '../../../src/demand/restricted-mean.ts';
import type { Subject } from '../../../src/demand/subject.ts';
import { survivalCurve } from '../../../src/demand/survival-curve.ts';
import type { Row } from './data-table.ts';
import { expectClose, has, isObject, type Reference } from './json.ts';
import type { Form } from './walk.ts';

/** `{tau, arm1: {rmst, se}, arm0, difference, ratio}`. */
const armsForm: Form = (value, { reference, path }) => {
  if (!has(value, 'tau', 'arm1', 'arm0') || !has(value.arm1, 'rmst') || !has(value.arm0, 'rmst')) return null;
  const { tau, arm1, arm0, difference, ratio } = value;
  const run = (): void => {
    const [top, base] = armMeans(reference, Number(tau), path, Number(arm1.rmst));
    for (const [mean, printed] of [
      [top, arm1],
      [base, arm0],
    ] as const) {
      expectClose(mean.mean, printed.rmst);
      if ('se' in printed) expectClose(Math.sqrt(mean.variance), printed.se);
    }
    const compared = compareMeans(top, base);
    if (isObject(difference)) compareContrast(compared.difference, difference);
    if (isObject(ratio)) compareContrast(compared.ratio, ratio);
  };
  return {
    keys: ['arm1', 'arm0', 'difference', 'ratio'],
    checks: [{ title: `${path.join('.')}: restricted means`, run }],
  };
};

function compareContrast(contrast: Contrast | null, printed: Record<string, unknown>): void {
  expectClose(contrast?.estimate, printed.est);
  if ('se' in printed || 'se_log' in printed) {
    expectClose(contrast?.standardError, printed.se ?? printed.se_log);
  }
  expectClose(contrast?.lower, printed.lower);
  expectClose(contrast?.upper, printed.upper);
  if ('p' in printed) expectClose(contrast?.p, printed.p);
}

/** `{unadjusted: [difference, ratio, loss ratio], arm1: [mean, loss], arm0}`, rows of estimate (se) lower upper (p). */
const survRm2Form: Form = (value, { reference, path }) => {
  if (!has(value, 'unadjusted', 'arm1', 'arm0') || !Array.isArray(value.unadjusted)) return null;
  const rows = value.unadjusted as number[][];
  const arms = [value.arm1, value.arm0] as number[][][];
  const run = (): void => {
    const tau = Number(reference.root.tau ?? (reference.root.computed as Row | undefined)?.tau);
    const means = armMeans(reference, tau, path, Number(arms[0]?.[0]?.[0]));
    const { difference, ratio, lossRatio } = compareMeans(...means);
    for (const [at, contrast] of [difference, ratio, lossRatio].entries()) {
      const [estimate, lower, upper, p] = rows[at] ?? [];
      compareContrast(contrast, { est: estimate, lower, upper, p });
    }
    for (const [at, { mean, variance }] of means.entries()) {
      for (const [row, estimate] of [mean, tau - mean].entries()) {
        const [printed, se, lower, upper] = arms[at]?.[row] ?? [];
        const reach = 1.959963984540054 * Math.sqrt(variance);
        expectClose(estimate, printed);
        expectClose(Math.sqrt(variance), se);
        expectClose(estimate - reach, lower);
        expectClose(estimate + reach, upper);
      }
    }
  };
  return { keys: 'all', checks: [{ title: `${path.join('.')}: survRM2's own output`, run }] };
};

/** `{rmst, tau, se}` alone: of the group that the last key names, or of all. */
const oneMeanForm: Form = (value, { reference, path }) => {
  if (!has(value, 'rmst', 'tau') || typeof value.rmst !== 'number' || Array.isArray(value.time)) return null;
  const run = (): void => {
    const { table } = reference;
    if (table === null) throw new Error('a restricted mean without data');
    const rows = [...path]
      .reverse()
      .map((key) => table.group(key))
      .find((found) => found !== null);
    const mean = meanOf(table.subjects(rows ?? table.rows), Number(value.tau));
    expectClose(mean?.mean, value.rmst);
    if ('se' in value) expectClose(Math.sqrt(mean?.variance ?? Number.NaN), value.se);
  };
  return { keys: ['rmst', 'se', 'tau'], checks: [{ title: `${path.join('.')}: restricted mean`, run }] };
};

export const meanForms: Form[] = [armsForm, survRm2Form, oneMeanForm];

/** Restricted means of both arms; which rows are meant is settled by the labels, or by which of them gives arm 1. */
export function armMeans(
  reference: Reference,
  tau: number,
  path: readonly string[],
  arm1: number,
): [RestrictedMean, RestrictedMean] {
  const means = armCandidates(reference, path).map(([a, b]) => [meanOf(a, tau), meanOf(b, tau)] as const);
  const fitting = means.find(([top]) => top !== null && Math.abs(top.mean - arm1) < 1e-3 * tau);
  const [top, base] = fitting ?? [null, null];
  if (top === null || base === null)
    throw new Error(`${reference.file}: no two arms give ${arm1} up to ${tau}`);
  return [top, base];
}

function armCandidates({ root, table }: Reference, path: readonly string[]): [Subject[], Subject[]][] {
  if (table === null) throw new Error('restricted means without data');
  const curves = isObject(root.km) ? root.km : {};
  const rowsOf = (label: string) => table.group(label, isObject(curves[label]) ? curves[label] : {});
  const [, a, b] = path.map((key) => /^rmst_(.+)_vs_(.+)$/.exec(key)).find((match) => match !== null) ?? [];
  if (a !== undefined && b !== undefined) {
    const [top, base] = [rowsOf(a), rowsOf(b)];
    if (top !== null && base !== null) return [[table.subjects(top), table.subjects(base)]];
  }
  return table.pairs().map(({ one, other }) => [table.subjects(one), table.subjects(other)]);
}

export function meanOf(subjects: readonly Subject[], tau: number): RestrictedMean | null {
  return restrictedMean(survivalCurve(subjects), tau);
}
