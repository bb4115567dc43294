import { type Contrast, compareMeans } from '../../../src/demand/compare-means.ts';
import { intervalLogRank } from '../../../src/demand/interval-log-rank.ts';
import { logRank } from '../../../src/demand/log-rank.ts';
import { medianTime } from '../../../src/demand/median-time.ts';
import { newcombe } from '../../../src/demand/newcombe.ts';
import { survivalAt, survivalCurve } from '../../../src/demand/survival-curve.ts';
import { wilson } from '../../../src/demand/wilson.ts';
import type { DataTable, Row } from './data-table.ts';
import { massesOf } from './intervals.ts';
import { type Check, expectPrinted, isObject, isRows, type Reference } from './json.ts';
import { armMeans } from './means.ts';
import type { Form } from './walk.ts';

/**
 * `published`: what the papers print, in few digits and in any form. Compared to the digits printed where the form is
 * known; else the check says that it was not (R's answers in the same file are the ones that bind).
 */
const publishedForm: Form = (value, { reference, path }) => {
  if (path.at(-1) !== 'published') return null;
  const entries = Object.entries(isObject(value) ? value : { text: value });
  const checks = entries.map(([key, printed]): Check => {
    const run = comparisonOf(key, printed, reference);
    return run === null
      ? { title: `published ${key}: not compared, no form for it`, run: () => {} }
      : { title: `published ${key}`, run };
  });
  return { keys: 'all', checks };
};

export const publishedForms: Form[] = [publishedForm];

function comparisonOf(key: string, printed: unknown, reference: Reference): (() => void) | null {
  const { table, root } = reference;
  const [what = '', ...words] = key.split('_');
  if (what === 'wilson' || what.startsWith('newcombe'))
    return () => compareShares(words, what, printed as number[]);
  if (table === null) return null;
  if (isRows(printed) && 'interval' in (printed[0] ?? {}))
    return () => compareMasses(reference, key, printed);
  if (key === 'ictest_default') return () => compareIntervalTest(table, printed as Row);
  if (['rmst_arm1', 'rmst_arm0', 'difference', 'ratio', 'rmtl_ratio'].includes(key)) {
    return () => compareArm(reference, key, printed as Row);
  }
  const group = labelOf(table, words.join('_'));
  if (what === 'KM' && group !== null && isObject(printed)) {
    return () => {
      const curve = survivalCurve(table.subjects(group));
      for (const [time, share] of Object.entries(printed))
        expectPrinted(survivalAt(curve, Number(time)), share);
    };
  }
  if (what === 'median' && group !== null && typeof printed === 'number') {
    return () => expectPrinted(medianTime(survivalCurve(table.subjects(group))).median, printed);
  }
  if (what === 'logrank' && isObject(root.logrank))
    return () => compareLogRank(table, words[0] ?? '', printed);
  return null;
}

function compareShares(words: string[], method: string, printed: number[]): void {
  const [a = 0, m = 0, b = 0, n = 0] = words.filter((one) => /^\d+$/.test(one)).map(Number);
  const result =
    method === 'wilson' ? wilson(a, m) : newcombe({ count: a, total: m }, { count: b, total: n });
  for (const [at, limit] of printed.entries()) expectPrinted(at === 0 ? result?.lower : result?.upper, limit);
}

function compareMasses(reference: Reference, label: string, printed: Row[]): void {
  const masses = massesOf(reference, label).map(({ left, right, p }) => ({
    interval: `(${left},${right}]`,
    p,
  }));
  for (const { interval, p } of printed) {
    expectPrinted(masses.find((mass) => mass.interval === interval)?.p, p);
  }
}

function compareIntervalTest(table: DataTable, printed: Row): void {
  const column = table.labels.find((name) => table.valuesOf(name).length === 2) ?? '';
  const intervals = table.intervals(table.rows);
  const { z, p } = intervalLogRank(
    intervals.map((one, at) => ({ ...one, group: String(table.rows[at]?.[column]) })),
  );
  expectPrinted(-Math.abs(z ?? Number.NaN), -Math.abs(Number(printed.Z)));
  expectPrinted(p, printed.p);
}

function compareArm(reference: Reference, key: string, printed: Row): void {
  const { published, tau, computed } = reference.root as { published: Row; tau?: number; computed?: Row };
  const horizon = Number(tau ?? computed?.tau);
  const [top, base] = armMeans(reference, horizon, [], Number((published.rmst_arm1 as Row).est));
  const { difference, ratio, lossRatio } = compareMeans(top, base);
  const ofArm = ({ mean, variance }: typeof top): Contrast => {
    const reach = 1.959963984540054 * Math.sqrt(variance);
    return {
      estimate: mean,
      standardError: Math.sqrt(variance),
      lower: mean - reach,
      upper: mean + reach,
      p: null,
    };
  };
  const contrasts: Record<string, Contrast | null> = {
    rmst_arm1: ofArm(top),
    rmst_arm0: ofArm(base),
    difference,
    ratio,
    rmtl_ratio: lossRatio,
  };
  const contrast = contrasts[key];
  expectPrinted(contrast?.estimate, printed.est);
  if ('se' in printed) expectPrinted(contrast?.standardError, printed.se);
  expectPrinted(contrast?.lower, printed.lower);
  expectPrinted(contrast?.upper, printed.upper);
  if ('p' in printed) expectPrinted(contrast?.p, printed.p);
}

function compareLogRank(table: DataTable, what: string, printed: unknown): void {
  const { column } = table.pairs()[0] ?? { column: '' };
  const subjects = table
    .subjects(table.rows)
    .map((one, at) => ({ ...one, group: String(table.rows[at]?.[column]) }));
  const test = logRank(subjects);
  expectPrinted(what === 'p' ? test.p : test.chiSquare, printed);
}

/** "6MP" is printed for "6-MP". */
function labelOf(table: DataTable, printed: string): Row[] | null {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const labels = table.labels.flatMap((name) => table.valuesOf(name).map(String));
  const label = labels.find((one) => plain(one) === plain(printed));
  return label === undefined ? null : table.group(label);
}
