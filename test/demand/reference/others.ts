import { expect } from 'vitest';
import { newcombe } from '../../../src/demand/newcombe.ts';
import { meanCumulativeCount } from '../../../src/demand/recurrent-events.ts';
import { wilson } from '../../../src/demand/wilson.ts';
import type { Row } from './data-table.ts';
import { type Check, expectClose, has, isRows, type Reference } from './json.ts';
import { coverageCheck, pollingCheck } from './simulation.ts';
import type { Form } from './walk.ts';

/** Rows `{time, n_risk, n_event, mcf}` of the group that the last key names. */
const meanCountForm: Form = (value, { reference, path }) => {
  if (!isRows(value) || !value.every((row) => has(row, 'time', 'mcf'))) return null;
  const run = (): void => {
    const steps = stepsOf(reference, path.at(-1)?.replace(/^mcf$/, 'all') ?? 'all');
    expect(steps.map(({ time, atRisk, events }) => [time, atRisk, events])).toEqual(
      value.map(({ time, n_risk, n_event }) => [time, n_risk, n_event]),
    );
    for (const [at, row] of value.entries()) {
      expectClose(steps[at]?.mean, row.mcf);
      if ('std_err' in row) expectClose(steps[at]?.standardError, row.std_err);
    }
  };
  return { keys: 'all', checks: [{ title: `${path.join('.')}: mean cumulative count`, run }] };
};

/** Rows `{strata: "column=value", time, cumhaz, std_chaz}`: the same read off at chosen times. */
const readingsForm: Form = (value, { reference, path }) => {
  if (!isRows(value) || !value.every((row) => has(row, 'strata', 'time', 'cumhaz'))) return null;
  const checks = value.map(
    (row: Row): Check => ({
      title: `${path.join('.')}: ${row.strata} at ${row.time}`,
      run: () => {
        const step = stepsOf(reference, String(row.strata))
          .filter(({ time }) => time <= Number(row.time))
          .at(-1);
        expectClose(step?.mean, row.cumhaz);
        if ('std_chaz' in row) expectClose(step?.standardError, row.std_chaz);
      },
    }),
  );
  return { keys: 'all', checks };
};

function stepsOf({ table }: Reference, label: string) {
  const rows = table?.group(label) ?? null;
  if (table === null || rows === null) throw new Error(`no rows are meant by "${label}"`);
  return meanCumulativeCount(table.stretches(rows));
}

/** `wilson_<count>_<total>: [lower, upper]` and `newcombe_<a>_<of>_<b>_<of>: [difference, lower, upper]`. */
const proportionForm: Form = (value, { path }) => {
  const [method = '', ...numbers] = (path.at(-1) ?? '').split('_');
  if (!/^(wilson|newcombe)/.test(method) || !Array.isArray(value)) return null;
  const [a = 0, m = 0, b = 0, n = 0] = numbers.filter((one) => /^\d+$/.test(one)).map(Number);
  const run = (): void => {
    const result =
      method === 'wilson' ? wilson(a, m) : newcombe({ count: a, total: m }, { count: b, total: n });
    const ours = [result?.estimate, result?.lower, result?.upper].slice(-value.length);
    for (const [at, expected] of value.entries()) expectClose(ours[at], expected);
  };
  return { keys: 'all', checks: [{ title: path.join('.'), run }] };
};

/** `{truth_ratio, coverage, polling_bias, model, seed}`: what a simulation found; ours is run beside it. */
const simulationForm: Form = (value) => {
  if (!has(value, 'truth_ratio', 'coverage', 'model') || !isRows(value.coverage)) return null;
  const truth = Number(value.truth_ratio);
  const checks = value.coverage.map((row) => coverageCheck(row, truth));
  if (isRows(value.polling_bias)) checks.push(...value.polling_bias.map(pollingCheck));
  return { keys: ['SIMULATION', 'seed', 'truth_ratio', 'coverage', 'polling_bias', 'model'], checks };
};

export const otherForms: Form[] = [meanCountForm, readingsForm, proportionForm, simulationForm];
