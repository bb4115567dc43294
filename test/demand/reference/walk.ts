import { expect } from 'vitest';
import { curveForms } from './curves.ts';
import { intervalForms } from './intervals.ts';
import { jackknifeForms } from './jackknife.ts';
import { type Check, isObject, type Reference } from './json.ts';
import { meanForms } from './means.ts';
import { otherForms } from './others.ts';
import { publishedForms } from './published.ts';
import { rankForms } from './ranks.ts';

/** A place in a file: the keys that lead to it, and whose data it is about. */
export interface Place {
  reference: Reference;
  path: string[];
}

/** What a form recognises of a value: its checks, and the keys that need no further look. */
export interface Claim {
  keys: string[] | 'all';
  checks: Check[];
}

/** Recognises answers by their keys alone; null when the value is of another form. */
export type Form = (value: unknown, place: Place) => Claim | null;

/** Keys that describe and hold no answer, as any text does. */
const DESCRIPTIVE = ['software', 'data', 'tau', 'G', 'SYNTHETIC'];

const FORMS: Form[] = [
  ...publishedForms,
  ...curveForms,
  ...meanForms,
  ...jackknifeForms,
  ...rankForms,
  ...intervalForms,
  ...otherForms,
];

/** Every check of a file. What no form recognises is a check that fails. */
export function checksOf(reference: Reference): Check[] {
  return visit(reference.root, { reference, path: [] });
}

export function visit(value: unknown, place: Place): Check[] {
  const claims = FORMS.flatMap((form) => form(value, place) ?? []);
  const checks = claims.flatMap((claim) => claim.checks);
  if (claims.some(({ keys }) => keys === 'all')) return checks;
  if (typeof value === 'string') return [];
  if (!isObject(value)) return [unknownForm(place)];
  const claimed = new Set([...DESCRIPTIVE, ...claims.flatMap(({ keys }) => keys)]);
  const rest = Object.entries(value).filter(([key]) => !claimed.has(key));
  return [...checks, ...rest.flatMap(([key, one]) => visit(one, { ...place, path: [...place.path, key] }))];
}

function unknownForm({ path }: Place): Check {
  return {
    title: `${path.join('.')}: a form that is known`,
    run: () => expect.fail(`nothing here knows how to recompute ${path.join('.')}`),
  };
}
