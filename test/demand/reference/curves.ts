import { expect } from 'vitest';
import { medianTime } from '../../../src/demand/median-time.ts';
import { restrictedMean } from '../../../src/demand/restricted-mean.ts';
import type { Subject } from '../../../src/demand/subject.ts';
import { survivalAt, survivalCurve } from '../../../src/demand/survival-curve.ts';
import { type IntervalScale, survivalInterval } from '../../../src/demand/survival-interval.ts';
import { DataTable, type Row } from './data-table.ts';
import { type Check, expectClose, has, isObject, isRows, type Reference } from './json.ts';
import { type Form, visit } from './walk.ts';

/** `{n, events, table, median, …, conf_type}`: one curve as R prints it. */
const summaryForm: Form = (value, place) => {
  if (!has(value, 'n', 'events', 'table', 'median')) return null;
  const label = labelOf(place.path);
  const subjects = (): Subject[] => subjectsOf(place.reference, label, value);
  const scale = (value.conf_type ?? 'log') as IntervalScale;
  const title = place.path.join('.');
  return {
    keys: 'all',
    checks: [
      { title: `${title}: the curve`, run: () => compareTable(subjects(), value.table as Row[], scale) },
      {
        title: `${title}: counts and median`,
        run: () => {
          const curve = survivalCurve(subjects());
          expect([curve.subjects, curve.events]).toEqual([value.n, value.events]);
          const { median, lower, upper } = medianTime(curve, { plateau: 'midpoint', scale });
          expectClose(median, value.median);
          if ('median_lower' in value) expectClose(lower, value.median_lower);
          if ('median_upper' in value) expectClose(upper, value.median_upper);
        },
      },
    ],
  };
};

/** Bare rows `{time, n_risk, n_event, surv}`, as in `km_upper.2026`. */
const tableForm: Form = (value, place) => {
  if (!isRows(value) || !value.every((row) => has(row, 'time', 'n_risk', 'n_event', 'surv'))) return null;
  const [parent = '', label = 'all'] = place.path.slice(-2);
  const kind = parent.split('_')[1];
  const run = (): void => compareTable(subjectsOf(place.reference, label, {}, kind), value, 'log');
  return { keys: 'all', checks: [{ title: `${place.path.join('.')}: the curve`, run }] };
};

/** `{cases: [{time: [], status: [], tau, km, median, rmst, se}]}`: each with its own few subjects. */
const casesForm: Form = (value, place) => {
  if (!has(value, 'cases') || !isRows(value.cases)) return null;
  const checks = value.cases.flatMap((one, at) => {
    const path = [...place.path, String(one.case ?? at)];
    return visit(one, { reference: { ...place.reference, root: one, table: null }, path });
  });
  return { keys: ['cases'], checks };
};

const caseForm: Form = (value, place) => {
  if (!has(value, 'time', 'status', 'tau', 'km') || !Array.isArray(value.time)) return null;
  const times = value.time as number[];
  const statuses = value.status as number[];
  const rows = times.map((time, at) => ({
    time,
    status: statuses[at],
    ...(Array.isArray(value.entry) ? { entry: value.entry[at] } : {}),
  }));
  const subjects = new DataTable(rows).subjects(rows);
  return {
    keys: 'all',
    checks: [
      {
        title: `${place.path.join('.')}: curve, median and restricted mean`,
        run: () => {
          compareTable(subjects, value.km as Row[], 'log');
          const curve = survivalCurve(subjects);
          expectClose(medianTime(curve, { plateau: 'midpoint', scale: 'log' }).median, value.median);
          const mean = restrictedMean(curve, value.tau as number);
          expectClose(mean?.mean, value.rmst);
          if ('se' in value) expectClose(mean === null ? null : Math.sqrt(mean.variance), value.se);
        },
      },
    ],
  };
};

/** `share_sold_out_by_24h: {label: share}`: one less the curve at that hour. */
const goneForm: Form = (value, place) => {
  const hours = /^share_sold_out_by_(\d+)h$/.exec(place.path.at(-1) ?? '')?.[1];
  if (hours === undefined || !isObject(value)) return null;
  const checks = Object.entries(value).map(
    ([label, share]): Check => ({
      title: `${place.path.join('.')}.${label}`,
      run: () => {
        const curve = survivalCurve(subjectsOf(place.reference, label, {}, 'upper'));
        expectClose(1 - (survivalAt(curve, Number(hours)) ?? Number.NaN), share);
      },
    }),
  );
  return { keys: 'all', checks };
};

/** `km: {…}` itself is a curve of all; `km.placebo` one of a group. */
function labelOf(path: readonly string[]): string {
  const key = path.at(-1) ?? 'all';
  return /^km(_|$)/.test(key) ? 'all' : key;
}

export const curveForms: Form[] = [casesForm, caseForm, summaryForm, tableForm, goneForm];

export function subjectsOf(
  reference: Reference,
  label: string,
  counts: { n?: unknown; events?: unknown },
  kind?: string,
): Subject[] {
  const rows = reference.table?.group(label, counts);
  if (reference.table === null || rows === null || rows === undefined) {
    throw new Error(`${reference.file}: no rows are meant by "${label}"`);
  }
  return reference.table.subjects(rows, kind);
}

/** Every printed row is in our curve, and every event of ours is in a printed row. */
function compareTable(subjects: Subject[], table: readonly Row[], scale: IntervalScale): void {
  const { steps } = survivalCurve(subjects);
  const printed = table.map(({ time }) => time);
  expect(steps.filter(({ time, events }) => events > 0 && !printed.includes(time))).toEqual([]);
  for (const row of table) {
    const step = steps.find(({ time }) => time === row.time);
    expect(step, `a step at ${row.time}`).toBeDefined();
    if (step === undefined) continue;
    expect([step.atRisk, step.events]).toEqual([row.n_risk, row.n_event]);
    expectClose(step.survival, row.surv);
    if ('std_err' in row) expectClose(step.standardError, row.std_err);
    const interval = survivalInterval(step, scale);
    if ('lower' in row) expectClose(interval?.lower, row.lower);
    if ('upper' in row) expectClose(interval?.upper, row.upper);
  }
}
